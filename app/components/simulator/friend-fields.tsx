import { BlockStack, Checkbox, ChoiceList, InlineGrid, Select, Text, TextField } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { BLOCK_KINDS } from '../../domain/facts.ts';
import { SHARED_TRAITS } from '../../pretend-order.ts';
import { FormSection } from '../program/program-fields.tsx';
import { oneOf } from './one-of.ts';
import type { PretendProps } from './simulator.tsx';

const histories = ['new', 'returning', 'unknown'] as const;
const creditors = ['nobody', 'a', 'b'] as const;
const blocks = ['none', ...BLOCK_KINDS] as const;

/** Who buys: new or not, and what they have in common with Anna. */
export function FriendFields({ order, change }: PretendProps) {
  const { t } = useTranslation();
  const facts = [
    { name: 'seen', label: t('simulator.friend.seen') },
    { name: 'disposable', label: t('simulator.friend.disposable') },
    { name: 'phoneKnown', label: t('simulator.friend.phoneKnown') },
    { name: 'ring', label: t('simulator.friend.ring') },
  ] as const;
  return (
    <FormSection title={t('simulator.friend.title')} text={t('simulator.friend.text')}>
      <ChoiceList
        allowMultiple
        title={t('simulator.friend.shared')}
        choices={SHARED_TRAITS.map((value) => ({ value, label: t(`simulator.friend.trait.${value}`) }))}
        selected={order.shared}
        onChange={(selected) => change({ shared: SHARED_TRAITS.filter((trait) => selected.includes(trait)) })}
      />
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <Select
          label={t('simulator.friend.history')}
          options={histories.map((value) => ({ value, label: t(`simulator.friend.${value}`) }))}
          value={order.friend}
          onChange={(value) => change({ friend: oneOf(histories, value) })}
        />
        <Select
          label={t('simulator.friend.creditedTo')}
          options={creditors.map((value) => ({
            value,
            label:
              value === 'nobody'
                ? t('simulator.friend.nobody')
                : t('simulator.friend.to', { name: t(`simulator.advocate.${value}`) }),
          }))}
          value={order.creditedTo}
          onChange={(value) => change({ creditedTo: oneOf(creditors, value) })}
        />
        <TextField
          label={t('simulator.friend.referrer')}
          value={order.referrerHost}
          onChange={(value) => change({ referrerHost: value })}
          placeholder="coupons.example"
          autoComplete="off"
        />
        <Select
          label={t('simulator.friend.blocked')}
          options={blocks.map((value) => ({
            value,
            label: value === 'none' ? t('simulator.friend.notBlocked') : t(`simulator.friend.blockedBy.${value}`),
          }))}
          value={order.blocked}
          onChange={(value) => change({ blocked: oneOf(blocks, value) })}
        />
      </InlineGrid>
      <BlockStack>
        <Text as="p">{t('simulator.friend.more')}</Text>
        {facts.map(({ name, label }) => (
          <Checkbox key={name} label={label} checked={order[name]} onChange={(checked) => change({ [name]: checked })} />
        ))}
      </BlockStack>
    </FormSection>
  );
}
