/** How the discount of an advocate's shared code is known again in Shopify. */
import type { SharedCode } from '../data/shared-codes.server.ts';

type Known = Pick<SharedCode, 'advocateId' | 'code' | 'turn'>;

/** Begins the tags of all turns. */
export function sharedCodeFamily({ advocateId }: Pick<Known, 'advocateId'>): string {
  return `vouchsafe-shared-${advocateId}-`;
}

/** Each turn's discount is told from those before, also where the merchant has edited title or tags. */
export function sharedCodeLabel(shared: Known, turn: number = shared.turn): { title: string; tag: string } {
  return {
    title: turn === 1 ? `Shared code ${shared.code}` : `Shared code ${shared.code} (${turn})`,
    tag: `${sharedCodeFamily(shared)}${turn}`,
  };
}
