/** What a merchant does on the first day, by the same requests that a browser would make: install, choose the rules, turn the app embed on. */
import { programRulesSchema } from '#app/domain/program.ts';
import { formOf, type ProgramForm } from '#app/program-form.ts';
import { launchUrl } from '#devstore/admin-shell/launch.ts';
import { installApp } from '#devstore/auth/install.ts';
import { sessionToken } from '#devstore/auth/session-token.ts';
import type { Devstore } from '#devstore/start.ts';
import type { ShopState } from '#devstore/state.ts';

export type OpenShopOptions = {
  devstore: Devstore;
  shop: ShopState;
  appOrigin: string;
  /** What the merchant types; a believable program unless given. */
  program?: (form: ProgramForm) => ProgramForm;
};

const browser = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'; // the app turns robots away

/** Installs the app and sets the program live as the Program page would. Throws with the answer's text when the app refuses. */
export async function openShop({ devstore, shop, appOrigin, program = believableProgram }: OpenShopOptions): Promise<void> {
  const { store } = devstore;
  const headers = () => ({
    'user-agent': browser,
    'x-forwarded-proto': 'https',
    'x-forwarded-host': new URL(store.app.url).host,
    authorization: `Bearer ${sessionToken(store, shop)}`,
  });
  installApp(store, shop);
  const launch = new URL(launchUrl(store, shop, '/app'));
  await textOf(await fetch(`${appOrigin}${launch.pathname}${launch.search}`, { headers: headers() }));

  const address = `${appOrigin}/app/program?_data=${encodeURIComponent('routes/app.program')}&shop=${shop.domain}`;
  const loaded = JSON.parse(await textOf(await fetch(address, { headers: headers() }))) as {
    versions: [{ version: number; rules: unknown }];
  };
  const [inForce] = loaded.versions;
  const form = program(formOf(programRulesSchema.parse(inForce.rules)));
  const saved = await fetch(address, {
    method: 'POST',
    headers: { ...headers(), 'content-type': 'application/json' },
    body: JSON.stringify({ version: inForce.version, form }),
  });
  await textOf(saved);
  shop.theme.embedEnabled = true;
  shop.theme.blocks['refer-a-friend'] = { enabled: true, settings: {} };
}

/** 15 % for the friend from 30.00 on, 10.00 for the advocate two weeks after payment. */
function believableProgram(form: ProgramForm): ProgramForm {
  return {
    ...form,
    live: true,
    offerValue: { ...form.offerValue, kind: 'percentage', percent: '15' },
    offerMinimum: '30.00',
    offerValidDays: '30',
    claimsPerLinkPerDay: '50',
    rewardValue: { ...form.rewardValue, kind: 'fixed-amount', amount: '10.00' },
    rewardMinimum: '',
    rewardWaitingDays: '14',
    rewardExpires: true,
    rewardValidDays: '365',
    windowDays: '30',
    touch: 'last',
    newCustomersOnly: true,
    oneCreditPerFriend: true,
    minimumSubtotal: '20.00',
  };
}

async function textOf(response: Response): Promise<string> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${new URL(response.url).pathname} answered ${response.status}: ${text.slice(0, 500)}`);
  return text;
}
