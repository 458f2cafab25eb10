/** `metafields` in Liquid: any namespace, and the app's own as `$app`. */
import { Drop } from 'liquidjs';
import { findMetafield } from '#devstore/metafields.ts';
import type { AppState, MetafieldState, ShopState } from '#devstore/state.ts';

/** `owner.metafields["$app"].key`, `owner.metafields.custom.key` */
export class MetafieldsDrop extends Drop {
  readonly #find: (namespace: string, key: string) => MetafieldState | null;

  constructor(app: AppState, shop: ShopState, ownerId: string) {
    super();
    this.#find = (namespace, key) => findMetafield(app, shop, ownerId, namespace, key);
  }

  override liquidMethodMissing(namespace: string | number): Drop {
    return new NamespaceDrop((key) => this.#find(String(namespace), key));
  }
}

class NamespaceDrop extends Drop {
  readonly #find: (key: string) => MetafieldState | null;

  constructor(find: (key: string) => MetafieldState | null) {
    super();
    this.#find = find;
  }

  override liquidMethodMissing(key: string | number): Drop | null {
    const metafield = this.#find(String(key));
    return metafield === null ? null : new MetafieldDrop(metafield);
  }
}

/** Prints and compares as its value. */
class MetafieldDrop extends Drop {
  readonly type: string;
  readonly value: unknown;

  constructor(metafield: MetafieldState) {
    super();
    this.type = metafield.type;
    this.value = valueOf(metafield);
  }

  override valueOf(): unknown {
    return this.value;
  }
}

function valueOf(metafield: MetafieldState): unknown {
  if (metafield.type === 'boolean') return metafield.value === 'true';
  if (metafield.type === 'json' || metafield.type.startsWith('list.')) return JSON.parse(metafield.value);
  return metafield.type.startsWith('number_') ? Number(metafield.value) : metafield.value;
}
