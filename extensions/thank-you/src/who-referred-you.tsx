/** A friend who has bought says who sent them. The app answers everybody alike. */
import { useState } from 'preact/hooks';
import { type OrderProof, sayWhoReferred, type SessionToken } from '../../sharing-source/door.ts';
import type { Translate } from '../../sharing-source/translate.ts';

type Props = {
  /** Null in the editor, where nobody is asked. */
  order: OrderProof | null;
  sessionToken: SessionToken;
  language: string;
  translate: Translate;
  /** Called once when the app has taken the answer. */
  onAnswered: () => void;
};

export function WhoReferredYou({ order, sessionToken, language, translate, onAnswered }: Props) {
  const [name, setName] = useState('');
  const [state, setState] = useState<'asking' | 'sending' | { taken: boolean; message: string }>('asking');
  const isDone = typeof state === 'object' && state.taken;

  async function send(): Promise<void> {
    const answer = name.trim();
    if (order === null || answer === '' || state === 'sending') return;
    setState('sending');
    const reply = await sayWhoReferred(sessionToken, language, order, answer);
    setState(reply ?? { taken: false, message: translate('question.failed') });
    if (reply?.taken === true) onAnswered();
  }

  return (
    <s-stack gap="base">
      {isDone ? null : (
        <s-form onSubmit={() => void send()}>
          <s-stack gap="base">
            <s-text-field
              label={translate('question.label')}
              name="vouchsafe-friend"
              maxLength={128}
              value={name}
              onInput={(event) => setName((event.currentTarget as { value?: string } | null)?.value ?? '')}
            />
            <s-button type="submit" loading={state === 'sending'}>
              {translate('question.send')}
            </s-button>
          </s-stack>
        </s-form>
      )}
      <s-stack accessibilityRole="status">{typeof state === 'object' ? <s-text>{state.message}</s-text> : null}</s-stack>
    </s-stack>
  );
}
