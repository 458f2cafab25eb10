import { BlockStack, Layout } from '@shopify/polaris';
import { useState } from 'react';
import { decideAttribution } from '../../domain/attribution.ts';
import { factsOfPretend } from '../../pretend-facts.ts';
import { exampleOrder, type PretendExample, type PretendOrder } from '../../pretend-order.ts';
import { usualSpend } from '../../program-example.ts';
import type { ProgramVersion } from '../../queries/program-versions.server.ts';
import { AdvocateFields } from './advocate-fields.tsx';
import { EvidenceFields } from './evidence-fields.tsx';
import { FriendFields } from './friend-fields.tsx';
import { OrderFields } from './order-fields.tsx';
import { PretendDecision, PretendDetails } from './pretend-result.tsx';
import { StartCard } from './start-card.tsx';

/** What every part of the form is given. */
export type PretendProps = {
  order: PretendOrder;
  /** Fields that cannot be read. */
  problems: readonly string[];
  change(changed: Partial<PretendOrder>): void;
};

/** @param versions the first is in force @param now epoch milliseconds */
export function Simulator({ versions, now }: { versions: [ProgramVersion, ...ProgramVersion[]]; now: number }) {
  const [inForce] = versions;
  const [chosen, setChosen] = useState(inForce.version);
  const [example, setExample] = useState<PretendExample | null>('ordinary');
  const { rules, version } = versions.find((candidate) => candidate.version === chosen) ?? inForce;
  const [order, setOrder] = useState(() => exampleOrder('ordinary', usualSpend(rules.currency)));

  const read = factsOfPretend(order, { currency: rules.currency, tiers: rules.reward.tiers }, now);
  const judged = { ...rules, live: true };
  const result = 'facts' in read ? { facts: read.facts, decision: decideAttribution(read.facts, judged, version) } : null;
  const part: PretendProps = {
    order,
    problems: 'problems' in read ? read.problems : [],
    change(changed) {
      setOrder((current) => ({ ...current, ...changed }));
      setExample(null);
    },
  };

  return (
    <Layout>
      <Layout.Section>
        <BlockStack gap="400">
          <StartCard
            example={example}
            onExample={(start) => {
              setExample(start);
              setOrder(exampleOrder(start, usualSpend(rules.currency)));
            }}
            versions={versions}
            version={version}
            onVersion={setChosen}
          />
          <div className="pretend-decision" aria-live="polite">
            <PretendDecision result={result} rules={judged} />
          </div>
          <EvidenceFields {...part} />
          <FriendFields {...part} />
          <OrderFields {...part} rules={rules} />
          <AdvocateFields {...part} rules={rules} />
        </BlockStack>
      </Layout.Section>
      <Layout.Section variant="oneThird">
        <div className="beside">
          <PretendDetails result={result} rules={judged} />
        </div>
      </Layout.Section>
    </Layout>
  );
}
