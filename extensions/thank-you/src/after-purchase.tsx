/** After a purchase: the buyer's link to share, and who sent them. Shows nothing rather than an error. */
import { useEffect, useState } from 'preact/hooks';
import { askToShare, type DoorAnswer, type OrderProof, type SessionToken } from '../../sharing-source/door.ts';
import { SharePanel } from '../../sharing-source/share-panel.tsx';
import { readStanding, type Share, STANDING_KEY } from '../../sharing-source/standing.ts';
import type { Translate } from '../../sharing-source/translate.ts';
import { type SignalLike, useSignal } from '../../sharing-source/use-signal.ts';
import { previewShare } from './preview-share.ts';
import { WhoReferredYou } from './who-referred-you.tsx';

/** What the two pages have alike. */
export type PurchasePage = {
  extension: { editor?: unknown };
  settings: SignalLike<Record<string, unknown>>;
  appMetafields: SignalLike<{ target: { type: string }; metafield: { key: string; value: unknown } }[]>;
  attributes: SignalLike<{ key: string }[] | undefined>;
  discountCodes: SignalLike<{ code: string }[]>;
  localization: { extensionLanguage: SignalLike<{ isoCode: string }> };
  sessionToken: SessionToken;
  storage: { read<Value>(key: string): Promise<Value | null>; write(key: string, value: unknown): Promise<void> };
  translate: Translate;
};

/** The storefront script's cart attribute: the order has evidence already (storefront-contract.ts). */
const CART_ATTRIBUTE = '__vouchsafe';

/** @param order null where the page does not tell, or shows an order older than answers count for */
export function AfterPurchase({ page, order }: { page: PurchasePage; order: OrderProof | null }) {
  const { translate, sessionToken } = page;
  const settings: Record<string, unknown> = { ...useSignal(page.settings) };
  const language = useSignal(page.localization?.extensionLanguage)?.isoCode ?? 'en';
  const metafields = useSignal(page.appMetafields) ?? [];
  const attributes = useSignal(page.attributes) ?? [];
  const discountCodes = (useSignal(page.discountCodes) ?? []).map(({ code }) => code);
  const inEditor = page.extension?.editor !== undefined;

  const own = metafields.find(({ target, metafield }) => target.type === 'customer' && metafield.key === STANDING_KEY);
  const standing = readStanding(own?.metafield.value, language, Date.now());
  const wantsQuestion = settings['hide_question'] !== true && !attributes.some(({ key }) => key === CART_ATTRIBUTE);
  const answered = useAnswered(page, order);
  const asksApp = !inEditor && order !== null && (standing === null || (wantsQuestion && discountCodes.length > 0));
  const door = useDoor(asksApp, sessionToken, language, order, discountCodes, standing === null);

  const share: Share | null = inEditor ? previewShare(translate) : (standing?.share ?? door?.share ?? null);
  const showsShare = share !== null && settings['hide_share'] !== true;
  const knowsFriend = discountCodes.length > 0 && (door === null || door.knowsFriend);
  const showsQuestion = wantsQuestion && !knowsFriend && answered.before === false && (order !== null || inEditor);

  if (!showsShare && !showsQuestion) return null;
  return (
    <s-stack gap="large">
      {showsShare ? (
        <s-section heading={heading(settings['share_heading'], translate('share.heading'))}>
          <SharePanel share={share} translate={translate} showQr={settings['hide_qr'] !== true} />
        </s-section>
      ) : null}
      {showsQuestion ? (
        <s-section heading={heading(settings['question_heading'], translate('question.heading'))}>
          <WhoReferredYou
            order={inEditor ? null : order}
            sessionToken={sessionToken}
            language={language}
            translate={translate}
            onAnswered={answered.note}
          />
        </s-section>
      ) : null}
    </s-stack>
  );
}

/** Asks the app once for each order; null until it has answered, and when it does not. */
function useDoor(
  asks: boolean,
  sessionToken: SessionToken,
  language: string,
  order: OrderProof | null,
  discountCodes: string[],
  join: boolean,
): DoorAnswer | null {
  const [answer, setAnswer] = useState<DoorAnswer | null>(null);
  const orderId = order?.orderId;
  const number = order?.confirmationNumber;
  const codes = discountCodes.join(' ');
  useEffect(() => {
    if (!asks || orderId === undefined || number === undefined) return undefined;
    let isCurrent = true;
    const request = { order: { orderId, confirmationNumber: number }, discountCodes: codes === '' ? [] : codes.split(' '), join };
    void askToShare(sessionToken, language, request).then((found) => {
      if (isCurrent) setAnswer(found);
    });
    return () => {
      isCurrent = false;
    };
  }, [asks, sessionToken, language, orderId, number, codes, join]);
  return answer;
}

/** Whether this browser has answered for the order before (null until that is known), and a way to remember that it has. */
function useAnswered({ storage }: PurchasePage, order: OrderProof | null): { before: boolean | null; note: () => void } {
  const [before, setBefore] = useState<boolean | null>(null);
  const key = `answered ${order?.orderId ?? ''}`;
  useEffect(() => {
    let isCurrent = true;
    readSafely(storage, key).then((found) => {
      if (isCurrent) setBefore(found);
    }, ignore);
    return () => {
      isCurrent = false;
    };
  }, [storage, key]);
  return { before, note: () => void writeSafely(storage, key) };
}

async function readSafely(storage: PurchasePage['storage'], key: string): Promise<boolean> {
  try {
    return (await storage.read<boolean>(key)) === true;
  } catch {
    return false;
  }
}

async function writeSafely(storage: PurchasePage['storage'], key: string): Promise<void> {
  try {
    await storage.write(key, true);
  } catch {
    // Then the question is asked again when they come back; an answer given twice does no harm.
  }
}

function ignore(): void {}

function heading(chosen: unknown, usual: string): string {
  return typeof chosen === 'string' && chosen.trim() !== '' ? chosen : usual;
}
