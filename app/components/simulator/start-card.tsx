import { BlockStack, Box, Button, Card, InlineStack, Select, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { PRETEND_EXAMPLES, type PretendExample } from '../../pretend-order.ts';
import type { ProgramVersion } from '../../queries/program-versions.server.ts';

/** Ready stories to start from, and the version of the rules that judges them. @param example null once it was changed */
export function StartCard({
  example,
  onExample,
  versions,
  version,
  onVersion,
}: {
  example: PretendExample | null;
  onExample(example: PretendExample): void;
  versions: [ProgramVersion, ...ProgramVersion[]];
  version: number;
  onVersion(version: number): void;
}) {
  const { t } = useTranslation();
  const [inForce] = versions;
  const live = versions.find((candidate) => candidate.version === version)?.rules.live ?? true;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingSm">
          {t('simulator.start')}
        </Text>
        <InlineStack gap="200">
          {PRETEND_EXAMPLES.map((name) => (
            <Button key={name} size="slim" pressed={name === example} onClick={() => onExample(name)}>
              {t(`simulator.example.${name}`)}
            </Button>
          ))}
        </InlineStack>
        {example !== null && (
          <Text as="p" tone="subdued">
            {t(`simulator.exampleText.${example}`)}
          </Text>
        )}
        <Box maxWidth="20rem">
          <Select
            label={t('simulator.rules')}
            options={versions.map(({ version: number }) => ({
              value: String(number),
              label: t(number === inForce.version ? 'simulator.inForce' : 'simulator.version', { version: number }),
            }))}
            value={String(version)}
            onChange={(value) => onVersion(Number(value))}
            {...(live ? {} : { helpText: t('simulator.asLive') })}
          />
        </Box>
      </BlockStack>
    </Card>
  );
}
