import type { JoinMailWords } from './join-mail-words.ts';

export const japanese: JoinMailWords = {
  language: 'ja',
  greeting: 'こんにちは。',
  'join-confirm': {
    subject: (shop) => `${shop}の紹介リンクのご確認`,
    heading: '紹介リンクまで、あと一歩です',
    opening: (shop) =>
      `${shop}の紹介リンクのお申し込みがありました。ページを開いて確認すると、お友達に共有できるリンクを受け取れます。`,
    button: 'ページを開く',
    closing: [
      '確認できるのは24時間以内に1回限りです。お心当たりのない場合は、このメールを破棄してください。手続きは行われません。',
    ],
  },
  'join-welcome': {
    subject: (shop) => `${shop}のマイページのご案内`,
    heading: '参加が完了しました',
    opening: (shop) => `${shop}のマイページで、共有用のリンク、お友達の状況、特典をご確認いただけます。`,
    button: 'マイページを開く',
    closing: [
      '次回からもこのメールからマイページを開けますので、保管してください。このメールを持つ人は特典を見られるため、転送はお控えください。',
    ],
  },
  why: (shop) => `このメールは、${shop}の紹介ページでメールアドレスが入力されたためお送りしています。広告ではありません。`,
};
