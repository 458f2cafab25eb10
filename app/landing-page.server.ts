/** The page that an advocate's link shows in chats and to people without JavaScript: `{shop}{proxy path}/r/CODE`. */
import type { OfferAnswer } from './domain/storefront-contract.ts';
import { REF_PARAMETER } from './domain/storefront-contract.ts';
import { landingWords, storefrontMessage } from './i18n/storefront-words.ts';
import { liquidPage, liquidText } from './liquid-page.server.ts';

export type Landing = {
  /** Canonical, as the app wrote it: with its seal, if the link had one. */
  ref: string;
  /** The code alone. */
  code: string;
  /** Signed by Shopify, e.g. "/apps/vouchsafe". */
  proxyPath: string;
  /** The same offer in each language. */
  offer: (locale: string) => Extract<OfferAnswer, { available: true }>;
};

/** The picture of chat previews: the brand's cover, else its logo. Shopify's addresses of pictures begin with two slashes. */
const PICTURE = `{%- assign cover = shop.brand.cover_image -%}{%- assign logo = shop.brand.logo | default: shop.brand.square_logo -%}`;

const PREVIEW = `
<meta property="og:type" content="website">
<meta property="og:site_name" content="{{ shop.name | escape }}">
<meta property="og:title" content="{{ headline }}">
<meta property="og:description" content="{{ from }} {{ terms }}">
{%- if cover -%}
<meta property="og:image" content="https:{{ cover | image_url: width: 1200, height: 630, crop: 'center' }}">
<meta property="og:image:width" content="1200">
<meta property="og:image:height" content="630">
<meta property="og:image:alt" content="{{ shop.name | escape }}">
<meta name="twitter:card" content="summary_large_image">
{%- else -%}
{%- if logo -%}<meta property="og:image" content="https:{{ logo | image_url: width: 600 }}">{%- endif -%}
<meta name="twitter:card" content="summary">
{%- endif -%}
<meta name="twitter:title" content="{{ headline }}">
<meta name="twitter:description" content="{{ from }} {{ terms }}">
<meta name="description" content="{{ terms }}">`;

const HEADER = `
{%- if cover -%}<img class="picture" src="{{ cover | image_url: width: 1200, height: 630, crop: 'center' }}" alt="" width="1200" height="630">
{%- elsif logo -%}<img class="logo" src="{{ logo | image_url: width: 400 }}" alt="">{%- endif -%}`;

/**
 * The offer, with a plain link into the shop that carries the code. Nothing of the request is in it: code and path are the app's and Shopify's own, names and
 * words are escaped for HTML and Liquid.
 */
export function landingPage({ ref, code, proxyPath, offer }: Landing): string {
  const home = `{{ routes.root_url }}?${REF_PARAMETER}=${liquidText(ref)}`;
  const itself = `{{ request.origin }}{% unless routes.root_url == '/' %}{{ routes.root_url }}{% endunless %}${liquidText(proxyPath)}/r/${liquidText(code)}`;
  return liquidPage({
    texts: {
      headline: (locale) => offer(locale).headline,
      from: (locale) => landingWords(locale).from(offer(locale).advocateName),
      terms: (locale) => offer(locale).terms,
      claim: (locale) => landingWords(locale).claim,
      next: (locale) => landingWords(locale).next,
    },
    title: 'headline',
    head: `${PICTURE}<link rel="canonical" href="${itself}">\n<meta property="og:url" content="${itself}">${PREVIEW}`,
    body: `<main>${HEADER}
<div class="words">
<p class="shop">{{ shop.name | escape }}</p>
<p class="small">{{ from }}</p>
<h1>{{ headline }}</h1>
<p>{{ terms }}</p>
<p><a class="button" href="${home}" rel="nofollow">{{ claim }}</a></p>
<p class="small">{{ next }}</p>
</div>
</main>`,
  });
}

/** The same for a code that nobody has, an advocate who may not share any more, and a program that rests. */
export function landingPageWithoutOffer(): string {
  return emptyPage(
    (locale) => landingWords(locale).gone,
    (locale) => landingWords(locale).goneWhy,
  );
}

/** For people who have asked for too many pages, or when something is broken. */
export function landingPageOf(message: Parameters<typeof storefrontMessage>[0]): string {
  return emptyPage(
    (locale) => storefrontMessage(message, locale),
    () => '',
  );
}

function emptyPage(sorry: (locale: string) => string, why: (locale: string) => string): string {
  return liquidPage({
    texts: { sorry, why, visitShop: (locale) => landingWords(locale).visitShop },
    title: 'sorry',
    head: PICTURE,
    body: `<main>${HEADER}
<div class="words">
<p class="shop">{{ shop.name | escape }}</p>
<h1>{{ sorry }}</h1>
{%- unless why == '' -%}<p>{{ why }}</p>{%- endunless -%}
<p><a class="button" href="{{ routes.root_url }}">{{ visitShop }}</a></p>
</div>
</main>`,
  });
}
