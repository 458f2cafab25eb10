/** One page of the shop, before it is rendered. */
import type { Visit } from '#devstore/storefront/visit.ts';

export type Page = {
  visit: Visit;
  /** Template of the theme: "product", "page.refer-a-friend", "customers/account". */
  template: string;
  status: number;
  title: string;
  /** Liquid objects of this page: product, collection, page … */
  objects: Record<string, unknown>;
  layout?: 'theme' | 'password';
};
