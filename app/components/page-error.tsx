import { isRouteErrorResponse, useRouteError } from '@remix-run/react';
import { Card, EmptyState, Page } from '@shopify/polaris';
import { boundary } from '@shopify/shopify-app-remix/server';
import { useTranslation } from 'react-i18next';

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
        <EmptyState
          heading={t(`error.${what}.title`)}
          image=""
          action={
            missing ? { content: t('error.home'), url: '/app' } : { content: t('error.again'), onAction: () => location.reload() }
          }
        >
          <p>{t(`error.${what}.text`)}</p>
        </EmptyState>
      </Card>
    </Page>
  );
}
