import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { openAdmin } from '../admin-request.server.ts';
import { Simulator } from '../components/simulator/simulator.tsx';
import { listProgramVersions, type ProgramVersion } from '../queries/program-versions.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

const versionsOffered = 10;

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop } = await openAdmin(request);
  const [inForce, ...earlier] = await listProgramVersions(context.db.prisma, shop.id, versionsOffered);
  if (inForce === undefined) throw new Error('An installed shop has no program');
  const versions: [ProgramVersion, ...ProgramVersion[]] = [inForce, ...earlier];
  return json({ versions, now: context.now() });
}

/** A made-up order, decided in the browser by the functions that decide real ones. */
export default function SimulatorPage() {
  const { versions, now } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  return (
    <Page
      title={t('simulator.title')}
      subtitle={t('simulator.subtitle')}
      backAction={{ content: t('nav.program'), url: '/app/program' }}
    >
      <TitleBar title={t('simulator.title')} />
      <Simulator versions={versions} now={now} />
    </Page>
  );
}
