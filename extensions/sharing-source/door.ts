/** The app's own door for what no metafield can tell. Never throws: without network access, without the app, there is nothing to show. */
import { isRecord, readShare, type Share } from './standing.ts';

/** Shopify CLI puts the app's address in; without it `process` itself is missing. */
declare const process: { env: { APP_URL: string } };

export type SessionToken = { get(): Promise<string> };

/** An order and the number that only its buyer is shown. */
export type OrderProof = { orderId: string; confirmationNumber: string };

export type DoorAnswer = {
  /** Null: nobody to share for, or the program rests. */
  share: Share | null;
  /** What joining would bring somebody who is no advocate yet; null when the program takes nobody in. */
  invitation: { offer: string; reward: string } | null;
  /** Whether one of the order's discount codes came from a friend already. */
  knowsFriend: boolean;
};

const LONGEST_WAIT = 8_000;

/** @param request.join makes the signed-in customer, or the buyer of the order, an advocate */
export async function askToShare(
  sessionToken: SessionToken,
  language: string,
  request: { order: OrderProof | null; discountCodes: string[]; join: boolean },
): Promise<DoorAnswer | null> {
  const answer = await post(sessionToken, language, 'share', { ...request.order, ...request, order: undefined });
  if (answer === null || answer.status !== 200) return null;
  const { invitation } = answer.body;
  return {
    share: readShare(answer.body['share']),
    invitation:
      isRecord(invitation) && typeof invitation['offer'] === 'string' && typeof invitation['reward'] === 'string'
        ? { offer: invitation['offer'], reward: invitation['reward'] }
        : null,
    knowsFriend: answer.body['knowsFriend'] === true,
  };
}

/** The app's word for the friend; null when it could not be reached. */
export async function sayWhoReferred(
  sessionToken: SessionToken,
  language: string,
  order: OrderProof,
  answer: string,
): Promise<{ taken: boolean; message: string } | null> {
  const reply = await post(sessionToken, language, 'answer', { ...order, answer });
  if (reply === null || typeof reply.body['message'] !== 'string') return null;
  return { taken: reply.status === 200, message: reply.body['message'] };
}

async function post(
  sessionToken: SessionToken,
  language: string,
  endpoint: string,
  body: unknown,
): Promise<{ status: number; body: Record<string, unknown> } | null> {
  try {
    const response = await fetch(`${process.env.APP_URL}/extension/${endpoint}`, {
      method: 'POST',
      headers: {
        Authorization: `Bearer ${await sessionToken.get()}`,
        'Accept-Language': language,
      },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(LONGEST_WAIT),
    });
    const read: unknown = await response.json();
    return isRecord(read) ? { status: response.status, body: read } : null;
  } catch {
    return null;
  }
}
