import { BlockStack, Box, Button, Collapsible, Icon, type IconProps, InlineStack, Text } from '@shopify/polaris';
import { AlertTriangleIcon, CheckCircleIcon, InfoIcon, QuestionCircleIcon } from '@shopify/polaris-icons';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../../domain/risk/check.ts';
import { findingSentence } from '../../i18n/reasons.ts';
import { useFormats } from '../formats.ts';
import { useShop } from '../shop-context.tsx';
import { ScoreMeter } from './score-meter.tsx';

const looks: Record<Finding['grade'], IconProps> = {
  clear: { source: CheckCircleIcon, tone: 'success' },
  note: { source: InfoIcon, tone: 'info' },
  review: { source: AlertTriangleIcon, tone: 'caution' },
  refuse: { source: AlertTriangleIcon, tone: 'caution' },
  'not-checked': { source: QuestionCircleIcon, tone: 'subdued' },
};

/** What every fraud check saw: what speaks against the credit with its points, then what is clear and what could not be checked. */
export function FindingGroups({
  findings,
  score,
  reviewFrom,
  refuseFrom,
}: {
  findings: Finding[];
  score: number;
  reviewFrom: number | null;
  refuseFrom: number | null;
}) {
  const { t } = useTranslation();
  const hits = findings.filter(({ grade }) => grade !== 'clear' && grade !== 'not-checked');
  const worst = [...hits].sort((a, b) => b.points - a.points);
  if (findings.length === 0)
    return (
      <Text as="p" tone="subdued">
        {t('checks.none')}
      </Text>
    );
  return (
    <BlockStack gap="300">
      <ScoreMeter score={score} reviewFrom={reviewFrom} refuseFrom={refuseFrom} />
      {worst.length === 0 ? (
        <Text as="p" tone="subdued">
          {t('checks.nothing')}
        </Text>
      ) : (
        <BlockStack gap="200">
          {worst.map((finding) => (
            <FindingLine key={finding.check} finding={finding} />
          ))}
        </BlockStack>
      )}
      <FoldedGroup title="checks.clearCount" findings={findings.filter(({ grade }) => grade === 'clear')} />
      <FoldedGroup title="checks.uncheckedCount" findings={findings.filter(({ grade }) => grade === 'not-checked')} />
    </BlockStack>
  );
}

function FindingLine({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const shop = useShop();
  return (
    <InlineStack gap="200" wrap={false} blockAlign="start">
      <Box>
        <Icon {...looks[finding.grade]} accessibilityLabel={t(`checks.${finding.grade}`)} />
      </Box>
      <div className="finding-text">
        <Text as="p">{findingSentence(finding, shop)}</Text>
      </div>
      {finding.points > 0 && (
        <Text as="span" tone="subdued" numeric>
          <span className="unbroken">{t('checks.points', { count: finding.points, points: number(finding.points) })}</span>
        </Text>
      )}
    </InlineStack>
  );
}

/** Not what the merchant came for, but never left out. */
function FoldedGroup({ title, findings }: { title: 'checks.clearCount' | 'checks.uncheckedCount'; findings: Finding[] }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  if (findings.length === 0) return null;
  return (
    <BlockStack gap="200">
      <InlineStack>
        <Button
          variant="plain"
          disclosure={open ? 'up' : 'down'}
          ariaExpanded={open}
          ariaControls={id}
          onClick={() => setOpen(!open)}
        >
          {t(title, { count: findings.length })}
        </Button>
      </InlineStack>
      <Collapsible id={id} open={open}>
        <BlockStack gap="200">
          {findings.map((finding) => (
            <FindingLine key={finding.check} finding={finding} />
          ))}
        </BlockStack>
      </Collapsible>
    </BlockStack>
  );
}
