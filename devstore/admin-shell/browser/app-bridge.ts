/**
 * Stands in for https://cdn.shopify.com/shopifycloud/app-bridge.js: the same global, elements and behaviour, as far as an embedded app uses
 * them. What is not imitated throws. Its shape is checked against @shopify/app-bridge-types.
 */
import type { ShopifyGlobal } from '@shopify/app-bridge-types';
import { ask, isEmbedded, listen, tell } from './admin-port.ts';
import { bounce } from './bounce.ts';
import { navigate, press, watchChrome } from './chrome.ts';
import { enterAdmin, watchHistory, watchLeaving } from './leaving.ts';
import { modalApi, ModalElement, styleModals } from './modal.ts';
import { authenticateRequests } from './requests.ts';
import { saveBarApi, SaveBarElement, watchForms } from './save-bar.ts';
import { appPath, idToken, readConfig } from './session.ts';
import { nextNumber, shared } from './shared.ts';

type ScopesDetail = Awaited<ReturnType<ShopifyGlobal['scopes']['query']>>;

function refusal(name: string): () => never {
  return () => {
    throw new Error(`dev store: shopify.${name} is not imitated`);
  };
}

/** An API none of whose members is imitated. */
function absent<Api extends object>(name: string): Api {
  return new Proxy({} as Api, {
    get(_, member) {
      throw new Error(`dev store: shopify.${name}.${String(member)} is not imitated`);
    },
  });
}

const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const config = readConfig(script);

window.shopify = {
  config: {
    apiKey: config.apiKey,
    locale: config.locale,
    ...(config.host === undefined ? {} : { host: config.host }),
    ...(config.shop === undefined ? {} : { shop: config.shop }),
  },
  origin: location.origin,
  ready: Promise.resolve(),
  setSignals: refusal('setSignals'),
  environment: { mobile: false, embedded: isEmbedded, pos: false, intent: false },
  loading: (on = true) => tell({ say: 'loading', on }),
  idToken: () => idToken(),
  user: async () => ({ accountAccess: 'full' }),
  toast: {
    show(message, options = {}) {
      const id = String(nextNumber());
      shared.toasts.set(id, { onAction: options.onAction, onDismiss: options.onDismiss });
      tell({
        say: 'toast',
        id,
        message,
        isError: options.isError ?? false,
        action: options.action ?? null,
        duration: options.duration ?? 5000,
      });
      return id;
    },
    hide: (id) => tell({ say: 'hideToast', id }),
  },
  modal: modalApi,
  saveBar: saveBarApi,
  scopes: {
    query: () => ask<ScopesDetail>({ ask: 'scopes' }),
    request: (scopes) => ask({ ask: 'requestScopes', scopes }),
    revoke: async (scopes) => ({ detail: await ask<ScopesDetail>({ ask: 'revokeScopes', scopes }) }),
  },
  app: { extensions: () => ask({ ask: 'extensions' }) },
  resourcePicker: refusal('resourcePicker'),
  picker: refusal('picker'),
  scanner: absent('scanner'),
  pos: absent('pos'),
  intents: absent('intents'),
  webVitals: absent('webVitals'),
  support: absent('support'),
  reviews: absent('reviews'),
  shopifyQL: absent('shopifyQL'),
  tools: absent('tools'),
} satisfies ShopifyGlobal;

if (customElements.get('ui-save-bar') === undefined) {
  customElements.define('ui-save-bar', SaveBarElement);
  customElements.define('ui-modal', ModalElement);
}
listen((message) => {
  switch (message.say) {
    case 'navigate':
      return navigate(message.href);
    case 'press':
      return press(message.id);
    case 'save':
      return shared.bars.get(message.id)?.save();
    case 'discard':
      return shared.bars.get(message.id)?.discard();
    case 'toastAction':
      return shared.toasts.get(message.id)?.onAction?.();
    case 'toastGone':
      shared.toasts.get(message.id)?.onDismiss?.();
      shared.toasts.delete(message.id);
      return undefined;
  }
});
watchLeaving(config.host);
enterAdmin(config);
watchHistory();
authenticateRequests();
tell({ say: 'opened', path: appPath(new URL(location.href)) });
styleModals();
watchChrome();
watchForms();
void bounce();
