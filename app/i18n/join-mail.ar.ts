import type { JoinMailWords } from './join-mail-words.ts';

export const arabic: JoinMailWords = {
  language: 'ar',
  greeting: 'مرحبًا،',
  'join-confirm': {
    subject: (shop) => `احصل على رابطك من ${shop}`,
    heading: 'خطوة واحدة وتحصل على رابطك',
    opening: (shop) => `طلب أحدهم، وغالبًا أنت، من ${shop} رابطًا لمشاركته مع الأصدقاء. افتح الصفحة وأكّد الطلب لتحصل عليه.`,
    button: 'افتح الصفحة',
    closing: ['يعمل هذا مرة واحدة خلال 24 ساعة. إذا لم تطلب ذلك فلا تفعل شيئًا، ولن يحدث شيء.'],
  },
  'join-welcome': {
    subject: (shop) => `صفحتك الشخصية لدى ${shop}`,
    heading: 'تم انضمامك',
    opening: (shop) => `تجد رابطك في صفحتك الشخصية لدى ${shop}، ومعه أصدقاؤك ومكافآتك.`,
    button: 'افتح صفحتك',
    closing: ['احتفظ بهذه الرسالة للعودة إلى صفحتك، ولا تمرّرها إلى أحد: فمن يملكها يرى مكافآتك.'],
  },
  why: (shop) => `تصلك هذه الرسالة لأن عنوانك أُدخل في صفحة الإحالة لدى ${shop}. وهي ليست إعلانًا.`,
};
