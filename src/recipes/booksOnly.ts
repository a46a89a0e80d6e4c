import type { Recipe } from "./recipe.ts";
import { RETURN_DAYS, USUAL_ATTRIBUTION } from "./recipe.ts";

export const booksOnly: Recipe = {
  key: "books-only",
  name: "A rate on the books in a basket",
  summary:
    "5% of the books in each basket of a friend; whatever else is in it earns nothing. Report items with their category, and name the categories you mean.",
  rules: () => ({
    schemaVersion: 1,
    attribution: USUAL_ATTRIBUTION,
    qualifies: [],
    rewards: [
      {
        id: "books",
        recipient: "advocate",
        on: { event: "purchase" },
        grant: {
          kind: "cash",
          rateBps: 500,
          of: "items.amountMinor",
          itemsWhen: [{ field: "item.category", op: "in", value: ["books"] }],
        },
        holdDays: RETURN_DAYS,
      },
    ],
  }),
  texts: {
    books: {
      en: { name: "A share of the books your friends buy" },
      ru: { name: "Доля от стоимости книг, которые покупают ваши друзья" },
      uk: { name: "Частка від вартості книг, які купують ваші друзі" },
      uz: { name: "Doʻstlaringiz sotib olgan kitoblar narxidan ulush" },
      he: { name: "חלק ממחיר הספרים שחברים שלך קונים" },
    },
  },
};
