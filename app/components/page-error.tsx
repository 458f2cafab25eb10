import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Button, Card, Page } from '@shopify/polaris';
import { AlertCircleIcon, SearchIcon } from '@shopify/polaris-icons';
import { boundary } from '@shopify/shopify-app-remix/server';
import { useTranslation } from 'react-i18next';
import { EmptyNote } from './empty-note.tsx';

/** What a page shows when its loader or action failed. Shopify's own answers (sign in again, leave the iframe) pass through. */
export function PageError() {
  const error = useRouteError();
  const { t } = useTranslation();
  const missing = isRouteErrorResponse(error) && error.status === 404;
  if (isRouteErrorResponse(error) && !missing && error.status < 500) return boundary.error(error);
  const what = missing ? 'missing' : 'broken';
  return (
    <Page>
      <Card>
        <EmptyNote
          level="h1"
          icon={missing ? SearchIcon : AlertCircleIcon}
          title={t(`error.${what}.title`)}
          action={
            missing ? (
              <Button url="/app">{t('error.home')}</Button>
            ) : (
              <Button onClick={() => location.reload()}>{t('error.again')}</Button>
            )
          }
        >
          {t(`error.${what}.text`)}
        </EmptyNote>
      </Card>
    </Page>
  );
}
