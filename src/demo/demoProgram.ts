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
      en: { name: "10% off your first order" },
      ru: { name: "Скидка 10 % на первый заказ" },
      uk: { name: "Знижка 10 % на перше замовлення" },
      uz: { name: "Birinchi buyurtmaga 10 % chegirma" },
      he: { name: "10% הנחה על ההזמנה הראשונה" },
    },
    "advocate-cash": {
      en: { name: "£10 for every friend who buys for £30 or more" },
      ru: { name: "10 £ за каждого друга с покупкой от 30 £" },
      uk: { name: "10 £ за кожного друга з покупкою від 30 £" },
      uz: { name: "30 £ va undan koʻp xarid qilgan har bir doʻst uchun 10 £" },
      he: { name: "£10 על כל חבר שקונה ב־£30 ומעלה" },
    },
    "advocate-share": {
      en: { name: "2% of what your friend buys next" },
      ru: { name: "2 % от следующих покупок друга" },
      uk: { name: "2 % від наступних покупок друга" },
      uz: { name: "Doʻstingizning keyingi xaridlaridan 2 %" },
      he: { name: "2% מהקניות הבאות של החבר" },
    },
  },
  startsAt: null,
  endsAt: null,
};
