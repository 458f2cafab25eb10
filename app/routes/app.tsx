import { json, type HeadersFunction, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/node';
import { Link, Outlet, useLoaderData } from '@remix-run/react';
import { NavMenu } from '@shopify/app-bridge-react';
import { AppProvider } from '@shopify/shopify-app-remix/react';
import { boundary } from '@shopify/shopify-app-remix/server';
import { useTranslation } from 'react-i18next';
import { openAdmin } from '../admin-request.server.ts';
import { LoadingBar } from '../components/loading-bar.tsx';
import { PageError } from '../components/page-error.tsx';
import { ShopProvider, type ShopView } from '../components/shop-context.tsx';
import { polarisWords } from '../i18n/words.ts';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, locale } = await openAdmin(request);
  const view: ShopView = {
    domain: shop.domain,
    name: shop.name,
    currency: shop.currency,
    timeZone: shop.timeZone,
    locale,
    apiKey: context.env.SHOPIFY_API_KEY,
  };
  return json({ shop: view });
}

/** The locale and shop come with the first document; only saving something could change them, and that is not done here. */
export function shouldRevalidate(): boolean {
  return false;
}

export const meta: MetaFunction = () => [{ title: 'Vouchsafe' }];

export const headers: HeadersFunction = (headersArgs) => boundary.headers(headersArgs);

export default function AdminLayout() {
  const { shop } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  return (
    // App Bridge is loaded by root.tsx, as the first script of the document.
    <AppProvider isEmbeddedApp={false} apiKey={shop.apiKey} i18n={polarisWords(i18n)}>
      <NavMenu>
        <Link to="/app" rel="home">
          {t('nav.home')}
        </Link>
        <Link to="/app/program">{t('nav.program')}</Link>
        <Link to="/app/referrals">{t('nav.referrals')}</Link>
        <Link to="/app/review">{t('nav.review')}</Link>
        <Link to="/app/advocates">{t('nav.advocates')}</Link>
        <Link to="/app/rewards">{t('nav.rewards')}</Link>
        <Link to="/app/reports">{t('nav.reports')}</Link>
        <Link to="/app/health">{t('nav.health')}</Link>
        <Link to="/app/settings">{t('nav.settings')}</Link>
      </NavMenu>
      <LoadingBar />
      <ShopProvider shop={shop}>
        <main>
          <Outlet />
        </main>
      </ShopProvider>
    </AppProvider>
  );
}

export function ErrorBoundary() {
  const { i18n } = useTranslation();
  return (
    <AppProvider isEmbeddedApp={false} apiKey="" i18n={polarisWords(i18n)}>
      <PageError />
    </AppProvider>
  );
}
