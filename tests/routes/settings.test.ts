import { expect, test } from 'vitest';
import { responseOf, useAdmin } from '#tests/support/admin-requests.ts';

const admin = useAdmin();
const typed = {
  ...{ language: 'de', senderName: ' Hafen ', replyTo: 'post@hafen.example' },
  ...{ promised: '', expiringDays: '3' },
  ...{ visitsBeyondWindow: '60', deliveries: '5', deadDeliveries: '30' },
};

async function save(version: number, form: Record<string, string>, as = admin.shop) {
  const { action } = await import('#app/routes/app.settings.tsx');
  const answer = await responseOf(action(await admin.signedIn('/app/settings', { body: { version, form }, as })));
  return { status: answer.status, ...((answer.status === 400 ? {} : await answer.json()) as object) };
}
async function stored(as = admin.shop) {
  const { loader } = await import('#app/routes/app.settings.tsx');
  const answer = await responseOf(loader(await admin.signedIn('/app/settings', { as })));
  return (await answer.json()) as { version: number; settings: Record<string, unknown> };
}

test('settings hold for their shop alone, and two people who save at once are told', async () => {
  expect(await stored()).toMatchObject({ version: 0, settings: { language: null, keepDays: { deliveries: 14 } } });
  expect(await save(0, typed)).toEqual({ status: 200, saved: 1 });
  expect(await stored()).toMatchObject({
    version: 1,
    settings: {
      language: 'de',
      senderName: 'Hafen',
      replyTo: 'post@hafen.example',
      promised: false,
      expiringDays: 3,
      keepDays: { deliveries: 5 },
    },
  });
  expect((await stored(admin.stranger)).version).toBe(0);

  expect(await save(0, { ...typed, senderName: 'Other' })).toEqual({ status: 409, conflict: 1 });
  const both = await Promise.all([save(1, { ...typed, senderName: 'A' }), save(1, { ...typed, senderName: 'B' })]);
  expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('what is wrong is said beside its field, and nothing of it is stored', async () => {
  const { version } = await stored(admin.stranger);
  const wrong = {
    ...{ language: 'tlh', senderName: 'Shop\nBcc: all', replyTo: 'a@b.example, c@d.example' },
    ...{ promised: 'perhaps', expiringDays: '1000' },
    ...{ visitsBeyondWindow: '-1', deliveries: '1e9', deadDeliveries: '' },
  };
  expect(await save(version, wrong, admin.stranger)).toEqual({
    status: 422,
    problems: {
      ...{ language: 'language', senderName: 'sender-broken', replyTo: 'address' },
      ...{ visitsBeyondWindow: 'days', deliveries: 'days', deadDeliveries: 'days' },
    },
  });
  expect(await save(version, { language: 'de' }, admin.stranger)).toEqual({ status: 400 });
  expect((await stored(admin.stranger)).version).toBe(version);
});
