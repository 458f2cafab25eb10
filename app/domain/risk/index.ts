/** The fraud checks in force, in the order in which they are shown and in which the first refusal counts (codes.ts has the same). */
import { advocateVelocity } from './advocate-velocity.ts';
import { bannedReferrer } from './banned-referrer.ts';
import { blockList } from './block-list.ts';
import type { RiskCheck } from './check.ts';
import { RISK_CHECK_CODES, type RiskCheckCode } from './codes.ts';
import { disposableEmail } from './disposable-email.ts';
import { dispute } from './dispute.ts';
import { knownFriend } from './known-friend.ts';
import { leakBurst } from './leak-burst.ts';
import { networkVelocity } from './network-velocity.ts';
import { ring } from './ring.ts';
import { sameAddress } from './same-address.ts';
import { sameCustomer } from './same-customer.ts';
import { sameDevice } from './same-device.ts';
import { sameEmail } from './same-email.ts';
import { sameNetwork } from './same-network.ts';
import { samePhone } from './same-phone.ts';
import { shopifyRisk } from './shopify-risk.ts';
import { unseenCode } from './unseen-code.ts';

/** A new code does not compile until it has its check. */
const BY_CODE: Record<RiskCheckCode, RiskCheck> = {
  'same-customer': sameCustomer,
  'same-email': sameEmail,
  'same-phone': samePhone,
  'same-address': sameAddress,
  'same-network': sameNetwork,
  'same-device': sameDevice,
  'disposable-email': disposableEmail,
  'advocate-velocity': advocateVelocity,
  'network-velocity': networkVelocity,
  'known-friend': knownFriend,
  'unseen-code': unseenCode,
  'leak-burst': leakBurst,
  'banned-referrer': bannedReferrer,
  ring,
  'shopify-risk': shopifyRisk,
  dispute,
  'block-list': blockList,
};

export const RISK_CHECKS: readonly RiskCheck[] = RISK_CHECK_CODES.map((code) => BY_CODE[code]);
