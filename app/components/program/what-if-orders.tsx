import { BlockStack, Button, InlineStack, Link, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { orderName } from '../../i18n/order-name.ts';
import { decisionSentences } from '../../i18n/reasons.ts';
import type { Told, WhatIf, WhatIfRow } from '../../queries/what-if.server.ts';
import { useFormats } from '../formats.ts';
import { advocateNames } from '../referral/advocate-names.ts';
import { useShop } from '../shop-context.tsx';

const STEP = 50;

/** The orders that would end differently, newest first: what was decided, and what would have been. */
export function WhatIfOrders({ answer }: { answer: WhatIf }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const [shown, setShown] = useState(STEP);
  const rows = answer.rows.slice(0, shown);
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t('whatIf.changed')}
      </Text>
      <ul className="what-if-orders">
        {rows.map((row) => (
          <ChangedOrder key={row.orderId} row={row} advocates={answer.advocates} />
        ))}
      </ul>
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="span" tone="subdued" variant="bodySm">
          {t('whatIf.shown', { shown: number(rows.length), all: number(answer.changed) })}
        </Text>
        {shown < answer.rows.length && <Button onClick={() => setShown(shown + STEP)}>{t('whatIf.more')}</Button>}
      </InlineStack>
    </BlockStack>
  );
}

function ChangedOrder({ row, advocates }: { row: WhatIfRow; advocates: WhatIf['advocates'] }) {
  const { t } = useTranslation();
  const { money, day } = useFormats();
  return (
    <li>
      <InlineStack align="space-between" gap="200">
        <InlineStack gap="200" align="start" blockAlign="baseline">
          <Link url={`/app/referrals/${row.orderId}`} monochrome>
            <Text as="span" fontWeight="semibold">
              {orderName(row, t)}
            </Text>
          </Link>
          <Text as="span" tone="subdued" variant="bodySm">
            {day(row.placedAt)}
          </Text>
        </InlineStack>
        {row.kind === 'order' && (
          <Text as="span" numeric>
            {money(row.subtotalMinor, row.currency)}
          </Text>
        )}
      </InlineStack>
      <dl>
        <dt>{t('whatIf.before')}</dt>
        <dd>
          <Outcome told={row.before} advocates={advocates} />
        </dd>
        <dt>{t('whatIf.after')}</dt>
        <dd>
          <Outcome told={row.after} advocates={advocates} />
        </dd>
      </dl>
    </li>
  );
}

/** The same sentence as on the order's page. */
function Outcome({ told, advocates }: { told: Told; advocates: WhatIf['advocates'] }) {
  const { t } = useTranslation();
  const shop = useShop();
  const decision = { ...told, candidates: [], findings: [], score: 0, programVersion: 0 };
  return decisionSentences(decision, advocateNames(advocates, t('advocate.erased')), shop).outcome;
}
