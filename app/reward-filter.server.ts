/** The filters of the list of rewards, as its address, its file and its bulk changes read them. */
import { type AdminRequest, oneOf } from './admin-request.server.ts';
import { OWED_PLACES } from './domain/owed.ts';
import { REWARD_KINDS } from './domain/rewards.ts';
import { PURPOSES, RECIPIENTS, REWARD_GROUPS, type RewardFilter } from './queries/reward-list.server.ts';

export function rewardFilterOf({ search, period, terms }: Pick<AdminRequest, 'search' | 'period' | 'terms'>): RewardFilter {
  return {
    group: oneOf(REWARD_GROUPS, search.get('state')),
    owed: oneOf(OWED_PLACES, search.get('owed')),
    kind: oneOf(REWARD_KINDS, search.get('kind')),
    recipient: oneOf(RECIPIENTS, search.get('recipient')),
    purpose: oneOf(PURPOSES, search.get('purpose')),
    period,
    search: terms,
  };
}
