/** Rewards that can be used now, each with its code to copy. */
import type { UsableReward } from './standing.ts';
import type { Translate } from './translate.ts';

type Props = { rewards: UsableReward[]; translate: Translate; formatDate: (date: Date) => string };

export function RewardsList({ rewards, translate, formatDate }: Props) {
  return (
    <s-stack gap="base" accessibilityRole="unordered-list">
      {rewards.map(({ value, code, expiresAt }, index) => (
        <s-stack key={code ?? index} accessibilityRole="list-item" direction="inline" gap="base" alignItems="center">
          <s-text type="strong">{value}</s-text>
          {code === null ? (
            <s-text>{translate('rewards.inAccount')}</s-text>
          ) : (
            <>
              <s-text>{code}</s-text>
              <s-button variant="secondary" command="--copy" commandFor={`vouchsafe-code-${index}`}>
                {translate('rewards.copy', { code })}
              </s-button>
              <s-clipboard-item id={`vouchsafe-code-${index}`} text={code} />
            </>
          )}
          {expiresAt === null ? null : (
            <s-text color="subdued">{translate('rewards.until', { date: formatDate(new Date(expiresAt)) })}</s-text>
          )}
        </s-stack>
      ))}
    </s-stack>
  );
}
