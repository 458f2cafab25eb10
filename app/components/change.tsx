import { Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormats } from './formats.ts';

/** How much a figure is more or less than the one before. */
export function Change({ now, before }: { now: number; before: number }) {
  const { t } = useTranslation();
  const { percent } = useFormats();
  if (before === 0 || now === before)
    return (
      <Text as="span" variant="bodySm" tone="subdued">
        {now === before ? '—' : t('figures.new')}
      </Text>
    );
  const share = percent(Math.round((Math.abs(now - before) / before) * 100) * 100);
  return (
    <Text as="span" variant="bodySm" tone={now > before ? 'success' : 'subdued'}>
      <span aria-hidden="true">{now > before ? '↑' : '↓'} </span>
      <span className="spoken-only">{t(now > before ? 'figures.up' : 'figures.down')} </span>
      {share}
    </Text>
  );
}
