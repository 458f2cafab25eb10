/** What axe-core finds wrong with a page. */
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';

const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

/** One line per violated rule, with its first element; empty when the document is in order. Looks once what enters has entered. */
export async function accessibilityProblems(frame: Frame): Promise<string[]> {
  await frame.evaluate(settled);
  await frame.evaluate(axe);
  return frame.evaluate(async () => {
    type Axe = { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
  });
}

/** Colours of something half faded in are nobody's colours: waits for every animation that ends, in shadow trees as well. */
async function settled(): Promise<void> {
  const roots = [document, ...[...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? [])];
  const animations = roots.flatMap((root) => root.getAnimations());
  const ending = animations.filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map(({ finished }) => finished));
}
