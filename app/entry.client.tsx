import { RemixBrowser } from '@remix-run/react';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createWords, languageFor } from './i18n/languages.ts';

startTransition(() => {
  hydrateRoot(
    document,
    <I18nextProvider i18n={createWords(languageFor(document.documentElement.lang))}>
      <RemixBrowser />
    </I18nextProvider>,
  );
});
