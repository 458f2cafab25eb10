import { SaveBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Card, Checkbox, Form, Select, Text, TextField } from '@shopify/polaris';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { EXPIRING_DAYS, type Kept, KEEP_LIMITS, type Settings } from '../../domain/settings.ts';
import { SHOPPER_LANGUAGES } from '../../i18n/shopper-languages.ts';
import { KEPT, type SettingsForm } from '../../settings-form.ts';
import { ChangeList } from '../program/change-list.tsx';
import { SavedBy } from '../program/saved-by.tsx';
import { useLeaveGuard } from '../use-leave-guard.ts';
import { useShownBanner } from '../use-shown-banner.ts';
import { useSettingsForm } from './use-settings-form.ts';

/** How customers are written to, and how long things are kept; saved together. */
export function SettingsEditor({
  settings,
  version,
  saved,
  userId,
  store,
  hasMailServer,
}: {
  settings: Settings;
  version: number;
  /** Who saved them last; null: nobody has. */
  saved: { at: string; by: string } | null;
  /** The staff member who looks. */
  userId: string | null;
  /** What holds where a field is left empty. */
  store: { name: string; contactEmail: string | null };
  hasMailServer: boolean;
}) {
  const { t } = useTranslation();
  const state = useSettingsForm(settings, version);
  const { form, problems, change, dirty } = state;
  const nameOfLanguage = useLanguageNames();
  useLeaveGuard(dirty);
  const conflict = useShownBanner(state.conflict);
  const labelOf = (name: keyof SettingsForm) => {
    const kept = KEPT.find((one) => one === name);
    if (kept !== undefined) return t(`settings.kept.${kept}`);
    const other = name as Exclude<keyof SettingsForm, Kept>;
    return t(`settings.${other === 'expiringDays' ? 'expiring' : other}`);
  };
  const remindedText = (count: number) => (count === 0 ? t('settings.expiringNever') : t('settings.expiringBefore', { count }));
  function valueText(name: keyof SettingsForm, value: string): string {
    if (name === 'language' && value !== '') return nameOfLanguage(value);
    if (name === 'promised') return t(value === 'yes' ? 'words.yes' : 'words.no');
    return name === 'expiringDays' ? remindedText(Number(value)) : value;
  }
  const changes = state.theirs.map(({ field: name, from, to }) => ({
    label: labelOf(name),
    from: valueText(name, from),
    to: valueText(name, to) || t('settings.conflict.empty'),
  }));

  const field = (name: keyof SettingsForm) => ({
    value: form[name],
    onChange: (value: string) => change(name, value),
    autoComplete: 'off',
    ...(problems[name] === undefined ? {} : { error: errorOf(name) }),
  });
  function errorOf(name: keyof SettingsForm): string {
    const kept = KEPT.find((one) => one === name);
    return t(`settings.problem.${problems[name] ?? 'address'}`, KEEP_LIMITS[kept ?? 'deliveries']);
  }

  return (
    <>
      <SaveBar id="settings-save-bar" open={dirty} discardConfirmation>
        <button variant="primary" onClick={() => state.save(state.made)} {...(state.saving ? { loading: '' } : {})} />
        <button onClick={state.startAgain} />
      </SaveBar>
      <Form onSubmit={() => dirty && state.save(state.made)}>
        <BlockStack gap="400">
          {state.conflict && (
            <Banner
              ref={conflict}
              tone="warning"
              title={t('settings.conflict.title')}
              action={{ content: t('program.conflict.mine'), onAction: () => state.save(version) }}
              secondaryAction={{ content: t('program.conflict.theirs'), onAction: state.startAgain }}
            >
              <BlockStack gap="200">
                {saved !== null && <SavedBy {...saved} userId={userId} />}
                <ChangeList changes={changes} />
                <p>{t('settings.conflict.text')}</p>
              </BlockStack>
            </Banner>
          )}
          <Section title={t('settings.messages')} text={t('settings.messagesText')}>
            {!hasMailServer && <Banner>{t('settings.noMailServer')}</Banner>}
            <Select
              label={t('settings.language')}
              helpText={t('settings.languageHelp')}
              options={[
                { value: '', label: t('settings.storeLanguage') },
                ...SHOPPER_LANGUAGES.map((value) => ({ value, label: nameOfLanguage(value) })),
              ]}
              value={form.language}
              onChange={(value) => change('language', value)}
              {...(problems.language === undefined ? {} : { error: t('settings.problem.language') })}
            />
            <TextField
              label={t('settings.senderName')}
              placeholder={store.name}
              helpText={t('settings.senderNameHelp')}
              {...field('senderName')}
            />
            <TextField
              label={t('settings.replyTo')}
              type="email"
              placeholder={store.contactEmail ?? ''}
              helpText={t('settings.replyToHelp')}
              {...field('replyTo')}
            />
            <Checkbox
              label={t('settings.promised')}
              helpText={t('settings.promisedHelp')}
              checked={form.promised === 'yes'}
              onChange={(wanted) => change('promised', wanted ? 'yes' : '')}
            />
            <Select
              label={t('settings.expiring')}
              helpText={t('settings.expiringHelp')}
              options={EXPIRING_DAYS.map((count) => ({
                value: String(count),
                label: remindedText(count),
              }))}
              value={form.expiringDays}
              onChange={(value) => change('expiringDays', value)}
            />
          </Section>
          <Section title={t('settings.keep')} text={t('settings.keepText')}>
            {KEPT.map((name) => (
              <TextField
                key={name}
                label={t(`settings.kept.${name}`)}
                helpText={t(`settings.keptHelp.${name}`, KEEP_LIMITS[name])}
                suffix={t('settings.days')}
                inputMode="numeric"
                {...field(name)}
              />
            ))}
          </Section>
        </BlockStack>
      </Form>
    </>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingSm">
            {title}
          </Text>
          <Text as="p" tone="subdued">
            {text}
          </Text>
        </BlockStack>
        {children}
      </BlockStack>
    </Card>
  );
}

/** Languages in the merchant's own. */
function useLanguageNames(): (language: string) => string {
  const { i18n } = useTranslation();
  const names = new Intl.DisplayNames([i18n.language], { type: 'language' });
  return (language) => {
    const name = names.of(language) ?? language;
    return name.charAt(0).toLocaleUpperCase(i18n.language) + name.slice(1);
  };
}
