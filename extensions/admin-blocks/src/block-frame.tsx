/** What both blocks have around what they tell: title, summary of the closed block, waiting, trouble. */
import type { ComponentChildren } from 'preact';
import type { Asked } from './ask-app.ts';
import type { Translate } from './translate.ts';

type Props<Answer> = {
  asked: Asked<Answer>;
  translate: Translate;
  heading: string;
  summary(answer: Answer): string;
  children(answer: Answer): ComponentChildren;
};

export function BlockFrame<Answer extends object>({
  asked: { answer, again },
  translate,
  heading,
  summary,
  children,
}: Props<Answer>) {
  const told = typeof answer === 'string' ? null : answer;
  return (
    <s-admin-block heading={heading} {...(told === null ? {} : { collapsedSummary: summary(told) })}>
      {told !== null ? (
        children(told)
      ) : answer === 'asking' ? (
        <s-spinner accessibilityLabel={translate('block.asking')} />
      ) : (
        <s-stack gap="base">
          <s-paragraph>{translate('block.failed')}</s-paragraph>
          <s-stack direction="inline">
            <s-button onClick={again}>{translate('block.again')}</s-button>
          </s-stack>
        </s-stack>
      )}
    </s-admin-block>
  );
}
