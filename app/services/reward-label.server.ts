/** How a reward's discount is named in Shopify, by which later tries recognise it. */
export function rewardLabel(rewardId: string, code: string): { title: string; tag: string } {
  return { title: `Referral reward ${code}`, tag: `vouchsafe-reward-${rewardId}` };
}
