import { json, type LinksFunction, type LoaderFunctionArgs } from '@remix-run/node';
import { Links, Meta, Outlet, Scripts, useLoaderData } from '@remix-run/react';
import polarisStyles from '@shopify/polaris/build/esm/styles.css?url';
import { useTranslation } from 'react-i18next';
import { getContext } from './context.server.ts';
import { languageFor } from './i18n/languages.ts';
import { useNonce } from './nonce.ts';
import appStyles from './styles.css?url';

export const links: LinksFunction = () => [
  { rel: 'preconnect', href: 'https://cdn.shopify.com/' },
  { rel: 'stylesheet', href: polarisStyles },
  { rel: 'stylesheet', href: appStyles },
];

/** The language is settled by the first document; the admin reloads the app when a merchant changes it. */
export function shouldRevalidate(): boolean {
  return false;
}

export function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  return json({
    language: languageFor(url.searchParams.get('locale')),
    // The client id is public; only pages inside the admin talk to App Bridge.
    apiKey: url.pathname.startsWith('/app') ? getContext().env.SHOPIFY_API_KEY : null,
  });
}

// No ScrollRestoration: it uses sessionStorage, which browsers block in the admin's iframe.
export default function Root() {
  const { apiKey, language } = useLoaderData<typeof loader>();
  const nonce = useNonce();
  return (
    <html lang={language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        {apiKey !== null && <meta name="shopify-api-key" content={apiKey} />}
        {/* Shopify measures the app's speed only when App Bridge is the first script of the document. */}
        {apiKey !== null && <script src="https://cdn.shopify.com/shopifycloud/app-bridge.js" data-api-key={apiKey} />}
        <Meta />
        <Links />
      </head>
      <body>
        <Outlet />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

/** Outside the admin there is one page; everything else is not there. Works without script. */
export function ErrorBoundary() {
  const { t, i18n } = useTranslation();
  return (
    <html lang={i18n.language}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <title>Vouchsafe</title>
        <Links />
      </head>
      <body>
        <main className="plain-page">
          <h1>{t('error.missing.title')}</h1>
          <p>{t('entrance.how')}</p>
          <a href="https://admin.shopify.com/">{t('entrance.toAdmin')}</a>
        </main>
      </body>
    </html>
  );
}
