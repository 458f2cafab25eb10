import { Badge, BlockStack, Button, InlineStack, Text } from '@shopify/polaris';
import { ArrowDownIcon, ArrowUpIcon } from '@shopify/polaris-icons';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RANKED_SIGNAL_KINDS, type RankedSignalKind } from '../../domain/facts.ts';
import type { FieldsProps } from './program-fields.tsx';

/** Who says so: what the app knows itself is certain, what browsers and people say is not. */
const SOURCES: Record<RankedSignalKind, 'app' | 'shopify' | 'browser' | 'friend'> = {
  'discount-code': 'app',
  claim: 'app',
  'signed-in-visit': 'app',
  'sign-up': 'app',
  'cart-attribute': 'browser',
  'line-item': 'browser',
  'landing-link': 'browser',
  journey: 'shopify',
  'friend-answer': 'friend',
};

export function isRecommendedOrder(precedence: readonly RankedSignalKind[]): boolean {
  return RANKED_SIGNAL_KINDS.every((kind, place) => precedence[place] === kind);
}

/** Kinds of evidence, strongest first; each moves by a press on its arrows. */
export function PrecedenceField({ form: { precedence }, change }: FieldsProps) {
  const { t } = useTranslation();
  const list = useRef<HTMLOListElement>(null);
  const [moved, setMoved] = useState<{ kind: RankedSignalKind; up: boolean } | null>(null);

  // The row moves in the document, and the browser forgets which of its arrows had the focus.
  useEffect(() => {
    if (moved === null) return;
    const arrows = [...(list.current?.querySelectorAll<HTMLButtonElement>(`[data-kind="${moved.kind}"] button`) ?? [])];
    const [up, down] = arrows;
    const wanted = moved.up ? up : down;
    const works = (arrow: HTMLButtonElement) => arrow.getAttribute('aria-disabled') !== 'true';
    (wanted !== undefined && works(wanted) ? wanted : arrows.find(works))?.focus();
  }, [moved]);

  function move(kind: RankedSignalKind, by: -1 | 1) {
    const from = precedence.indexOf(kind);
    const next = precedence.filter((other) => other !== kind);
    next.splice(from + by, 0, kind);
    change('precedence', next);
    setMoved({ kind, up: by === -1 });
  }

  return (
    <BlockStack gap="300">
      <Text as="p" tone="subdued">
        {t('rule.precedence.help')}
      </Text>
      <ol className="precedence" ref={list}>
        {precedence.map((kind, place) => (
          <li key={kind} data-kind={kind}>
            <span className="precedence-place">
              <Text as="span" tone="subdued" numeric>
                {place + 1}
              </Text>
            </span>
            <div className="precedence-text">
              <InlineStack gap="200" blockAlign="center">
                <Text as="span" fontWeight="medium">
                  {t(`evidenceKind.${kind}`)}
                </Text>
                <Badge size="small" {...(SOURCES[kind] === 'app' ? { tone: 'success' as const } : {})}>
                  {t(`rule.source.${SOURCES[kind]}`)}
                </Badge>
              </InlineStack>
              <Text as="p" tone="subdued" variant="bodySm">
                {t(`rule.evidence.${kind}`)}
              </Text>
            </div>
            <InlineStack gap="100" wrap={false}>
              <Button
                icon={ArrowUpIcon}
                variant="tertiary"
                disabled={place === 0}
                accessibilityLabel={t('rule.precedence.up', { kind: t(`evidenceKind.${kind}`) })}
                onClick={() => move(kind, -1)}
              />
              <Button
                icon={ArrowDownIcon}
                variant="tertiary"
                disabled={place === precedence.length - 1}
                accessibilityLabel={t('rule.precedence.down', { kind: t(`evidenceKind.${kind}`) })}
                onClick={() => move(kind, 1)}
              />
            </InlineStack>
          </li>
        ))}
      </ol>
      <div aria-live="polite" className="spoken-only">
        {moved !== null &&
          t('rule.precedence.moved', { kind: t(`evidenceKind.${moved.kind}`), place: precedence.indexOf(moved.kind) + 1 })}
      </div>
      {!isRecommendedOrder(precedence) && (
        <InlineStack>
          <Button onClick={() => (change('precedence', [...RANKED_SIGNAL_KINDS]), setMoved(null))}>
            {t('rule.precedence.reset')}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
