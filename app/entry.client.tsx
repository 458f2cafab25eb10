import { RemixBrowser } from '@remix-run/react';
import { startTransition } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { languageFor } from './i18n/languages.ts';
import { loadWords } from './i18n/words.ts';

/** The server has written the document in one language; it is taken over in the same. */
async function takeOver(): Promise<void> {
  const words = await loadWords(languageFor(document.documentElement.lang));
  startTransition(() => {
    hydrateRoot(
      document,
      <I18nextProvider i18n={words}>
        <RemixBrowser />
      </I18nextProvider>,
    );
  });
}

void takeOver();
