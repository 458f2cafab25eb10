import type { LoaderFunctionArgs } from '@remix-run/node';
import type { TFunction } from 'i18next';
import { openAdmin } from '../admin-request.server.ts';
import { type CsvColumn, csvStream } from '../csv-stream.server.ts';
import { languageFor } from '../i18n/languages.ts';
import { loadWords } from '../i18n/words.ts';
import { type ImportRowFound, listImportRows } from '../queries/tasks.server.ts';
import { acting } from '../staff-acts.server.ts';

const batch = 1_000;

/** What was found in a file of advocates, row by row. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const admin = await openAdmin(request);
  const { context, shop, locale, reveal } = admin;
  const taskId = params['taskId'] ?? '';
  const { t }: { t: TFunction } = await loadWords(languageFor(locale));
  async function* rows(): AsyncGenerator<ImportRowFound> {
    for (let after = 0; ;) {
      const found = await listImportRows(context.db.prisma, shop.id, taskId, { after, limit: batch, troubled: false }, reveal);
      yield* found;
      const last = found.at(-1);
      if (last === undefined) return;
      after = last.line;
    }
  }
  const columns: CsvColumn<ImportRowFound>[] = [
    { header: t('import.line'), value: ({ line }) => line },
    { header: t('csv.email'), value: ({ email }) => email },
    { header: t('import.name'), value: ({ name }) => name },
    { header: t('import.customer'), value: ({ customerId }) => customerId },
    { header: t('import.code'), value: ({ code }) => code },
    { header: t('import.finding'), value: ({ verdict, firstLine }) => t(`import.verdict.${verdict}`, { line: firstLine ?? '' }) },
  ];
  const headers = {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="vouchsafe-import-report.csv"',
    'Cache-Control': 'no-store',
  };
  const file = () => Promise.resolve(new Response(csvStream(columns, rows()), { headers }));
  return acting(admin, { act: 'list-exported', value: 'import-report' }, file);
}
