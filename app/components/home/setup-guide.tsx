import {
  ActionList,
  BlockStack,
  Box,
  Button,
  Card,
  Collapsible,
  Icon,
  InlineStack,
  Popover,
  ProgressBar,
  Text,
} from '@shopify/polaris';
import { CheckCircleIcon, MenuHorizontalIcon } from '@shopify/polaris-icons';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

export type GuideStep = { id: string; title: string; text: string; done: boolean; action: ReactNode };

/** What is left to do until friends can be referred. Can be put away, and brought back from the page's menu. */
export function SetupGuide({ steps, onHide }: { steps: GuideStep[]; onHide: () => void }) {
  const { t } = useTranslation();
  const [menuOpen, setMenuOpen] = useState(false);
  const firstOpen = steps.find(({ done }) => !done)?.id ?? null;
  const [chosen, setChosen] = useState<string | null>(null);
  const open = chosen ?? firstOpen;
  const done = steps.filter((step) => step.done).length;

  return (
    <Card padding="0">
      <Box padding="400" paddingBlockEnd="300">
        <BlockStack gap="200">
          <InlineStack align="space-between" blockAlign="center" wrap={false}>
            <Text as="h2" variant="headingSm">
              {t('guide.title')}
            </Text>
            <Popover
              active={menuOpen}
              onClose={() => setMenuOpen(false)}
              activator={
                <Button
                  variant="tertiary"
                  icon={MenuHorizontalIcon}
                  accessibilityLabel={t('guide.menu')}
                  onClick={() => setMenuOpen(!menuOpen)}
                />
              }
            >
              <ActionList items={[{ content: t('guide.hide'), onAction: onHide }]} />
            </Popover>
          </InlineStack>
          <Text as="p" tone="subdued">
            {t('guide.text')}
          </Text>
          <InlineStack gap="300" blockAlign="center" wrap={false}>
            <Text as="span" variant="bodySm" tone="subdued">
              {t('guide.progress', { done, all: steps.length })}
            </Text>
            <Box width="140px">
              <ProgressBar progress={(done / steps.length) * 100} size="small" tone="primary" ariaLabelledBy="guide-progress" />
            </Box>
          </InlineStack>
        </BlockStack>
      </Box>
      <Box padding="200" paddingBlockStart="0">
        {steps.map((step) => (
          <Step key={step.id} step={step} open={step.id === open} onOpen={() => setChosen(step.id)} />
        ))}
      </Box>
    </Card>
  );
}

function Step({ step, open, onOpen }: { step: GuideStep; open: boolean; onOpen: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={open ? 'guide-step guide-step-open' : 'guide-step'}>
      <InlineStack gap="200" wrap={false} blockAlign="start">
        <span className="guide-mark">
          {step.done ? (
            <Icon source={CheckCircleIcon} accessibilityLabel={t('guide.done')} />
          ) : (
            <span className="guide-todo" role="img" aria-label={t('guide.toDo')} />
          )}
        </span>
        <div className="guide-body">
          <button
            type="button"
            className="guide-heading"
            aria-expanded={open}
            aria-controls={`guide-${step.id}`}
            onClick={onOpen}
          >
            <Text as="span" variant="bodyMd" fontWeight={open ? 'semibold' : 'regular'}>
              {step.title}
            </Text>
          </button>
          <Collapsible id={`guide-${step.id}`} open={open} transition={false}>
            <Box paddingBlockStart="100" paddingBlockEnd="100" paddingInlineEnd="400">
              <BlockStack gap="300" inlineAlign="start">
                <Text as="p">{step.text}</Text>
                {step.action}
              </BlockStack>
            </Box>
          </Collapsible>
        </div>
      </InlineStack>
    </div>
  );
}
