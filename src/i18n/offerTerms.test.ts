import { expect, it } from "vitest";
import { parseRules } from "../domain/parseRules.ts";
import { MAX_DAYS } from "../domain/rulesSchema.ts";
import { offerTerms } from "./offerTerms.ts";

const termsOf = (lateEntryDays: number, windowDays = MAX_DAYS) => {
  const attribution = { model: "last_touch", windowDays, creditWindowDays: 90, lateEntryDays };
  const whole = { ...attribution, newCustomersOnly: false };
  const grant = { kind: "points", amount: 1 };
  const rewards = [{ id: "r", recipient: "advocate", on: { event: "purchase" }, grant }];
  const parsed = parseRules({ schemaVersion: 1, attribution: whole, qualifies: [], rewards }, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return offerTerms({ rules: parsed.rules, timezone: "UTC", endsAt: null }, "en").join(" ");
};

it("a friend reads how long a code can be entered, and nothing where that is as good as for ever", () => {
  expect(termsOf(0)).not.toBe("");
  expect(termsOf(14)).toContain("14");
  expect(termsOf(MAX_DAYS)).toBe("");
});

it("and how long a visit by the link counts", () => {
  expect(termsOf(MAX_DAYS, 30)).toBe("The link counts for 30 days after it was opened.");
});
