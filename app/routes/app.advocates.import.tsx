import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { ImportTaskCard } from '../components/import/import-task-card.tsx';
import { UploadCard } from '../components/import/upload-card.tsx';
import { listImportRows, readLatestImport } from '../queries/tasks.server.ts';
import { answerImport } from '../services/run-import.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

/** Rows of the file that the page shows; the report has all. */
const shown = 25;

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, reveal } = await openAdmin(request);
  const { prisma } = context.db;
  const task = await readLatestImport(prisma, shop.id);
  const reading = { after: 0, limit: shown, troubled: true };
  const troubled = task?.state === 'asking' ? await listImportRows(prisma, shop.id, task.id, reading, reveal) : [];
  return json({ task, troubled });
}

const ACTS = { start: 'import-started', discard: 'import-discarded', undo: 'import-undone' } as const;
const wishSchema = z.object({ taskId: z.guid(), wish: z.enum(['start', 'discard', 'undo']) });

export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const asked = wishSchema.safeParse(Object.fromEntries(await request.formData()));
  if (!asked.success) throw new Response('Unknown wish', { status: 400 });
  const { taskId, wish } = asked.data;
  return acting(admin, { act: ACTS[wish] }, async () => {
    const answered = await answerImport(admin.context, admin.shop, taskId, wish);
    orNotFound(answered ? true : null);
    return json({ answered });
  });
}

export default function ImportAdvocates() {
  const { task, troubled } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const open = task?.state === 'running' || task?.state === 'asking';
  return (
    <Page
      narrowWidth
      title={t('import.title')}
      subtitle={t('import.subtitle')}
      backAction={{ content: t('nav.advocates'), url: '/app/advocates' }}
    >
      <TitleBar title={t('import.title')} />
      <BlockStack gap="400">
        {task !== null && <ImportTaskCard task={task} troubled={troubled} />}
        {!open && <UploadCard />}
      </BlockStack>
    </Page>
  );
}
