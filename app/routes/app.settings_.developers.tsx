import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Box, Page, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { EndpointCard } from '../components/developers/endpoint-card.tsx';
import { KeyCard } from '../components/developers/key-card.tsx';
import { SecretBanner } from '../components/developers/secret-banner.tsx';
import { ToldCard } from '../components/developers/told-card.tsx';
import type { WishAnswer } from '../components/developers/use-wish.ts';
import { API_PATH, API_SCOPES } from '../domain/api-scope.ts';
import { EVENT_KINDS } from '../domain/outgoing-event.ts';
import { listApiKeys, listEndpoints, listTold } from '../queries/developer-access.server.ts';
import { endApiKey, makeApiKey } from '../services/change-api-keys.server.ts';
import { addEndpoint, changeEndpoint, renewEndpointSecret } from '../services/change-endpoints.server.ts';
import { sendEventAgain } from '../services/send-outgoing-events.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

const MESSAGES = 25;

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop } = await openAdmin(request);
  const { prisma } = context.db;
  const [endpoints, told, keys] = await Promise.all([
    listEndpoints(prisma, shop.id),
    listTold(prisma, shop.id, MESSAGES),
    listApiKeys(prisma, shop.id),
  ]);
  return json({ endpoints, told, keys, document: `${context.env.SHOPIFY_APP_URL}${API_PATH}/openapi.json` });
}

const id = z.uuid();
const kinds = z.array(z.enum(EVENT_KINDS));
const wishSchema = z.discriminatedUnion('wish', [
  z.object({ wish: z.literal('add-endpoint'), url: z.string().max(2000), kinds }),
  z.object({ wish: z.enum(['pause', 'resume', 'delete', 'test']), id }),
  z.object({ wish: z.literal('renew'), id }),
  z.object({ wish: z.literal('kinds'), id, kinds: kinds.min(1) }),
  z.object({ wish: z.literal('again'), id, eventId: z.uuid() }),
  z.object({ wish: z.literal('make-key'), name: z.string().max(100), scopes: z.array(z.enum(API_SCOPES)) }),
  z.object({ wish: z.literal('revoke-key'), id }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const parsed = wishSchema.safeParse(await request.json().catch(() => null));
  if (!parsed.success) throw new Response('No such wish', { status: 400 });
  const wish = parsed.data;
  const by = userId ?? 'staff';
  const answer = (found: WishAnswer) => json<WishAnswer>(found, 'problem' in found ? { status: 422 } : {});
  const done = (found: boolean) => json<WishAnswer>({ done: orNotFound(found ? true : null) });
  switch (wish.wish) {
    case 'add-endpoint':
      return acting(admin, { act: 'endpoint-added' }, async () => answer(await addEndpoint(context, shop.id, { ...wish, by })));
    case 'renew':
      return acting(admin, { act: 'endpoint-secret-renewed', value: wish.id }, async () =>
        answer(orNotFound(await renewEndpointSecret(context, shop.id, wish.id))),
      );
    case 'again':
      return acting(admin, { act: 'event-sent-again', value: wish.eventId }, async () =>
        done(await sendEventAgain(context, shop.id, wish.id, wish.eventId)),
      );
    case 'make-key':
      return acting(admin, { act: 'api-key-made', value: wish.scopes.join(' ') }, async () =>
        answer(await makeApiKey(context, shop.id, { ...wish, by })),
      );
    case 'revoke-key':
      return acting(admin, { act: 'api-key-revoked', value: wish.id }, async () =>
        done(await endApiKey(context, shop.id, wish.id)),
      );
    default: {
      const act = wish.wish === 'delete' ? 'endpoint-deleted' : 'endpoint-changed';
      return acting(admin, { act, value: wish.id }, async () => done(await changeEndpoint(context, shop.id, wish.id, wish)));
    }
  }
}

/** What other systems are told, and what they may ask. */
export default function Developers() {
  const { endpoints, told, keys, document } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const [shown, setShown] = useState<{ title: string; secret: string } | null>(null);
  return (
    <Page
      title={t('developers.title')}
      subtitle={t('developers.subtitle')}
      backAction={{ content: t('nav.settings'), url: '/app/settings' }}
    >
      <TitleBar title={t('developers.title')} />
      <BlockStack gap="400">
        {shown !== null && <SecretBanner {...shown} onClose={() => setShown(null)} />}
        <EndpointCard
          endpoints={endpoints}
          onSecret={(secret, address) => setShown({ secret, title: t('developers.secret.webhook', { address }) })}
        />
        <ToldCard told={told} />
        <KeyCard keys={keys} onSecret={(secret, name) => setShown({ secret, title: t('developers.secret.key', { name }) })} />
        <Box paddingInline={{ xs: '400', sm: '0' }}>
          <Text as="p" tone="subdued" variant="bodySm" breakWord>
            {t('developers.guide', { address: document })}
          </Text>
        </Box>
      </BlockStack>
    </Page>
  );
}
