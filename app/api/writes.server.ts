/** What the API changes: the same services as staff in the admin, each act in the staff log under the key's name. */
import { randomBytes } from 'node:crypto';
import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import { enrolAdvocates } from '../data/advocates.server.ts';
import { orderlessValueSchema } from '../domain/benefit.ts';
import { makeReferralCode } from '../domain/referral-code.ts';
import { loggedOrder } from '../domain/staff-act.ts';
import { giveReward } from '../services/give-reward.server.ts';
import { giveVerdict } from '../services/give-verdict.server.ts';
import { noteStaffAct } from '../services/note-staff-act.server.ts';
import { setAdvocateState } from '../services/set-advocate-state.server.ts';
import type { Act } from '../staff-acts.server.ts';
import { doneSchema } from './answers.ts';
import { type ApiCall, ApiProblem, notFound, operation, parameter } from './operation.ts';

/** Of rewards given through the API: the same request names the same reward. */
const REWARDS = '6f0d3a52-5c0e-4a5b-9a3e-0f2f6a1c7d11';
const note = z.string().max(500).nullable().default(null);
const id = z.uuid();

/** Writes the act down, then does it; what came to nothing is noted, too. */
async function noted<Answer>(
  { context, shop, by }: ApiCall,
  { act, subjects = [], value = null }: Act,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const about = { by, screen: 'other' as const };
  const seq = await noteStaffAct(context, shop, { ...about, act, subjects, value });
  try {
    return await work();
  } catch (error) {
    await noteStaffAct(context, shop, { ...about, act: 'not-done', subjects, value: String(seq) });
    throw error;
  }
}

const blocking = (state: 'active' | 'blocked') =>
  operation({
    ...{ method: 'post', path: `/advocates/{id}/${state === 'active' ? 'unblock' : 'block'}`, scope: 'write_advocates' },
    summary: state === 'active' ? 'Let an advocate earn again' : 'Keep an advocate from earning: what was credited before stays',
    answer: doneSchema,
    run(call) {
      const advocateId = parameter(call, 'id', id);
      const act: Act = { act: state === 'active' ? 'advocate-unblocked' : 'advocate-blocked', subjects: [advocateId] };
      return noted(call, act, async () => {
        if (!(await setAdvocateState(call.context, call.shop, advocateId, state))) throw notFound();
        return { id: advocateId, state };
      });
    },
  });

const verdict = (kind: 'approve' | 'refuse') =>
  operation({
    ...{ method: 'post', path: `/referrals/{orderId}/${kind}`, scope: 'write_referrals' },
    summary: kind === 'approve' ? 'Approve the credit of an order that is held or was refused' : 'Refuse the credit of an order',
    body: z.object({ note }),
    answer: doneSchema,
    run(call) {
      const orderId = parameter(call, 'orderId', z.string().regex(/^(signup-)?\d{1,20}$/));
      const act: Act = { act: kind === 'approve' ? 'credit-approved' : 'credit-refused', subjects: [loggedOrder(orderId)] };
      return noted(call, act, async () => {
        const { refused } = await giveVerdict(call.context, call.shop, {
          orderIds: [orderId],
          kind,
          by: call.by,
          note: call.body.note,
        });
        const [left] = refused;
        if (left?.why === 'not-found') throw notFound();
        if (left?.why === 'not-open')
          throw new ApiProblem(409, 'not-open', `The order stands so that to ${kind} it would change nothing.`);
        return { id: orderId, state: kind === 'approve' ? 'approved' : 'refused' };
      });
    },
  });

const GIFT_PROBLEMS: Readonly<Record<string, string>> = {
  'advocate-not-found': 'This shop has no such advocate.',
  'advocate-blocked': 'The advocate is blocked.',
  'no-account': 'The advocate has no customer account to put it on.',
  'other-currency': 'The program is in another currency than the shop.',
};

export const WRITES = [
  operation({
    ...{
      method: 'post',
      path: '/advocates',
      scope: 'write_advocates',
      summary: 'Make a customer an advocate; one who is stays as they are',
    },
    body: z.object({
      customerId: z
        .string()
        .regex(/^\d{1,20}$/)
        .describe('Numeric part of gid://shopify/Customer/…'),
    }),
    answer: z.object({ id, code: z.string(), isNew: z.boolean() }),
    run(call) {
      const { context, shop, body } = call;
      return noted(call, { act: 'advocate-added', subjects: [] }, () =>
        context.db.prisma.$transaction(async (tx) => {
          const nameless = { ...body, emailHash: null, phoneHash: null, nameSealed: null, emailSealed: null, nameSearch: [] };
          const code = () => makeReferralCode(randomBytes(16));
          const [advocate] = await enrolAdvocates(tx, shop, [nameless], 'merchant', context.now(), code, () => context.newId());
          if (advocate === undefined) throw new Error('nobody was enrolled');
          // Which also asks Shopify for the name and the address.
          if (advocate.isNew) await context.queue.enqueue(tx, 'write-advocate-links', { shopId: shop.id }, { once: shop.id });
          return { id: advocate.advocateId, code: advocate.code, isNew: advocate.isNew };
        }),
      );
    },
  }),
  blocking('blocked'),
  blocking('active'),
  verdict('approve'),
  verdict('refuse'),
  operation({
    ...{ method: 'post', path: '/rewards', scope: 'write_rewards', summary: 'Give an advocate a reward that no referral earned' },
    body: z.object({
      advocateId: id,
      value: orderlessValueSchema.describe('Amounts in minor units, e.g. "1000" for 10.00'),
      note,
    }),
    answer: doneSchema,
    run(call) {
      const { context, shop, key, idempotencyKey, body, by } = call;
      const rewardId = uuidv5(`${shop.id} ${key.id} ${idempotencyKey}`, REWARDS);
      return noted(call, { act: 'reward-given', subjects: [rewardId], value: body.value.kind }, async () => {
        const answer = await giveReward(context, shop, { ...body, rewardId, by });
        if ('refused' in answer)
          throw new ApiProblem(409, answer.refused, GIFT_PROBLEMS[answer.refused] ?? 'It cannot be given.');
        return { id: answer.given, state: 'approved' };
      });
    },
  }),
];
