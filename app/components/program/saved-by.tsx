import { Link } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../formats.ts';

/** Who saved something, and when. @param by a staff member's user id, or `install` @param userId the staff member who looks */
export function SavedBy({ by, at, userId }: { by: string; at: string; userId: string | null }) {
  const { moment } = useFormats();
  return (
    <span>
      {moment(at)} · <Author by={by} userId={userId} />
    </span>
  );
}

function Author({ by, userId }: { by: string; userId: string | null }) {
  const { t } = useTranslation();
  if (by === 'install') return t('versions.install');
  if (by === userId) return t('versions.you');
  return (
    <Link url={`shopify://admin/settings/account/${by}`} target="_top">
      {t('versions.staff', { id: by })}
    </Link>
  );
}
