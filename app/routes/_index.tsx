import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node';
import { useTranslation } from 'react-i18next';

export const meta: MetaFunction = () => [{ title: 'Vouchsafe' }, { name: 'robots', content: 'noindex' }];

/** Shopify's admin opens the app here with `shop` and `host`; a person who types the address has neither. */
export function loader({ request }: LoaderFunctionArgs) {
  const { search, searchParams } = new URL(request.url);
  if (searchParams.has('shop')) throw redirect(`/app${search}`);
  return null;
}

/** Never asks for a shop's address: the way in is Shopify. */
export default function Entrance() {
  const { t } = useTranslation();
  return (
    <main className="plain-page">
      <h1>{t('entrance.title')}</h1>
      <p>{t('entrance.what')}</p>
      <p>{t('entrance.how')}</p>
      <a href="https://admin.shopify.com/">{t('entrance.toAdmin')}</a>
    </main>
  );
}
