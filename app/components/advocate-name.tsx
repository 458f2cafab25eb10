import { Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';

/** An advocate's name as a link to their profile; the code when no name is known. */
export function AdvocateName({ id, name, code }: { id: string | null; name: string | null; code: string | null }) {
  const { t } = useTranslation();
  if (id === null)
    return (
      <Text as="span" tone="subdued">
        {t('advocate.nobody')}
      </Text>
    );
  return (
    <Link url={`/app/advocates/${id}`} removeUnderline>
      {name ?? code ?? t('advocate.erased')}
    </Link>
  );
}
