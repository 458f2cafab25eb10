import { Badge, BlockStack, Button, Checkbox, InlineStack, Link, Text } from '@shopify/polaris';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { RISK_CHECK_CODES, type RiskCheckCode } from '../../domain/risk/codes.ts';
import { orderName } from '../../i18n/order-name.ts';
import type { ReviewRow } from '../../queries/review-queue.server.ts';
import { AdvocateName } from '../advocate-name.tsx';
import { useFormats } from '../formats.ts';
import { useWorth } from '../reward-value.ts';
import { useCountryNames } from '../use-country-names.ts';
import type { VerdictKind } from '../verdict/use-verdict.ts';
import { ReviewEvidence } from './review-evidence.tsx';
import { useWaitingWords } from './use-waiting-words.ts';

type Props = {
  row: ReviewRow;
  now: number;
  selected: boolean;
  open: boolean;
  /** Its verdict is given and not worked in yet. */
  underWay: boolean;
  onSelect(): void;
  onOpen(): void;
  onAsk(kind: VerdictKind): void;
};

/** One held credit: what is at stake and why it is held, with the whole evidence under it when it is opened. */
export function ReviewItem({ row, now, selected, open, underWay, onSelect, onOpen, onAsk }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <li className="review-item">
      <div className="review-row">
        <div className="review-choice">
          <Checkbox
            label={t('review.select', { order: orderName(row, t) })}
            labelHidden
            checked={selected}
            disabled={underWay}
            onChange={onSelect}
          />
        </div>
        <div className="review-facts">
          <OrderFacts row={row} />
          <AdvocateAtStake row={row} />
          <Doubts row={row} />
          <Waiting row={row} now={now} />
        </div>
        <div className="review-open">
          <Button
            variant="tertiary"
            disclosure={open ? 'up' : 'down'}
            ariaExpanded={open}
            ariaControls={id}
            accessibilityLabel={t(open ? 'review.hideOf' : 'review.showOf', { order: orderName(row, t) })}
            onClick={onOpen}
          >
            {t(open ? 'review.hide' : 'review.show')}
          </Button>
        </div>
      </div>
      <div id={id} hidden={!open}>
        {open && <ReviewEvidence row={row} underWay={underWay} onAsk={onAsk} />}
      </div>
    </li>
  );
}

function OrderFacts({ row }: { row: ReviewRow }) {
  const { t } = useTranslation();
  const { money, shortDay } = useFormats();
  const countryName = useCountryNames();
  const { orderId, kind, placedAt, totalMinor, currency, earlierOrders } = row;
  const bought =
    earlierOrders === null ? null : earlierOrders === 0 ? t('review.first') : t('review.earlier', { count: earlierOrders });
  const facts = [shortDay(placedAt), kind === 'order' ? bought : null, row.country === null ? null : countryName(row.country)];
  return (
    <BlockStack gap="050">
      <InlineStack gap="200">
        <Link url={`/app/referrals/${orderId}`} monochrome removeUnderline>
          <Text as="span" fontWeight="semibold">
            {orderName(row, t)}
          </Text>
        </Link>
        {kind === 'order' && (
          <Text as="span" numeric>
            {money(totalMinor, currency)}
          </Text>
        )}
      </InlineStack>
      <Text as="span" variant="bodySm" tone="subdued">
        {facts.filter((fact) => fact !== null).join(' · ')}
      </Text>
    </BlockStack>
  );
}

function AdvocateAtStake({ row }: { row: ReviewRow }) {
  const { t } = useTranslation();
  const worth = useWorth();
  const { advocateId, advocates, advocateCredits, rewards } = row;
  const { list } = useFormats();
  const advocate = advocates.find(({ id }) => id === advocateId);
  const facts = [
    ...(rewards.length === 0 ? [] : [t('review.stake', { reward: list(rewards.map(worth)) })]),
    t('review.credits', { count: advocateCredits }),
  ];
  return (
    <BlockStack gap="050">
      <span>
        <AdvocateName id={advocateId} name={advocate?.name ?? null} code={advocate?.code ?? null} />
      </span>
      <Text as="span" variant="bodySm" tone="subdued">
        {facts.join(' · ')}
      </Text>
    </BlockStack>
  );
}

/** The checks that asked for a look; when it was the points alone, every check that gave some. */
function Doubts({ row }: { row: ReviewRow }) {
  const { t } = useTranslation();
  const { number } = useFormats();
  const { reason, findings } = row.decision;
  const asked = reason.code === 'in-review' ? reason.checks : [];
  const pointed = findings.filter(({ points }) => points > 0).map(({ check }) => check);
  const checks = (asked.length > 0 ? asked : pointed).filter((code): code is RiskCheckCode =>
    (RISK_CHECK_CODES as string[]).includes(code),
  );
  return (
    <BlockStack gap="100" inlineAlign="start">
      <InlineStack gap="100">
        {checks.map((code) => (
          <Badge key={code} tone="attention">
            {t(`check.${code}`)}
          </Badge>
        ))}
      </InlineStack>
      <Text as="span" variant="bodySm" tone="subdued">
        {t('checks.score', { count: row.score, points: number(row.score) })}
      </Text>
    </BlockStack>
  );
}

function Waiting({ row, now }: { row: ReviewRow; now: number }) {
  const words = useWaitingWords();
  return (
    <BlockStack gap="050">
      <Text as="span">{words.since(row.decidedAt, now)}</Text>
      <Text as="span" variant="bodySm" tone="subdued">
        {words.otherwise(row)}
      </Text>
    </BlockStack>
  );
}
