import { counted } from './arabic-plurals.ts';
import type { StorefrontTable } from './storefront-table.ts';

const order = (first: boolean) => (first ? 'طلبك الأول' : 'طلبك');
const goods = { order: '', products: ' على منتجات مختارة', collections: ' على مجموعات مختارة' };
const pieces = (quantity: number) =>
  counted(quantity, {
    one: 'منتج مجاني',
    two: 'منتجان مجانيان',
    few: (count) => `${count} منتجات مجانية`,
    many: (count) => `${count} منتجًا مجانيًا`,
    other: (count) => `${count} منتج مجاني`,
  });
const inDays = (days: number) =>
  counted(days, {
    one: 'يوم واحد',
    two: 'يومين',
    few: (count) => `${count} أيام`,
    many: (count) => `${count} يومًا`,
    other: (count) => `${count} يوم`,
  });
const friends = (count: number) =>
  counted(count, {
    one: 'صديق واحد',
    two: 'صديقين',
    few: (count) => `${count} أصدقاء`,
    many: (count) => `${count} صديقًا`,
    other: (count) => `${count} صديق`,
  });
const lately = (days: number | null) => (days === null ? '' : ` خلال ${inDays(days)}`);
const from = (minimum: string | null) => (minimum === null ? '' : ` بقيمة ${minimum} أو أكثر`);
const atMost = (most: string | null) => (most === null ? '' : ` (بحد أقصى ${most})`);
const atOnce = {
  paid: 'فور دفع قيمة طلبك',
  fulfilled: 'فور شحن طلبك',
  delivered: 'فور وصول طلبك',
  returnable: 'فور وصول طلبك',
};
const after = {
  paid: 'دفع قيمة طلبك',
  fulfilled: 'شحن طلبك',
  delivered: 'وصول طلبك',
  returnable: 'وصول طلبك',
};
const everyFriend = 'عن كل صديق يشتري';

