import { type ActionFunctionArgs, json, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { missingScopes, openAdmin } from '../admin-request.server.ts';
import { FigureBar } from '../components/home/figure-bar.tsx';
import { LatestReferrals } from '../components/home/latest-referrals.tsx';
import { NeedsYou } from '../components/home/needs-you.tsx';
import { ProgramSummary } from '../components/home/program-summary.tsx';
import { RevenueCard } from '../components/home/revenue-card.tsx';
import { SetupGuide } from '../components/home/setup-guide.tsx';
import { useGuideSteps } from '../components/home/use-guide-steps.tsx';
import { useThemeBlocks } from '../components/home/use-theme-blocks.ts';
import { readHomeFigures, readRevenueDays, wasTried } from '../queries/home-figures.server.ts';
import { readOpenProblems } from '../queries/open-problems.server.ts';
import { recentPeriods } from '../queries/period.server.ts';
import { listProgramVersions } from '../queries/program-versions.server.ts';
import { listReferrals } from '../queries/referral-list.server.ts';
import { hideGuide } from '../services/hide-guide.server.ts';
import { acting } from '../staff-acts.server.ts';

export { PageError as ErrorBoundary } from '../components/page-error.tsx';

export async function loader({ request }: LoaderFunctionArgs) {
  const { context, shop, session, reveal } = await openAdmin(request);
  const { prisma } = context.db;
  const { current, before } = recentPeriods(context.now(), shop.timeZone, 30);
  const [figures, figuresBefore, days, problems, versions, latest, tried] = await Promise.all([
    readHomeFigures(prisma, shop, current),
    readHomeFigures(prisma, shop, before),
    readRevenueDays(prisma, shop, current),
    readOpenProblems(prisma, shop, context.now()),
    listProgramVersions(prisma, shop.id, 1),
    listReferrals(prisma, shop, {}, null, 5, reveal),
    wasTried(prisma, shop.id),
  ]);
  const program = versions[0];
  if (program === undefined) throw new Error('An installed shop has no program');
  return json({
    figures,
    figuresBefore,
    days,
    problems,
    missingScopes: missingScopes(context, session),
    rules: program.rules,
    chosen: program.createdBy !== 'install',
    tried,
    storefrontUrl: shop.storefrontUrl,
    latest: latest.rows,
    embedSeen: shop.embedSeenAt !== null,
    guideHidden: shop.guideHiddenAt !== null,
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const admin = await openAdmin(request);
  const hide = (await request.formData()).get('guide') === 'hide';
  return acting(admin, { act: hide ? 'guide-hidden' : 'guide-shown' }, async () => {
    await hideGuide(admin.context, admin.shop, hide);
    return json({ ok: true });
  });
}

export default function Home() {
  const data = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const guide = useFetcher();
  const blocks = useThemeBlocks();
  const embed = blocks.embed === 'unknown' && data.embedSeen ? 'on' : blocks.embed;
  const { chosen, tried, storefrontUrl, rules } = data;
  const steps = useGuideSteps({ chosen, embed, block: blocks.block, live: rules.live, tried, storefrontUrl });
  const wished = guide.formData?.get('guide');
  const guideHidden = wished === undefined ? data.guideHidden : wished === 'hide';
  const showGuide = (wish: 'hide' | 'show') => guide.submit({ guide: wish }, { method: 'post' });

  return (
    <Page
      title={t('home.title')}
      subtitle={t('home.period')}
      {...(guideHidden ? { secondaryActions: [{ content: t('guide.show'), onAction: () => showGuide('show') }] } : {})}
    >
      <TitleBar title={t('home.title')} />
      <Layout>
        {!guideHidden && (
          <Layout.Section variant="fullWidth">
            <SetupGuide steps={steps} asking={blocks.asking} onHide={() => showGuide('hide')} />
          </Layout.Section>
        )}
        <Layout.Section variant="fullWidth">
          <FigureBar current={data.figures} before={data.figuresBefore} />
        </Layout.Section>
        <Layout.Section>
          <BlockStack gap="400">
            <RevenueCard days={data.days} />
            <LatestReferrals rows={data.latest} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <NeedsYou problems={data.problems} missingScopes={data.missingScopes} />
            <ProgramSummary rules={data.rules} embed={embed} block={blocks.block} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
