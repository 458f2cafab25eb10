import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { openAdmin, orNotFound } from '../admin-request.server.ts';
import { ProgramEditor } from '../components/program/program-editor.tsx';
import type { SaveAnswer } from '../components/program/use-program-form.ts';
import { LiveBadge } from '../components/state-badges.tsx';
import type { Context } from '../context.server.ts';
import { formOf, programFormSchema } from '../program-form.ts';
import { permissionProblems } from '../program-promises.ts';
import { usualOrder } from '../queries/usual-order.server.ts';
import { findProgramVersion, listProgramVersions, type ProgramVersion } from '../queries/program-versions.server.ts';
import { readForm } from '../read-program-form.ts';
import { payoutProblems } from '../services/check-payouts.server.ts';
import { saveProgram } from '../services/save-program.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

const versionsShown = 10;

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, userId } = await openAdmin(request);
  const [inForce, ...earlier] = await listProgramVersions(context.db.prisma, shop.id, versionsShown + 1);
  if (inForce === undefined) throw new Error('An installed shop has no program');
  const versions: [ProgramVersion, ...ProgramVersion[]] = [inForce, ...earlier];
  const usual = await usualOrder(context.db.prisma, shop.id, shop.currency);
  return json({
    ...{ versions, userId, currency: shop.currency, scopes: shop.scopes, now: context.now() },
    usualMinor: usual?.minor.toString() ?? null,
  });
}

const submissionSchema = z.union([
  z.object({ version: z.int().min(1), form: programFormSchema }),
  z.object({ version: z.int().min(1), restore: z.int().min(1) }),
]);

export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, userId } = admin;
  const submission = submissionSchema.safeParse(await request.json());
  if (!submission.success) throw new Response('The form is incomplete', { status: 400 });
  const { version: expectedVersion, ...asked } = submission.data;
  const restored = 'restore' in asked ? asked.restore : null;
  const read = 'form' in asked ? readForm(asked.form, shop.currency) : await readVersion(context, shop, asked.restore);
  if ('problems' in read) return json<SaveAnswer>({ problems: read.problems }, { status: 422 });
  const form = 'form' in asked ? asked.form : formOf(read.rules);
  const problems = permissionProblems(form, shop.scopes) ?? (await payoutProblems(context, shop, form));
  if (problems !== null) return json<SaveAnswer>({ problems }, { status: 422 });
  const act = restored === null ? 'program-saved' : 'program-restored';
  return acting(admin, { act, value: String(restored ?? expectedVersion + 1) }, async () => {
    const outcome = await saveProgram(context, shop, { rules: read.rules, expectedVersion, by: userId ?? 'staff' });
    return 'conflict' in outcome
      ? json<SaveAnswer>({ conflict: outcome.conflict }, { status: 409 })
      : json<SaveAnswer>({ saved: outcome.version, ...(restored === null ? {} : { restored }) });
  });
}

/** The rules of an old version. One whose amounts are in another currency means nothing to the shop any more. */
async function readVersion({ db }: Context, shop: { id: string; currency: string }, version: number) {
  const found = orNotFound(await findProgramVersion(db.prisma, shop.id, version));
  if (found.rules.currency !== shop.currency) throw new Response('In another currency', { status: 422 });
  return { rules: found.rules };
}

export default function Program() {
  const { versions, userId, ...setting } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t('program.title')}
      subtitle={t('program.subtitle')}
      titleMetadata={<LiveBadge live={versions[0].rules.live} />}
      backAction={{ content: t('nav.home'), url: '/app' }}
    >
      <TitleBar title={t('program.title')} />
      <ProgramEditor versions={versions} shownVersions={versionsShown} userId={userId} {...setting} />
    </Page>
  );
}
