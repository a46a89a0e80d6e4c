import qrcode from "qrcode-generator";
import { directionOf, type Language } from "../../src/i18n/languages.ts";
import { widgetTexts } from "../../src/i18n/widgetTexts.ts";

/** Replies of the service to browsers, for tests of the elements: what a friendly tea shop's panel might hold. */

const SHARE_URL = "https://refer.example/r/tea/KX7PM2QA";

function qr(text: string): { readonly size: number; readonly path: string } {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  const modules = Array.from(
    { length: count * count },
    (_, index) => [Math.floor(index / count), index % count] as const,
  );
  const path = modules
    .map(([row, column]) => (code.isDark(row, column) ? `M${column + 4} ${row + 4}h1v1h-1z` : ""))
    .join("");
  return { size: count + 8, path };
}

const words = {
  en: {
    headline: "Give 10 % off, get 10.00 GBP",
    advocate: ["10.00 GBP for every friend who buys", "From the fifth friend on 15.00 GBP"],
    friend: ["10 % off the first order"],
    message: "I love this tea. Here is 10 % off your first order:",
    subject: "10 % off your first tea",
    progress: "2 more friends until 15.00 GBP each",
    revenue: "Once purchases by your friends reach 500.00 GBP, 1.00 GBP for each",
    labels: ["Friend 3", "Friend 2", "Friend 1"],
    joined: ["Bought on 5 January", "Joined on 3 January", "Not accepted"],
    pending: "Pending until 4 February",
    paid: "Paid on 2 January",
    expires: "Expires on 5 February unless spent: 7.00 GBP store credit",
    payout: [
      "On its way to you: 12.00 GBP",
      "Paid out from 25.00 GBP on: 5.00 GBP more to go",
      "Next payout: February 1, 2026",
    ],
    why: ["An order of at least 30.00 GBP is needed.", "Purchases until 4 July count."],
    coupon: ["10 % off your next order", "Valid until 5 February"],
    choice: "Choose by 5 February",
    options: ["10.00 GBP", "500 points"],
    materials: ["For a chat", "For a forum", "A poster", "A leaflet to print", "How we roast"],
    standing: "The shop looks at applications first. Apply and we will write to you.",
  },
  ru: {
    headline: "Подарите 10 %, получите 10,00 £",
    advocate: ["10,00 £ за каждого друга, который совершил покупку", "Начиная с пятого друга 15,00 £"],
    friend: ["Скидка 10 % на первый заказ от 30,00 £ (действует 30 дней)"],
    message: "Мне очень нравится этот чай. Вот скидка 10 % на первый заказ:",
    subject: "Скидка 10 % на первый чай",
    progress: "Ещё 2 друга, и вы получите по 15,00 £",
    revenue: "Когда покупки друзей достигнут 500,00 £, по 1,00 £ за каждую",
    labels: ["Друг 3", "Друг 2", "Друг 1"],
    joined: ["Первая покупка 5 января", "Присоединился 3 января", "Приглашение не принято"],
    pending: "Ожидает до 4 февраля",
    paid: "Выдано 2 января",
    expires: "Сгорит 5 февраля, если не потратить: 7,00 £ бонусов",
    payout: [
      "Уже выплачивается: 12,00 £",
      "Выплаты от 25,00 £: осталось набрать 5,00 £",
      "Следующая выплата: 1 февраля 2026 г.",
    ],
    why: ["Нужен заказ не менее чем на 30,00 £.", "Считаются покупки до 4 июля."],
    coupon: ["Скидка 10 % на следующий заказ", "Действует до 5 февраля"],
    choice: "Выберите до 5 февраля",
    options: ["10,00 £", "500 баллов"],
    materials: ["Для чата", "Для форума", "Плакат", "Листовка для печати", "Как мы обжариваем чай"],
    standing: "Сначала магазин рассматривает заявки. Подайте заявку, и мы вам напишем.",
  },
  he: {
    headline: "10% הנחה לחבר, \u206610.00 GBP\u2069 לך",
    advocate: ["\u206610.00 GBP\u2069 על כל חבר שקונה", "מהחבר החמישי ואילך \u206615.00 GBP\u2069"],
    friend: ["10% הנחה על הקנייה הראשונה"],
    message: "התה הזה נהדר. הנה 10% הנחה על הקנייה הראשונה:",
    subject: "10% הנחה על התה הראשון",
    progress: "עוד שני חברים ויגיעו לך \u206615.00 GBP\u2069 על כל חבר",
    revenue: "כשרכישות החברים יגיעו ל־\u2066500.00 GBP\u2069, \u20661.00 GBP\u2069 על כל אחת",
    labels: ["חבר 3", "חבר 2", "חבר 1"],
    joined: ["קנה ב־5 בינואר", "הצטרף ב־3 בינואר", "לא התקבל"],
    pending: "בהמתנה עד 4 בפברואר",
    paid: "שולם ב־2 בינואר",
    expires: "בלי ניצול יפוגו ב־5 בפברואר: זיכוי של \u20667.00 GBP\u2069",
    payout: [
      "בדרך אליך: \u206612.00 GBP\u2069",
      "משלמים החל מ־\u206625.00 GBP\u2069: חסרים עוד \u20665.00 GBP\u2069",
      "התשלום הבא: 1 בפברואר 2026",
    ],
    why: ["נדרשת רכישה בסכום של \u206630.00 GBP\u2069 לפחות.", "רכישות עד 4 ביולי נחשבות."],
    coupon: ["10% הנחה על הקנייה הבאה", "בתוקף עד 5 בפברואר"],
    choice: "אפשר לבחור עד 5 בפברואר",
    options: ["\u206610.00 GBP\u2069", "500 נקודות"],
    materials: ["לצ׳אט", "לפורום", "כרזה", "עלון להדפסה", "איך אנחנו קולים"],
    standing: "החנות בודקת בקשות תחילה. אפשר להגיש בקשה ונכתוב לך.",
  },
} as const;

