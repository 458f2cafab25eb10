/** Small line drawings of our own, 20 × 20. */
import type { Markup } from '#devstore/admin-shell/html.ts';

const shapes = {
  menu: 'M3 6h14M3 10h14M3 14h14',
  home: 'M3.5 9 10 3.5 16.5 9v7h-4.5v-4.5h-4V16H3.5z',
  orders: 'M4 4h12v12.5H4zM4 11h3.5l1 2h3l1-2H16',
  products: 'M10 3.5 16 6.5v7l-6 3-6-3v-7zM4 6.5l6 3 6-3M10 9.5v7',
  customers: 'M10 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM4 16.5c.5-3 3-4.5 6-4.5s5.5 1.5 6 4.5',
  discounts: 'M6 14l8-8M6.5 6.5h.01M13.5 13.5h.01M3.5 3.5h13v13h-13z',
  store: 'M4 8v8.5h12V8M3 8l1.5-4.5h11L17 8a2.3 2.3 0 0 1-4.700 0 2.3 2.3 0 0 1-4.600 0A2.3 2.3 0 0 1 3 8z',
  app: 'M4 4h4.5v4.5H4zM11.5 4H16v4.5h-4.5zM4 11.5h4.5V16H4zM11.5 11.5H16V16h-4.5z',
  settings:
    'M10 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5zM10 3v2M10 15v2M3 10h2M15 10h2M5 5l1.5 1.5M13.5 13.5 15 15M15 5l-1.5 1.5M6.5 13.5 5 15',
};
export type IconName = keyof typeof shapes;

export function icon(name: IconName): Markup {
  return {
    markup:
      '<svg class="icon" viewBox="0 0 20 20" width="20" height="20" fill="none" stroke="currentColor" stroke-width="1.5" ' +
      `stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="${shapes[name]}"/></svg>`,
  };
}
