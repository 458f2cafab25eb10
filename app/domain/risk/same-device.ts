/**
 * The order comes from the kind of device that the advocate was lately seen with (the browser's own description), in a network that the
 * advocate was lately seen in.
 *
 * The description alone tells nothing: everybody with this year's telephone sends the same one. So it counts within a shared network only; in
 * another network it is `clear` with `detail.otherNetwork`. Not checked when the device or the network of either is not known (`missing`
 * says whose, `of` says what: `device`, `network`). Honest people trip it: a household whose telephones are alike, or who share one.
 */
import type { RiskCheck } from './check.ts';
import { compareTraits, known } from './compare-traits.ts';

export const sameDevice: RiskCheck = {
  code: 'same-device',
  look({ buyer }, advocate) {
    const device = compareTraits(known(buyer.deviceHash), advocate.deviceHashes);
    if (device.seen === 'not-checked') return { ...device, detail: { ...device.detail, of: 'device' } };
    if (device.seen === 'clear') return device;
    const network = compareTraits(known(buyer.networkHash), advocate.networkHashes);
    if (network.seen === 'not-checked') return { ...network, detail: { ...network.detail, of: 'network' } };
    return network.seen === 'clear' ? { seen: 'clear', detail: { otherNetwork: true } } : network;
  },
};
