/** Shopify's section rendering: HTML of up to five sections of a page, alone or beside a cart answer. */
import type { Fields } from '#devstore/storefront/form-fields.ts';
import { resolvePage } from '#devstore/storefront/pages.ts';
import { renderSections } from '#devstore/storefront/render-page.ts';
import { visitAt, type Visit } from '#devstore/storefront/visit.ts';

const maximumSections = 5;

/** `sections_url` must be a path of the shop. The cart change that came with it has happened all the same. */
export class BadSectionsUrl extends Error {}

/** Sections that a cart request asked for in `sections` (and `sections_url`, else the page it came from); null when it asked for none. */
export async function requestedSections(
  visit: Visit,
  fields: Fields,
  referer: string | undefined,
): Promise<Record<string, string | null> | null> {
  const ids = readIds(fields['sections']);
  if (ids.length === 0) return null;
  return sectionsOf(visit, ids, sectionsPath(visit, fields['sections_url'], referer));
}

/** The sections of the page at `location`. A section that fails is null; the others are unharmed. */
export async function sectionsOf(visit: Visit, ids: readonly string[], location: string): Promise<Record<string, string | null>> {
  if (ids.length > maximumSections) throw new BadSectionsUrl(`No more than ${maximumSections} sections can be rendered at once`);
  const page = resolvePage(visitAt(visit, location));
  const rendered: Record<string, string | null> = {};
  for (const id of ids) {
    try {
      rendered[id] = (await renderSections(page, [id]))[id] ?? null;
    } catch (error) {
      console.error(`dev store: section ${id}: ${String(error)}`);
      rendered[id] = null;
    }
  }
  return rendered;
}

/** "a,b" or ["a", "b"] */
export function readIds(value: unknown): string[] {
  const list: unknown[] = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return list.filter((id): id is string => typeof id === 'string' && /^[\w-]+$/.test(id));
}

function sectionsPath(visit: Visit, wanted: unknown, referer: string | undefined): string {
  if (typeof wanted === 'string' && wanted !== '') {
    if (!/^\/(?!\/)/.test(wanted)) throw new BadSectionsUrl('sections_url must be a path that begins with /');
    return wanted;
  }
  if (referer !== undefined && URL.canParse(referer)) {
    const url = new URL(referer);
    if (url.hostname === visit.shop.domain) return url.pathname + url.search;
  }
  return `${visit.market.prefix}/`;
}
