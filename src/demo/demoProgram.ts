import type { ProgramInput } from "../usecases/programs/createProgram.ts";

/** The program of the demo tenant: what a small shop would begin with. */
export const demoProgram: ProgramInput = {
  key: "friends",
  name: "Refer a friend",
  landingUrl: "https://shop.example/welcome",
  currency: "GBP",
  timezone: "UTC",
  rules: {
    schemaVersion: 1,
    attribution: {
      model: "last_touch",
      windowDays: 30,
      creditWindowDays: 180,
      lateEntryDays: 14,
      newCustomersOnly: true,
    },
    qualifies: [
      {
        field: "order.amountMinor",
        op: "gte",
        value: 3000,
      },
    ],
    rewards: [
      {
        id: "friend-welcome",
        recipient: "friend",
        on: {
          event: "signup",
        },
        grant: {
          kind: "discount",
          percentBps: 1000,
          validDays: 30,
          maxUses: 1,
        },
      },
      {
        id: "advocate-cash",
        recipient: "advocate",
        on: {
          event: "conversion",
        },
        grant: {
          kind: "cash",
          amountMinor: 1000,
          currency: "GBP",
        },
        tiers: {
          by: "conversions",
          window: "lifetime",
          steps: [
            {
              from: 5,
              grant: {
                kind: "cash",
                amountMinor: 1500,
                currency: "GBP",
              },
            },
            {
              from: 10,
              grant: {
                kind: "cash",
                amountMinor: 2000,
                currency: "GBP",
              },
            },
          ],
        },
        limits: [
          {
            per: "recipient",
            period: "month",
            count: 5,
          },
        ],
        holdDays: 30,
      },
      {
        id: "advocate-share",
        recipient: "advocate",
        on: {
          event: "purchase",
          nth: {
            from: 2,
            to: 12,
          },
        },
        grant: {
          kind: "credit",
          rateBps: 200,
          of: "order.amountMinor",
          maxMinor: 2500,
        },
        holdDays: 30,
      },
    ],
  },
  texts: {
    "friend-welcome": {
      en: { name: "Welcome discount" },
      ru: { name: "Приветственная скидка" },
      uk: { name: "Вітальна знижка" },
      uz: { name: "Xush kelibsiz chegirmasi" },
      he: { name: "הנחת היכרות" },
    },
    "advocate-cash": {
      en: { name: "Thanks for a friend" },
      ru: { name: "Спасибо за друга" },
      uk: { name: "Дякуємо за друга" },
      uz: { name: "Doʻst uchun rahmat" },
      he: { name: "תודה על חבר" },
    },
    "advocate-share": {
      en: { name: "A share of their later purchases" },
      ru: { name: "Доля от следующих покупок" },
      uk: { name: "Частка від наступних покупок" },
      uz: { name: "Keyingi xaridlardan ulush" },
      he: { name: "חלק מהרכישות הבאות" },
    },
  },
  startsAt: null,
  endsAt: null,
};
