import type { MailWords } from './mail-words.ts';

export const japanese: MailWords = {
  language: 'ja',
  greeting: (name) => (name === null ? 'こんにちは。' : `${name}様`),
  worth: {
    off: (value) => `${value}割引`,
    freeShipping: '送料無料',
    freeProducts: (_count, number) => `商品${number}点無料`,
    storeCredit: (amount) => `ストアクレジット${amount}`,
    giftCard: (amount) => `ギフトカード${amount}`,
  },
  ready: {
    subject: (shop, worth) => `${shop}からの特典：${worth}`,
    heading: '特典をご利用いただけます',
    because: {
      order: (shop) => `お友達があなたのリンクから${shop}で購入しました。ありがとうございます。特典をお受け取りください。`,
      'sign-up': (shop) =>
        `お友達があなたのリンクから${shop}のアカウントを開設しました。ありがとうございます。特典をお受け取りください。`,
      manual: (shop) => `${shop}から特典をお贈りします。ご紹介ありがとうございます。`,
      friend: (shop) => `${shop}でのご注文ありがとうございます。お約束した特典をお受け取りください。`,
      bonus: (shop, number, count) =>
        count === 1
          ? `最初のお友達があなたのリンクから${shop}で購入しました。ありがとうございます。ボーナスをお受け取りください。`
          : `これまでに${number}人のお友達があなたのリンクから${shop}で購入しました。ありがとうございます。ボーナスをお受け取りください。`,
    },
    code: 'あなたのコード',
    howCode: 'ボタンを押すと、コードが適用された状態でストアが開きます。チェックアウトでコードを入力することもできます。',
    howProduct:
      'ボタンを押すと、コードが適用された状態でストアが開きます。商品をカートに入れると、チェックアウトで値引きされます。',
    andOthers: (names) => `${names.join('、')}ほか`,
    howGiftCard: 'チェックアウトのギフトカード欄にコードを入力してください。使わなかった金額はカードに残ります。',
    howStoreCredit: (shop) => `${shop}のお客様アカウントに入っています。チェックアウトでログインするとお支払いに使えます。`,
    once: '1回使えます',
    from: (amount) => `${amount}以上のご注文が対象です`,
    selected: '対象商品のみ',
    until: (end) => `${end}まで有効`,
    use: '今すぐ使う',
    visit: 'ストアへ',
    setOff: (amount) => `特典のうち${amount}は、ご利用後に取り消された特典の分に充てられました。`,
    allSetOff: (amount) => `特典${amount}は、ご利用後に取り消された特典の分に充てられたため、お渡しする金額は残りませんでした。`,
  },
  promised: {
    subject: (shop) => `${shop}から特典が届きます`,
    heading: '特典をご用意しています',
    because: {
      order: (shop) => `あなたのリンクからお友だちが${shop}でお買い物をしました。ありがとうございます。`,
      'sign-up': (shop) => `あなたのリンクからお友だちが${shop}のアカウントを作成しました。ありがとうございます。`,
      friend: (shop) => `${shop}でのご注文ありがとうございます。ご注文に伴う特典があります。`,
    },
    worth: (worth) => `特典：${worth}`,
    from: (day) =>
      `それまでに返品がなければ、${day}からお使いいただけます。お手続きは不要です。ご用意ができましたらメールでお知らせします。`,
    later: 'ご注文の品が届いてから数日後にお使いいただけます。お手続きは不要です。ご用意ができましたらメールでお知らせします。',
  },
  expiring: {
    subject: (shop, worth) => `まもなく終了：${shop}の${worth}`,
    heading: '特典の期限が近づいています',
    opening: (shop, end) => `${shop}の特典をまだお使いになっていません。${end}までお使いいただけます。`,
  },
  leave: {
    link: 'この種類のメールを受け取らない',
    heading: (shop) => `${shop}からのご紹介に関するお知らせを停止しますか？`,
    text: (shop) =>
      `特典のご用意や期限が近いことについて、${shop}からメールが届かなくなります。特典そのものはこれまでどおり届きます。`,
    button: 'メールを停止する',
    done: (shop) => `停止しました。${shop}からこの種類のメールは届きません。`,
    undo: 'やはり受け取る',
    undone: (shop) => `${shop}からのメールを再開しました。`,
    broken: 'リンクが正しくありません。メールのリンクをもう一度開いてください。',
  },
  takenBack: {
    subject: (shop) => `${shop}の特典が取り消されました`,
    heading: '特典が取り消されました',
    opening: (shop, worth) => `${shop}からお受け取りになった特典（${worth}）についてのお知らせです。この特典は取り消されました。`,
    reasons: {
      'order-refunded': () => '対象のご注文が返金されたためです。',
      'order-cancelled': () => '対象のご注文がキャンセルされたためです。',
      'dispute-lost': () => '対象のご注文のお支払いが取り消されたためです。',
      'below-minimum': () => '対象のご注文の残りの金額が、プログラムの最低金額を下回ったためです。',
      'no-eligible-product': () => '対象のご注文に残った商品が、プログラムの対象外であるためです。',
      'by-staff': (shop) => `${shop}のスタッフが取り消しました。`,
      'refused-by-staff': (shop) => `${shop}のスタッフが内容を確認し、プログラムの対象外と判断しました。`,
    },
    otherReason: '特典の理由となった内容が、プログラムの対象外になったためです。',
    codeOff: (code) => `コード${code}は使えなくなりました。`,
    someCodeOff: 'この特典のコードは使えなくなりました。',
    returned: {
      'store-credit': (amount) => `ストアクレジットから${amount}が差し引かれました。`,
      'gift-card': (amount) => `残高${amount}のギフトカードは使えなくなりました。`,
    },
    owed: (amount) => `${amount}はすでにご利用済み、またはお手元に残ります。この金額は次回以降の特典から差し引かれます。`,
    mistake: {
      reply: '誤りと思われる場合は、このメールにご返信ください。',
      visit: (shop) => `誤りと思われる場合は、${shop}までご連絡ください。`,
    },
  },
  why: {
    advocate: (shop) => `このメールは、${shop}のリンクを共有している方に、特典についてお知らせするものです。広告ではありません。`,
    friend: (shop) =>
      `このメールは、お友達のリンクから${shop}で購入した方に、特典についてお知らせするものです。広告ではありません。`,
  },
  questions: 'ご質問は、このメールにご返信ください。',
  finish: (sentence) => sentence,
};
