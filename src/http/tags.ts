/** What the routes are sorted by in the OpenAPI document, in its order, and what each part is about. */
export const TAGS = {
  Programs:
    "A program is a long-lived refer-a-friend scheme with rules. Its rules are a draft until they are published; a " +
    "published version never changes. Rules can be tried out on one event (dry run) or on the whole history (backtest).",
  Participants: "The customers of the tenant, by the tenant's own ids, whether they share or were invited.",
  Applications: "Where a program's advocates are approved one by one: who applied, and what was decided.",
  Codes: "What advocates share. A code is issued once for a participant and a program; a vanity code is its alias.",
  "Share links": "Where a share link leads: the program's landing page, with the code and a signed click id.",
  Events: "What a shop reports: signups, purchases, refunds and events under names of its own. Each is decided once.",
  Orders: "What was reported of one order so far, and what became of it.",
  Referrals: "Who brought whom, and why what happened happened.",
  Rewards: "What was earned: held, approved, fulfilled, voided or taken back, and chosen where there is a choice.",
  Coupons: "The discounts among the rewards, as a checkout asks for them and uses them.",
  Wallet: "What participants have in credit and points, and the orders that they pay for with it.",
  Payouts:
    "Cash that was approved is paid out in batches: what each participant is due is set aside, a person confirms it, and " +
    "what became of each payout is reported.",
  Ledger: "The books, in double entry: over all accounts each unit sums to zero.",
  Reports: "The figures that a marketer asks for.",
  Goals: "What a figure of a program is to come to by a day, and whether it is ahead or behind.",
  Materials: "What advocates are given to share, by program and language, and the pictures of it.",
  Webhooks:
    "Endpoints of yours that are told of what happens, signed by Standard Webhooks, and what became of each delivery.",
  Jobs: "What falls due by itself, run now.",
  Tenant: "The settings of the business whose key calls.",
  Browsers:
    "What pages of the tenant may ask, with a publishable key or a participant's token. What is said is written in " +
    "the reader's language and ready to show.",
  Pages: "Pages that are hosted here, for people.",
  Service: "The service itself.",
} as const;

export type Tag = keyof typeof TAGS;