export const arabic: StorefrontTable = {
  worth: {
    off: (value, on) => `خصم ${value}${goods[on]}`,
    shipping: 'شحن مجاني',
    product: pieces,
    payout: { 'store-credit': (value) => `رصيد متجر بقيمة ${value}`, 'gift-card': (value) => `بطاقة هدايا بقيمة ${value}` },
  },
  offer: {
    off: (value, on, first) =>
      on === 'order' ? `خصم ${value} على ${order(first)}` : `خصم ${value}${goods[on]} في ${order(first)}`,
    shipping: (first) => `شحن مجاني على ${order(first)}`,
    product: (quantity, first) => `${pieces(quantity)} مع ${order(first)}`,
    payout: (worth, first) => `${worth} مقابل ${order(first)}`,
    share: {
      'store-credit': (percent, most, first) => `استرداد ${percent} من ${order(first)}${atMost(most)} كرصيد متجر`,
      'gift-card': (percent, most, first) => `استرداد ${percent} من ${order(first)}${atMost(most)} كبطاقة هدايا`,
    },
  },
  terms: {
    code: (validDays, minimum) => `رمز واحد لطلب واحد${from(minimum)}، صالح لمدة ${inDays(validDays)} من الحصول عليه.`,
    shared: (oncePerCustomer, minimum) =>
      oncePerCustomer ? `طلب واحد${from(minimum)} لكل عميل.` : `طلبات بلا حد${from(minimum)}.`,
    payout: (waitsFrom, days, minimum) =>
      `تحصل عليه ${days === 0 ? atOnce[waitsFrom] : `بعد ${inDays(days)} من ${after[waitsFrom]}`}.${minimum === null ? '' : ` لطلب${from(minimum)}.`}`,
    product: (spend, on) =>
      `أضفه إلى سلتك: يصبح مجانيًا عند إنفاق ${spend} أو أكثر على ${on === 'same' ? 'المنتجات نفسها' : on === 'products' ? 'منتجات مختارة' : 'مجموعات مختارة'}.`,
    subscriptions: 'للاشتراكات.',
    newCustomers: 'للعملاء الجدد.',
  },
  payoutPath: {
    'store-credit': 'لا حاجة إلى رمز. سجّل الدخول عند الطلب أو استخدم البريد الإلكتروني لحسابك: ستجد الرصيد في حسابك.',
    'gift-card': 'لا حاجة إلى رمز. اطلب بالبريد الإلكتروني الذي تستخدمه هنا: تُرسل بطاقة الهدايا إليه.',
  },
  reward: {
    off: (value, on) =>
      on === 'order' ? `خصم ${value} على طلبك القادم ${everyFriend}` : `خصم ${value}${goods[on]} في طلبك القادم ${everyFriend}`,
    shipping: `شحن مجاني على طلبك القادم ${everyFriend}`,
    product: (quantity) => `${pieces(quantity)} مع طلبك القادم ${everyFriend}`,
    payout: (worth) => `${worth} ${everyFriend}`,
    share: {
      'store-credit': (percent, most) => `${percent} من طلب الصديق${atMost(most)} كرصيد متجر ${everyFriend}`,
      'gift-card': (percent, most) => `${percent} من طلب الصديق${atMost(most)} كبطاقة هدايا ${everyFriend}`,
    },
  },
  growth: {
    share: {
      'store-credit': (percent) => `${percent} من طلب الصديق كرصيد متجر`,
      'gift-card': (percent) => `${percent} من طلب الصديق كبطاقة هدايا`,
    },
    byReferrals: (count, worth, days) => `بعد ${friends(count)}${lately(days)}: ${worth}`,
    byRevenue: (amount, worth, days) => `بعد طلبات أصدقاء بقيمة ${amount}${lately(days)}: ${worth}`,
    bonus: (at, worth) => `عندما يشتري الصديق رقم ${at}: ${worth} إضافةً إلى ذلك`,
    signUp: (worth) => `عندما يفتح صديق حسابًا: ${worth}`,
  },
  landing: {
    from: (name) => (name === null ? 'أرسل إليك صديق هذا العرض.' : `هذا العرض مُرسَل إليك من ${name}.`),
    claim: 'احصل على عرضي',
    next: 'يُفتح المتجر ويبقى العرض محفوظًا لك.',
    gone: 'لا يوجد عرض هنا حاليًا.',
    goneWhy: 'قد يكون في الرابط خطأ أو أن العرض قد انتهى. ويمكنك مع ذلك تصفّح المتجر.',
    visitShop: 'تصفّح المتجر',
  },
  messages: {
    unavailable: 'لم يعد هذا العرض متاحًا.',
    'own-link': 'هذا رابطك أنت. شاركه مع صديق ليحصل على العرض.',
    'not-new': 'هذا العرض للعملاء الجدد، وقد سبق أن طُلب من خلال حسابك. يمكنك مشاركة رابطك الخاص مع أصدقائك.',
    email: 'يبدو أن عنوان البريد الإلكتروني غير صحيح. يُرجى التحقق منه.',
    'too-many': 'طلب كثيرون هذا العرض اليوم. يُرجى المحاولة مجددًا غدًا.',
    'too-fast': 'طلبات كثيرة في وقت قصير. يُرجى الانتظار دقيقة ثم المحاولة مجددًا.',
    'try-later': 'تعذّر تجهيز العرض الآن. يُرجى المحاولة مجددًا بعد قليل.',
    'answer-noted': 'شكرًا لك. إذا عرفنا صديقك فسنشكره هو أيضًا.',
    'answer-later': 'تعذّر حفظ إجابتك الآن. يُرجى المحاولة مجددًا بعد قليل.',
    'unknown-shop': 'لا يوجد برنامج إحالة في هذا المتجر.',
    'not-found': 'لا يوجد شيء هنا.',
    method: 'يُستخدم هذا العنوان بطريقة أخرى.',
    signature: 'لم يصل هذا الطلب عبر المتجر.',
    body: 'تعذّرت قراءة هذا الطلب.',
    busy: 'حدث خطأ من جانبنا. يُرجى المحاولة مجددًا بعد قليل.',
  },
  betweenSentences: ' ',
};
