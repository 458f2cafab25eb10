import { TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { GiftForm, GiftProblem } from '../../read-gift-form.ts';
import { useShop } from '../shop-context.tsx';

/** The fields that the kind of a gift needs. @param words what is wrong with the field `problem` */
export function GiftFields({
  form,
  problem,
  words,
  onChange,
}: {
  form: GiftForm;
  problem: GiftProblem | null;
  words: string | null;
  onChange(changes: Partial<GiftForm>): void;
}) {
  const { t } = useTranslation();
  const { currency } = useShop();
  const field = (name: GiftProblem, value: string) => ({
    value,
    onChange: (typed: string) => onChange({ [name]: typed }),
    autoComplete: 'off',
    ...(problem === name && words !== null ? { error: words } : {}),
  });
  if (form.kind === 'free-shipping') return null;
  if (form.kind === 'percentage')
    return <TextField label={t('rewardLife.percent')} suffix="%" inputMode="decimal" {...field('percent', form.percent)} />;
  const products = form.kind === 'free-product';
  return (
    <>
      {products && (
        <TextField
          label={t('rewardLife.products')}
          helpText={t('rewardLife.productsHelp')}
          multiline={2}
          {...field('products', form.products)}
        />
      )}
      {products && <TextField label={t('rewardLife.quantity')} inputMode="numeric" {...field('quantity', form.quantity)} />}
      <TextField
        label={products ? t('rewardLife.spend') : t('rewardLife.amount')}
        suffix={currency}
        inputMode="decimal"
        {...field('amount', form.amount)}
      />
    </>
  );
}
