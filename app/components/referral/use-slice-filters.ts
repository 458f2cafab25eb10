/** Filters of the list of referrals by what a report cuts orders by. Product and advocate are set by links from a report: there are too many to choose from. */
import { useTranslation } from 'react-i18next';
import { COUNTRIES } from '../../countries.ts';
import { CHANNEL_NAMES, NOT_TOLD } from '../../domain/channel.ts';
import type { ReferralRow } from '../../queries/referral-list.server.ts';
import type { ListFilter } from '../list-filters.tsx';
import { useCountryNames } from '../use-country-names.ts';
import type { ListAddress } from '../use-list-address.ts';

/** @param rows what the filters let through: they know the name of the advocate */
export function useSliceFilters(address: ListAddress, rows: readonly ReferralRow[]): ListFilter[] {
  const { t } = useTranslation();
  const nameOf = useCountryNames();
  const [product, advocate] = [address.read('product'), address.read('by')];
  const named = rows.find(({ advocateId }) => advocateId === advocate) ?? rows[0];
  const countries = COUNTRIES.map((value) => ({ value, label: nameOf(value) })).sort((a, b) => a.label.localeCompare(b.label));
  return [
    {
      key: 'channel',
      label: t('reports.channels.channel'),
      choices: [
        ...CHANNEL_NAMES.map((value) => ({ value, label: t(`channel.${value}`) })),
        { value: NOT_TOLD, label: t('reports.channels.none') },
      ],
    },
    {
      key: 'country',
      label: t('reports.countries.country'),
      choices: [...countries, { value: NOT_TOLD, label: t('reports.countries.none') }],
    },
    ...(product === null
      ? []
      : [
          {
            key: 'product',
            label: t('reports.products.product'),
            choices: [{ value: product, label: t('reports.products.number', { id: product }) }],
          },
        ]),
    ...(advocate === null
      ? []
      : [
          {
            key: 'by',
            label: t('referrals.advocate'),
            choices: [{ value: advocate, label: named?.advocateName ?? named?.advocateCode ?? t('referrals.thisAdvocate') }],
          },
        ]),
  ];
}
