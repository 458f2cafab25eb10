import type { StandingTable } from './standing-table.ts';

const more = (missing: number) => `あと${missing}人のお友達の購入で`;

export const japanese: StandingTable = {
  join: {
    asked: 'メールをご確認ください。リンクをお送りしました。リンクは24時間有効です。',
    email: 'メールアドレスが正しくないようです。ご確認ください。',
    unavailable: '現在、メールでの参加はご利用いただけません。ログインしてご参加ください。',
    'too-many': 'お使いのネットワークから多数のリクエストがありました。1時間後にもう一度お試しください。',
    'bad-link': 'このリンクは無効になりました。メールアドレスを入力して、新しいリンクをお受け取りください。',
  },
  chooseCode: {
    chosen: (code) => `コードが${code}になりました。これまでに共有したリンクも引き続き使えます。`,
    left: (choices) => `3～20文字の英数字で、あと${choices}回設定できます。これまでのリンクとコードも引き続き使えます。`,
    checkout: (code) => `チェックアウトでお友達に入力していただくコードは${code}です。`,
    length: 'コードは3～20文字の英数字で入力してください。',
    characters: 'コードに使えるのは、A～Zの英字と数字だけです。',
    letters: 'コードには英字が2文字以上必要です。',
    reserved: 'このコードはストアのものと間違われるおそれがあります。別のコードをお選びください。',
    rude: 'このコードは使えません。別のコードをお選びください。',
    taken: 'このコード、またはよく似たコードはすでに使われています。',
    spent: 'コードはすでに設定済みです。変更をご希望の場合は、ストアにお問い合わせください。',
    unknown: '処理できませんでした。ページを再読み込みしてください。',
  },
  reward: {
    needsAccount:
      'この特典の受け取りにはアカウントが必要です。このページで同じメールアドレスでログインし、「リンクを取得」を選ぶと、アカウントに届きます。',
    held: 'ストアがこの注文を確認しています。',
    from: (date) => `${date}から使えます（それまでに注文が返品されなかった場合）。`,
    waitsFor: {
      paid: '準備中です。',
      fulfilled: '準備中です。お友達の注文が発送されるとお届けします。',
      delivered: '準備中です。お友達の注文が到着するとお届けします。',
      returnable: '準備中です。お友達の注文が到着し、返品期間が終わるとお届けします。',
    },
    soon: '準備しています。まもなくお届けします。',
    ready: (until) => (until === null ? 'ご利用いただけます。' : `${until}までご利用いただけます。`),
    paid: {
      'store-credit': (until) =>
        until === null
          ? 'ストアクレジットとしてアカウントに入っています。'
          : `ストアクレジットとしてアカウントに入っています（${until}まで有効）。`,
      'gift-card': (until) =>
        until === null
          ? 'ギフトカードをメールでお送りしました。'
          : `ギフトカードをメールでお送りしました。${until}までご利用いただけます。`,
    },
    redeemed: '使用済みです。',
    expired: (date) => (date === null ? '有効期限が切れました。' : `${date}に有効期限が切れました。`),
    revoked: {
      'order-refunded': '注文が返品されたため、取り消されました。',
      'order-cancelled': '注文がキャンセルされたため、取り消されました。',
      other: '取り消されました。理由はストアにお問い合わせください。',
    },
  },
  progress: {
    friends: (missing, worth) => `${more(missing)}${worth}`,
    revenue: (missing, worth) => `お友達の注文があと${missing}で${worth}`,
    bonus: (missing, worth) => `${more(missing)}ボーナス：${worth}`,
  },
};
