import { useRevalidator } from '@remix-run/react';
import { Banner, BlockStack, Button, Card, DropZone, InlineStack, List, Text } from '@shopify/polaris';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Answer = { taskId: string } | { problem: 'too-large' | 'empty' | 'busy' };
const LARGEST = 100 * 2 ** 20;

/** Takes a file of advocates. It is sent as it is; App Bridge adds the session token. */
export function UploadCard() {
  const { t } = useTranslation();
  const { revalidate } = useRevalidator();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<'too-large' | 'empty' | 'busy' | 'not-sent' | null>(null);

  async function send(file: File | undefined) {
    if (file === undefined) return;
    setProblem(null);
    if (file.size > LARGEST) return setProblem('too-large');
    if (file.size === 0) return setProblem('empty');
    setBusy(true);
    try {
      const response = await fetch(`/app/advocates/import/file?name=${encodeURIComponent(file.name)}`, {
        ...{ method: 'POST', body: file, headers: { 'Content-Type': 'text/csv' } },
      });
      if (!response.ok && response.status !== 422) throw new Error(String(response.status));
      const answer = (await response.json()) as Answer;
      if ('problem' in answer) setProblem(answer.problem);
      else revalidate();
    } catch {
      setProblem('not-sent');
    } finally {
      setBusy(false);
    }
  }
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingSm">
          {t('import.file')}
        </Text>
        {problem !== null && <Banner tone="critical">{t(`import.notSent.${problem}`)}</Banner>}
        <DropZone
          label={t('import.file')}
          labelHidden
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          allowMultiple={false}
          disabled={busy}
          onDrop={(files) => void send(files[0])}
        >
          <DropZone.FileUpload actionTitle={busy ? t('import.sending') : t('import.choose')} actionHint={t('import.hint')} />
        </DropZone>
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {t('import.columns')}
          </Text>
          <List>
            {(['email', 'firstName', 'code', 'customerId', 'joinedAt'] as const).map((column) => (
              <List.Item key={column}>{t(`import.column.${column}`)}</List.Item>
            ))}
          </List>
        </BlockStack>
        <InlineStack>
          <Button variant="plain" onClick={() => offerExample(t('import.example'))}>
            {t('import.exampleButton')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

/** @param name of the file */
function offerExample(name: string) {
  const rows = ['email,first name,code,customer id,joined', 'ada@example.com,Ada,ADA-BAKES,,2024-03-31'];
  const content = URL.createObjectURL(new Blob([`\ufeff${rows.join('\r\n')}\r\n`], { type: 'text/csv' }));
  const link = document.createElement('a');
  Object.assign(link, { href: content, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(content), 60_000);
}
