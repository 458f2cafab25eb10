import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { openAdmin } from '../admin-request.server.ts';
import { ProgramEditor, type SaveAnswer } from '../components/program/program-editor.tsx';
import { VersionList } from '../components/program/version-list.tsx';
import { LiveBadge } from '../components/state-badges.tsx';
import { programFormSchema } from '../program-form.ts';
import { listProgramVersions } from '../queries/program-versions.server.ts';
import { readForm } from '../read-program-form.ts';
import { saveProgram } from '../services/save-program.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

const versionsShown = 10;

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, userId } = await openAdmin(request);
  const versions = await listProgramVersions(context.db.prisma, shop.id, versionsShown + 1);
  const program = versions[0];
  if (program === undefined) throw new Error('An installed shop has no program');
  return json({ program, versions, userId, currency: shop.currency, now: context.now() });
}

const submissionSchema = z.object({ version: z.int().min(1), form: programFormSchema });

export async function action({ request }: ActionFunctionArgs) {
  const { context, shop, userId } = await openAdmin(request);
  const submission = submissionSchema.safeParse(await request.json());
  if (!submission.success) throw new Response('The form is incomplete', { status: 400 });
  const { version, form } = submission.data;
  const read = readForm(form, shop.currency);
  if ('problems' in read) return json<SaveAnswer>({ problems: read.problems }, { status: 422 });
  const outcome = await saveProgram(context, shop, { rules: read.rules, expectedVersion: version, by: userId ?? 'staff' });
  return 'conflict' in outcome
    ? json<SaveAnswer>({ conflict: outcome.conflict }, { status: 409 })
    : json<SaveAnswer>({ saved: outcome.version });
}

export default function Program() {
  const { program, versions, userId, currency, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t('program.title')}
      subtitle={t('program.subtitle')}
      titleMetadata={<LiveBadge live={program.rules.live} />}
      backAction={{ content: t('nav.home'), url: '/app' }}
    >
      <TitleBar title={t('program.title')} />
      <ProgramEditor
        rules={program.rules}
        version={program.version}
        currency={currency}
        now={now}
        below={<VersionList versions={versions} shown={versionsShown} userId={userId} />}
      />
    </Page>
  );
}
