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
import { CheckCircleIcon, MenuHorizontalIcon, XIcon } from '@shopify/polaris-icons';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';

export type GuideStep = { id: string; title: string; text: string; done: boolean; inTheme: boolean; action: ReactNode };

/**
 * What is left to do until friends can be referred. Once nothing is, one line that opens the steps. Can be put away, and brought back
 * from the page's menu.
 * @param asking Shopify has not said yet what is in the theme: steps that depend on it may turn out to be done
 */
export function SetupGuide({ steps, asking, onHide }: { steps: GuideStep[]; asking: boolean; onHide: () => void }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const firstToDo = steps.find(({ done }) => !done)?.id ?? null;
  const complete = firstToDo === null;
  // Most merchants who have done what we know of have done the rest: a line that stays moves nothing on the page.
  const collapsed = complete || (asking && steps.every(({ done, inTheme }) => done || inTheme));
  const list = (
    <Box padding="200" paddingBlockStart="0">
      {steps.map((step) => (
        <Step key={step.id} step={step} open={step.id === (chosen ?? firstToDo)} onOpen={() => setChosen(step.id)} />
      ))}
    </Box>
  );
  return (
    <Card padding="0">
      {collapsed ? (
        <CompleteGuide complete={complete} onHide={onHide}>
          {list}
        </CompleteGuide>
      ) : (
        <>
          <GuideHead steps={steps} onHide={onHide} />
          {list}
        </>
      )}
    </Card>
  );
}

function CompleteGuide({ complete, onHide, children }: { complete: boolean; onHide: () => void; children: ReactNode }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <>
      <Box padding="200" paddingInlineStart="400">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          <InlineStack gap="200" blockAlign="center" wrap={false}>
            {complete && (
              <span className="guide-mark">
                <Icon source={CheckCircleIcon} tone="success" />
              </span>
            )}
            <Text as="h2" variant="headingSm">
              {t(complete ? 'guide.complete' : 'guide.title')}
            </Text>
          </InlineStack>
          <InlineStack gap="100" wrap={false}>
            <Button
              variant="tertiary"
              disclosure={open ? 'up' : 'down'}
              ariaExpanded={open}
              ariaControls="guide-steps"
              onClick={() => setOpen(!open)}
            >
              {t(open ? 'guide.close' : 'guide.open')}
            </Button>
            <Button variant="tertiary" icon={XIcon} accessibilityLabel={t('guide.hide')} onClick={onHide} />
          </InlineStack>
        </InlineStack>
      </Box>
      <Collapsible id="guide-steps" open={open} transition={false}>
        {children}
      </Collapsible>
    </>
  );
}

function GuideHead({ steps, onHide }: { steps: GuideStep[]; onHide: () => void }) {
  const { t } = useTranslation();
  const [menuOpen, setMenuOpen] = useState(false);
  const done = steps.filter((step) => step.done).length;
  return (
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
          <Text as="span" variant="bodySm" tone="subdued" id="guide-progress">
            {t('guide.progress', { done, all: steps.length })}
          </Text>
          <Box width="140px">
            <ProgressBar progress={(done / steps.length) * 100} size="small" tone="primary" ariaLabelledBy="guide-progress" />
          </Box>
        </InlineStack>
      </BlockStack>
    </Box>
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
