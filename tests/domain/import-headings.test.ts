import { expect, test } from 'vitest';
import { readHeadings } from '#app/domain/import-row.ts';
import { LANGUAGES } from '#app/i18n/languages.ts';
import { loadWords } from '#app/i18n/words.ts';

test.each(LANGUAGES)(
  'a file is read by the headings that the import page names, and those of our own file of advocates, in %s',
  async (language) => {
    const { t } = await loadWords(language);
    const named = (['email', 'firstName', 'code', 'customerId', 'joinedAt'] as const).map(
      (column) => t(`import.column.${column}`).split(/[:：]/)[0] ?? '',
    );
    expect(readHeadings(named)).toEqual({ email: 0, firstName: 1, code: 2, customerId: 3, joinedAt: 4 });
    const exported = [t('advocates.name'), t('csv.email'), t('csv.advocateCode'), t('advocates.state')];
    expect(readHeadings(exported)).toEqual({ firstName: 0, email: 1, code: 2 });
  },
);
