/** Entries of the lists in the program form, as merchants paste them: numbers or addresses of products, tags, countries, hosts. */

/** Entries separated by white space or commas. */
export function wordsOf(text: string): string[] {
  return text.split(/[\s,]+/).filter((word) => word !== '');
}

/** One entry a line. @param alsoAt another separator */
export function linesOf(text: string, alsoAt = '\n'): string[] {
  return text
    .split('\n')
    .flatMap((line) => line.split(alsoAt))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

const numbered = (kind: string, path: string) =>
  new RegExp(String.raw`^(?:gid://shopify/${kind}/|https?://\S+/${path}/)?(\d{1,20})(?:[/?#]\S*)?$`);
const product = numbered('Product', 'products');
const collection = numbered('Collection', 'collections');

/** A product's number, from itself, its gid or its address in the admin. Null: none of them. */
export function productEntry(text: string): string | null {
  return product.exec(text)?.[1] ?? null;
}

/** A collection's number, from itself, its gid or its address in the admin. Null: none of them. */
export function collectionEntry(text: string): string | null {
  return collection.exec(text)?.[1] ?? null;
}

/** Tags are compared in lower case. */
export function tagEntry(text: string): string | null {
  const tag = text.toLowerCase();
  return tag.length <= 255 ? tag : null;
}

/** ISO 3166 alpha-2. */
export function countryEntry(text: string): string | null {
  return /^[A-Z]{2}$/.test(text) ? text : null;
}

/** A host, from itself or from any address of its site; it stands for its subdomains, so "www." says nothing. */
export function hostEntry(text: string): string | null {
  try {
    const { hostname } = new URL(/^[a-z]+:\/\//i.test(text) ? text : `https://${text}`);
    const host = hostname.replace(/^www\./, '').replace(/\.$/, '');
    return /^(?=.{4,253}$)([a-z0-9_-]{1,63}\.)+[a-z0-9-]{2,63}$/.test(host) ? host : null;
  } catch {
    return null;
  }
}
