/** Genuine messages, changed somewhere: what a patient attacker, or a broken proxy, would send. */

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NASTY = [
  '\0',
  '\r\n',
  '%00',
  '%',
  '&',
  '=',
  ',',
  '"',
  '{',
  ']',
  '\u202e',
  '𝕏',
  "';--",
  '../',
  'null',
  '9'.repeat(40),
  '.',
  '-1',
];

/** One to three changes: a bit turned, bytes taken out or doubled, what parsers stumble over put in, the end cut off. Never the same text. */
export function mutate(text: string, random: () => number): string {
  const bytes = Buffer.from(text);
  const below = (length: number) => Math.floor(random() * length);
  let changed = bytes;
  const times = 1 + below(3);
  for (let turn = 0; turn < times || changed.equals(bytes); turn += 1) {
    const place = below(changed.length + 1);
    const [before, after] = [changed.subarray(0, place), changed.subarray(place)];
    const kind = below(5);
    if (kind === 0 && after[0] !== undefined)
      changed = Buffer.concat([before, Buffer.of(after[0] ^ (1 << below(7))), after.subarray(1)]);
    else if (kind === 1) changed = Buffer.concat([before, after.subarray(1 + below(8))]);
    else if (kind === 2) changed = Buffer.concat([before, after.subarray(0, 1 + below(16)), after]);
    else if (kind === 3) changed = Buffer.concat([before, Buffer.from(NASTY[below(NASTY.length)] ?? ''), after]);
    else changed = before;
  }
  return changed.toString('utf8');
}