export type TestLanguage = keyof typeof words;
export const TEST_LANGUAGES = Object.keys(words) as TestLanguage[];

/** For every visitor. */
export function publicPanel(language: TestLanguage) {
  const { headline, advocate, friend } = words[language];
  return {
    program: "friends",
    language: language as Language,
    direction: directionOf(language),
    signedIn: false,
    texts: widgetTexts[language],
    offer: { headline, advocate, friend },
  };
}

/** Where a customer is paid who has changed it a short while ago. */
const PAYEE = {
  kinds: ["iban", "paypal", "bank_account"],
  details: { kind: "iban", shown: "3000", heldUntil: "2026-01-08T10:00:00.000Z" as string | null },
};

/** For an advocate with everything that a panel can show. */
export function fullPanel(language: TestLanguage) {
  const text = words[language];
  const [first, second, third] = text.labels;
  const amount = (value: string) => (language === "he" ? `\u2066${value}\u2069` : value);
  const sums = (pending: string, available: string, paid: string) => {
    return { pending: amount(pending), available: amount(available), paid: amount(paid) };
  };
  return {
    ...publicPanel(language),
    ...{ signedIn: true, standing: null },
    advocate: {
      ...{ code: "KX7PM2QA", vanity: null as string | null },
      shareUrl: SHARE_URL,
      message: text.message,
      subject: text.subject,
      qr: qr(SHARE_URL),
    },
    payee: PAYEE,
    progress: [
      {
        ruleId: "advocate-cash",
        position: 3,
        next: 5,
        message: text.progress,
        steps: [
          { from: 0, label: text.advocate[0], reached: true },
          { from: 5, label: text.advocate[1], reached: false },
        ],
      },
      { ruleId: "advocate-share", position: null, next: 50_000, message: text.revenue, steps: [] },
    ],
    friends: [
      {
        referralId: "ref_3",
        label: first,
        status: "converted",
        statusText: text.joined[0],
        rewards: [{ amount: amount("10.00 GBP"), status: "pending", statusText: text.pending }],
        why: [] as string[],
      },
      {
        ...{ referralId: "ref_2", label: second, status: "attributed", statusText: text.joined[1] },
        rewards: [],
        why: [...text.why],
      },
      {
        referralId: "ref_1",
        label: third,
        status: "rejected",
        statusText: text.joined[2],
        rewards: [
          { amount: amount("20.00 GBP"), status: "fulfilled", statusText: text.paid },
          { amount: amount("5.00 GBP"), status: "voided", statusText: text.joined[2] },
        ],
        why: [],
      },
    ],
    friendCount: 31,
    totals: [
      { unit: "cash:GBP", ...sums("10.00 GBP", "20.00 GBP", "40.00 GBP"), payout: [...text.payout] },
      { unit: "credit:GBP", ...sums("0.00 GBP", "9.00 GBP", "3.00 GBP"), expires: text.expires },
    ],
    coupons: [{ code: "TQ4MX9ZL7KPA", message: text.coupon[0], expires: text.coupon[1] }],
    materials: 5,
    choices: [{ rewardId: "rwd_1", message: text.choice, options: text.options, gone: [0] }],
  };
}

export const PICTURE_PATH = "/media/poster";
const VIDEO_URL = "https://films.example/tea";

/** What the advocate is given to share: one of each kind, in the panel's language. */
export function sharedMaterials(language: TestLanguage) {
  const { message, friend, materials: titles } = words[language];
  const via = (channel: string) => `${SHARE_URL}?via=${channel}`;
  const nothing = { channel: null, text: null, url: null, picture: null, link: SHARE_URL };
  return {
    ...{ program: "friends", language, direction: directionOf(language), code: "KX7PM2QA" },
    materials: [
      {
        ...{ ...nothing, id: "chat", kind: "message", channel: "whatsapp", title: titles[0], link: via("whatsapp") },
        text: `${message}\n${via("whatsapp")}`,
      },
      {
        ...nothing,
        id: "post",
        kind: "message",
        channel: "forum",
        title: titles[1],
        text: friend[0],
        link: via("forum"),
      },
      {
        ...{ ...nothing, id: "poster", kind: "picture", title: titles[2] },
        picture: { sha256: "poster", path: PICTURE_PATH, width: 1_200, height: 630 },
      },
      { ...nothing, id: "leaflet", kind: "pdf", title: titles[3], url: "https://shop.example/leaflet.pdf" },
      { ...nothing, id: "film", kind: "video", title: titles[4], url: VIDEO_URL, text: message },
    ],
  };
}

/** For an advocate whom no friend has followed yet. */
export function emptyPanel(language: TestLanguage) {
  return {
    ...fullPanel(language),
    materials: 0,
    progress: [],
    friends: [],
    friendCount: 0,
    totals: [],
    coupons: [],
    choices: [],
  };
}

/** For a customer who has to apply first. */
export function ineligiblePanel(language: TestLanguage) {
  const standing = { reason: "application_required", message: words[language].standing, mayApply: true };
  return { ...emptyPanel(language), advocate: null, standing };
}

/** For a customer who can't share for a reason that nothing here mends. */
export function panelInTrouble(language: TestLanguage, reason: string) {
  const standing = { reason, message: words[language].standing, mayApply: false };
  return { ...fullPanel(language), advocate: null, standing };
}
