import type { Text } from "./catalogue.ts";
import { en } from "./client/en.ts";
import { he } from "./client/he.ts";
import { ru } from "./client/ru.ts";
import { uk } from "./client/uk.ts";
import { uz } from "./client/uz.ts";
import type { Language } from "./languages.ts";
import { widgetTexts } from "./widgetTexts.ts";

/** The sentences for customers that depend on values, with the values that each may use. */
export const CLIENT_TEXTS = {
  problemSignIn: [],
  problemTooMany: [],
  problemTryAgain: [],
  problemInvalid: [],
  problemUnknownProgram: [],
  problemCodeTaken: [],
  problemVanityExists: [],
  problemEnteredBefore: [],
  problemChoiceOver: [],
  problemOther: [],
  standingApplicationRequired: [],
  standingApplicationPending: [],
  standingApplicationRefused: [],
  standingNotInSegment: [],
  standingNotSampled: [],
  standingProgramNotActive: [],
  standingBlocked: [],
  shareSubject: ["shop"],
  shareMessage: ["shop", "offer"],
  shareMessagePlain: ["shop"],
  progressConversions: ["count", "reward"],
  progressSignups: ["count", "reward"],
  progressRevenue: ["from", "reward"],
  friendLabel: ["number"],
  friendJoined: ["day"],
  friendExpired: ["day"],
  friendBought: ["day"],
  friendRejected: [],
  rewardPending: ["day"],
  rewardDue: [],
  rewardInReview: [],
  rewardApproved: [],
  rewardFulfilled: [],
  rewardVoided: [],
  rewardVoidedRefund: [],
  rewardClawedBack: [],
  couponPercent: ["percent"],
  couponPercentFrom: ["percent", "least"],
  couponAmount: ["amount"],
  couponAmountFrom: ["amount", "least"],
  couponUntil: ["day"],
  choiceUntil: ["day"],
  choiceMade: ["reward"],
  codeAccepted: [],
  codeTooLate: [],
  redeemed: [],
} as const;

export type ClientTextKey = keyof typeof CLIENT_TEXTS;
export type ClientTexts<Form extends Intl.LDMLPluralRule> = Readonly<Record<ClientTextKey, Text<Form>>>;

export const clientTexts: Readonly<Record<Language, ClientTexts<never>>> = { en, ru, uk, uz, he };

/** What is told where no program is at hand whose words could be asked for, and coupons alike wherever they are shown. */
const ALWAYS_OURS = /^(problem|coupon|codeTooLate$|redeemed$|choiceMade$)/;

/** Whatever a tenant may say in other words: the fixed texts of the elements, and sentences that a panel shows. */
export function isReplaceable(key: string): boolean {
  return Object.hasOwn(widgetTexts.en, key) || (Object.hasOwn(CLIENT_TEXTS, key) && !ALWAYS_OURS.test(key));
}

/** What a program says in a tenant's own words, by language and key: the entry of its texts under this name. */
export const OWN_TEXTS = "$widget";

/** A program's own words in one language; keys that are not known are as if they were not there. */
export function ownTextsOf(texts: unknown, language: Language): Readonly<Record<string, string>> {
  const all: unknown = typeof texts === "object" && texts !== null ? Reflect.get(texts, OWN_TEXTS) : null;
  const own: unknown = typeof all === "object" && all !== null ? Reflect.get(all, language) : null;
  if (typeof own !== "object" || own === null) return {};
  return Object.fromEntries(
    Object.entries(own).filter((entry): entry is [string, string] => {
      return typeof entry[1] === "string" && isReplaceable(entry[0]);
    }),
  );
}
