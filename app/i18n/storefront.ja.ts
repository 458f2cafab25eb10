import type { StorefrontTable } from './storefront-table.ts';

const order = (first: boolean) => (first ? '初回のご注文' : 'ご注文');
const goods = { order: '', products: '対象商品が', collections: '対象コレクションの商品が' };
const pieces = (quantity: number) => (quantity === 1 ? '商品1点無料' : `商品${quantity}点無料`);
const lately = (days: number | null) => (days === null ? '' : `${days}日以内に`);
const from = (minimum: string | null) => (minimum === null ? '' : `${minimum}以上の`);
const atMost = (most: string | null) => (most === null ? '' : `（上限${most}）`);
const when = {
  paid: 'ご注文のお支払い',
  fulfilled: 'ご注文の発送',
  delivered: 'ご注文の到着',
  returnable: 'ご注文の到着',
};
const everyFriend = 'お友達が購入するたびに、';

export const japanese: StorefrontTable = {
  worth: {
    off: (value, on) => `${goods[on]}${value}割引`,
    shipping: '送料無料',
    product: pieces,
    payout: { 'store-credit': (value) => `ストアクレジット${value}`, 'gift-card': (value) => `ギフトカード${value}` },
  },
  offer: {
    off: (value, on, first) => (on === 'order' ? `${order(first)}が${value}割引` : `${order(first)}で${goods[on]}${value}割引`),
    shipping: (first) => `${order(first)}が送料無料`,
    product: (quantity, first) => `${order(first)}で${pieces(quantity)}`,
    payout: (worth, first) => `${order(first)}で${worth}をプレゼント`,
    share: {
      'store-credit': (percent, most, first) => `${order(first)}の${percent}${atMost(most)}をストアクレジットで還元`,
      'gift-card': (percent, most, first) => `${order(first)}の${percent}${atMost(most)}をギフトカードで還元`,
    },
  },
  terms: {
    code: (validDays, minimum) => `${from(minimum)}ご注文1回に使えるコードです。受け取りから${validDays}日間有効です。`,
    shared: (oncePerCustomer, minimum) =>
      oncePerCustomer ? `${from(minimum)}ご注文に、お一人様1回使えます。` : `${from(minimum)}ご注文に、何回でも使えます。`,
    payout: (waitsFrom, days, minimum) =>
      `${when[waitsFrom]}${days === 0 ? '後すぐに' : `から${days}日後に`}受け取れます。${minimum === null ? '' : `${from(minimum)}ご注文が対象です。`}`,
    product: (spend, on) =>
      `カートに追加してください。${on === 'same' ? '同じ商品' : on === 'products' ? '対象商品' : '対象コレクションの商品'}を${spend}以上購入すると無料になります。`,
    subscriptions: '定期購入が対象です。',
    newCustomers: '初めてのお客様が対象です。',
  },
  payoutPath: {
    'store-credit':
      'コードは必要ありません。ログインして、またはアカウントのメールアドレスでご注文ください。クレジットはアカウントに届きます。',
    'gift-card': 'コードは必要ありません。ここで使うメールアドレスでご注文ください。ギフトカードはその宛先に届きます。',
  },
  reward: {
    off: (value, on) =>
      on === 'order' ? `${everyFriend}次回のご注文が${value}割引` : `${everyFriend}次回のご注文で${goods[on]}${value}割引`,
    shipping: `${everyFriend}次回のご注文が送料無料`,
    product: (quantity) => `${everyFriend}次回のご注文で${pieces(quantity)}`,
    payout: (worth) => `${everyFriend}${worth}をプレゼント`,
    share: {
      'store-credit': (percent, most) => `${everyFriend}その注文の${percent}${atMost(most)}をストアクレジットで進呈`,
      'gift-card': (percent, most) => `${everyFriend}その注文の${percent}${atMost(most)}をギフトカードで進呈`,
    },
  },
  growth: {
    share: {
      'store-credit': (percent) => `お友達の注文の${percent}をストアクレジットで進呈`,
      'gift-card': (percent) => `お友達の注文の${percent}をギフトカードで進呈`,
    },
    byReferrals: (friends, worth, days) => `${lately(days)}お友達${friends}人の購入後：${worth}`,
    byRevenue: (amount, worth, days) => `${lately(days)}お友達の注文が合計${amount}に達した後：${worth}`,
    bonus: (at, worth) => `${at}人目のお友達が購入すると：さらに${worth}`,
    signUp: (worth) => `お友達がアカウントを開設すると：${worth}`,
  },
  landing: {
    from: (name) => (name === null ? 'お友達からの特典が届いています。' : `${name}さんからの特典が届いています。`),
    claim: '特典を受け取る',
    next: 'ストアが開きます。特典はそのままご利用いただけます。',
    gone: '現在ご利用いただける特典はありません。',
    goneWhy: 'リンクに誤りがあるか、特典が終了した可能性があります。ストアは引き続きご覧いただけます。',
    visitShop: 'ストアを見る',
  },
  messages: {
    unavailable: 'この特典は終了しました。',
    'own-link': 'これはご自身のリンクです。お友達に共有すると、お友達が特典を受け取れます。',
    'not-new':
      'この特典は初めてのお客様が対象です。お使いのアカウントにはご注文の履歴があります。ご自身のリンクをお友達に共有することはできます。',
    email: 'メールアドレスが正しくないようです。ご確認ください。',
    'too-many': '本日はこの特典の受け取りが多数ありました。明日もう一度お試しください。',
    'too-fast': '短い間に操作が重なりました。1分ほど待ってから、もう一度お試しください。',
    'try-later': '特典を準備できませんでした。しばらくしてから、もう一度お試しください。',
    'answer-noted': 'ありがとうございます。ご紹介者が確認できた場合は、その方にもお礼をお届けします。',
    'answer-later': '回答を保存できませんでした。しばらくしてから、もう一度お試しください。',
    'unknown-shop': 'このストアには紹介プログラムがありません。',
    'not-found': 'ここには何もありません。',
    method: 'このアドレスは別の方法で使います。',
    signature: 'このリクエストはストアを経由していません。',
    body: 'このリクエストを読み取れませんでした。',
    busy: 'こちらで問題が発生しました。しばらくしてから、もう一度お試しください。',
  },
  betweenSentences: '',
};
