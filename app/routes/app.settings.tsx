import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import { DataCard, ElsewhereCard } from '../components/settings/data-card.tsx';
import { SettingsEditor } from '../components/settings/settings-editor.tsx';
import type { SettingsAnswer } from '../components/settings/use-settings-form.ts';
import { readShopSettings } from '../queries/shop-settings.server.ts';
import { saveSettings } from '../services/save-settings.server.ts';
import { readSettingsForm, settingsFormSchema } from '../settings-form.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, userId } = await openAdmin(request);
  const { settings, version, changedAt, changedBy } = await readShopSettings(context.db.prisma, shop.id);
  const store = { name: shop.name, contactEmail: shop.contactEmail };
  const saved = changedAt === null || changedBy === null ? null : { at: changedAt, by: changedBy };
  return json({ settings, version, saved, userId, store, hasMailServer: context.mailer !== null });
}

const submissionSchema = z.object({ version: z.int().min(0), form: settingsFormSchema });

export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const submission = submissionSchema.safeParse(await request.json().catch(() => null));
  if (!submission.success) throw new Response('The form is incomplete', { status: 400 });
  const { version: over, form } = submission.data;
  const read = readSettingsForm(form);
  if ('problems' in read) return json<SettingsAnswer>({ problems: read.problems }, { status: 422 });
  return acting(admin, { act: 'settings-saved', value: String(over + 1) }, async () => {
    const saved = await saveSettings(context, shop, { settings: read.settings, over, by: userId ?? 'staff' });
    if (saved) return json<SettingsAnswer>({ saved: over + 1 });
    const { version } = await readShopSettings(context.db.prisma, shop.id);
    return json<SettingsAnswer>({ conflict: version }, { status: 409 });
  });
}

export default function SettingsPage() {
  const { store, hasMailServer, ...stored } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page title={t('settings.title')} subtitle={t('settings.subtitle')} backAction={{ content: t('nav.home'), url: '/app' }}>
      <TitleBar title={t('settings.title')} />
      <Layout>
        <Layout.Section>
          <SettingsEditor {...stored} store={store} hasMailServer={hasMailServer} />
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <ElsewhereCard />
            <DataCard />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
