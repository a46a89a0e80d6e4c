import { describe, expect, it } from "vitest";
import type { Role } from "../domain/audiences.ts";
import { AUDIENCES } from "../domain/audiences.ts";
import { LISTED_NEUTRAL } from "../domain/listedMessages.ts";
import type { Message } from "../domain/matters.ts";
import type { MessageCode, Value, ValuesOf } from "../domain/statement.ts";
import { hiddenOf, MESSAGES } from "../domain/statement.ts";
import { decide } from "../engine/decide/decide.ts";
import type { Telling } from "../engine/explain/telling.ts";
import { state, tellingOf } from "../engine/explain/telling.ts";
import { documentOf } from "../engine/testing/documents.ts";
import { explanationRowsOf } from "../engine/testing/explanationRows.ts";
import { codeOf, signup } from "../engine/testing/reported.ts";
import { snapshotOf } from "../engine/testing/snapshots.ts";
import { LANGUAGES } from "../i18n/languages.ts";
import { createWriter } from "../i18n/writer.ts";

type Customer = "advocate" | "friend";

/** The values that each of the two is told, by name; null where they don't hear it. */
interface Told {
  readonly advocate: string | null;
  readonly friend: string | null;
  /** Heard only by the person whom it is about, or by those who may see the field that it names. */
  readonly only?: "subject" | "field";
}

const alike = (values: string): Told => ({ advocate: values, friend: values });
const own = (values: string): Told => ({ ...alike(values), only: "subject" });
const ofField = (values: string): Told => ({ ...alike(values), only: "field" });

/**
 * Reasons of closed lists that say nothing more than that they hold, as all of their list are told: everyone hears why
 * a friend was refused, and the recipient of a reward hears why there is none.
 */
const PLAIN: Readonly<Record<string, Told>> = Object.fromEntries(
  Object.entries<Message>(LISTED_NEUTRAL).flatMap(([code, { says, hides }]) => {
    const expected = code.startsWith("refused_") ? alike("") : own("rule");
    return hides === undefined && says.join(" ") === expected.friend ? [[code, expected]] : [];
  }),
);

type ListedCode = keyof typeof LISTED_NEUTRAL;

/** What customers are told by every other statement. A new one is not complete without a line here. */
const APART: Readonly<Record<Exclude<MessageCode, ListedCode>, Told> & Partial<Record<ListedCode, Told>>> = {
  referral_attributed: { advocate: "day code", friend: "day" },
  referral_converted: alike("day"),
  referral_open: alike(""),
  referral_open_until: alike("day"),
  referral_expired: alike("day"),
  referral_same_person: { advocate: null, friend: null },
  referral_old_customer: { advocate: null, friend: null },
  referral_same_card: { advocate: null, friend: null },
  referral_same_device: { advocate: null, friend: null },
  referral_order_open: alike(""),
  referral_orders_apart: alike(""),
  referral_rejected: alike(""),
  earlier_left_out: alike("count"),

  refused_already_referred: { advocate: null, friend: null },
  refused_existing_customer: { advocate: null, friend: null },
  refused_too_late: alike("count"),
  refused_too_late_at_once: alike(""),
  refused_other: alike("reason"),

  attributed_code: { advocate: "code", friend: "" },
  attributed_click: { advocate: "code", friend: "" },
  attributed_manual: { advocate: "code", friend: "" },
  event_signup: { advocate: "day code", friend: "day" },
  event_purchase: { advocate: "day code", friend: "day order amount" },
  event_refund: { advocate: "day code", friend: "day order amount" },
  event_refund_waiting: { advocate: "day code", friend: "day order amount" },
  event_refund_total: { advocate: "day code", friend: "day order amount" },
  event_refund_rest: { advocate: "day code", friend: "day order" },
  event_merged: { advocate: "day code", friend: "day" },
  event_reassigned: { advocate: "day code", friend: "day" },
  event_order_change: { advocate: "day code", friend: "day order amount" },
  event_order_edit: { advocate: "day code", friend: "day order" },
  event_order_addition: { advocate: "day code", friend: "day order" },
  event_refund_reversal: { advocate: "day code", friend: "day order" },
  event_unnamed: { advocate: null, friend: "day" },
  event_custom: { advocate: "day code", friend: "day event" },

  note_converted: alike(""),
  note_counts_no_more: alike(""),
  note_counts_again: alike(""),
  note_taken_back: alike(""),
  note_moved: { advocate: "code", friend: "order" },
  note_over_refund: { advocate: null, friend: "" },
  note_items_exceed_order: { advocate: null, friend: "" },
  note_unknown_code: { advocate: null, friend: "" },
  note_refunded_before: { advocate: "", friend: "amount" },
  event_dispute_opened: { advocate: null, friend: "day order" },
  event_dispute_closed: { advocate: null, friend: "day order" },
  note_disputed: { advocate: null, friend: "" },
  note_dispute_closed: { advocate: null, friend: "" },
  note_choice_cut: own(""),
  note_by_hand: { advocate: null, friend: null },
  note_used_at_once: own("rule"),
  note_customer_since: { advocate: null, friend: null },
  note_same_card: { advocate: null, friend: null },
  note_same_device: { advocate: null, friend: null },
  note_no_rule: own(""),
  note_unchanged: own(""),

  granted: { advocate: "rule reward code", friend: "rule reward", only: "subject" },
  skipped_currency_mismatch: { advocate: "rule expected", friend: "rule expected currency", only: "subject" },
  skipped_too_early: own("rule day"),
  skipped_too_late: own("rule day"),
  skipped_not_nth_only: own("rule from"),
  skipped_not_nth_from: own("rule from"),
  skipped_not_nth_range: own("rule from to"),
  skipped_outside_within_until: own("rule day"),
  skipped_group_taken_by: own("rule taker"),
  skipped_other: own("rule reason"),

  missing_any: alike(""),
  missing_order_amount: { advocate: "least", friend: "least short seen" },
  over_order_amount: { advocate: "most", friend: "most over seen" },
  missing_amount: ofField("field short least seen"),
  over_amount: ofField("field over most seen"),
  missing_condition: ofField("field required seen"),
  missing_fact: ofField("field required"),
  missing_condition_hidden: alike("field"),
  missing_private: alike(""),

  coupon_used: own("rule day"),
  coupon_used_again: own("rule day"),
  coupon_freed: own("rule day"),
  coupon_ended: own("rule day"),
  clamped: own("reward"),
  choice_open: own("rule options day first"),
  choice_due: own("rule options first"),
  choice_taken: own("rule options reward"),
  tier_reached_conversions: own("count"),
  tier_reached_signups: own("count"),
  tier_reached_revenue: own("amount"),
  tier_next_conversions: own("count reward"),
  tier_next_signups: own("count reward"),
  tier_next_revenue: { advocate: null, friend: null },
  tier_ahead_revenue: own("from reward"),
  limit_count_recipient: own("left most period"),
  limit_count_referral: own("left most period"),
  limit_amount_recipient: own("left most period"),
  limit_amount_referral: own("left most period"),

  rewards_total: own("reward"),
  rewards_none: own(""),
  changed_cut: own("rule taken left"),
  changed_taken: own("rule taken"),
  changed_ended: own("rule"),
  changed_grown: own("rule added left"),
  growth_cut: own("rule"),
  state_pending: own("rule reward day"),
  state_pending_due: own("rule reward day"),
  state_in_review: own("rule reward"),
  state_approved: own("rule reward"),
  state_approved_expiring: own("rule reward day"),
  state_approved_expired: own("rule reward expired"),
  state_fulfilled: own("rule reward"),
  state_voided: own("rule"),
  state_clawed_back: own("rule"),
  state_other: own("rule reward status"),
};

const TOLD = { ...PLAIN, ...APART };

const [ADVOCATE, FRIEND] = ["Agatha", "Frederick"];
const OWN_FIELD = { advocate: "advocate.country", friend: "friend.country" } as const;

function tellingTo(audience: Telling["audience"]): Telling {
  const document = documentOf([]);
  const decided = decide(snapshotOf(document, [ADVOCATE]), [signup(FRIEND, ADVOCATE, "2026-01-01")]);
  const [rows] = explanationRowsOf(decided, new Map([["p", document]]));
  if (rows === undefined) throw new Error("there is no referral");
  return tellingOf(rows, audience, new Date("2026-02-01T00:00:00Z"));
}

const words: Readonly<Record<string, string>> = { advocate: ADVOCATE, friend: FRIEND, code: codeOf(ADVOCATE) };
/** What stands for a value in a sentence: unlike every other and every word. */
const wordOf = (name: string) => words[name] ?? `<${name}>`;

/** A value of every name that a message has, told apart by its word. */
function valuesOf(code: MessageCode, field: string): ValuesOf<MessageCode> {
  const names = [...MESSAGES[code].says, ...Object.keys(hiddenOf(code))].filter((name) => !Object.hasOwn(words, name));
  const value = (name: string): Value =>
    name === "field" ? { kind: "field", field } : { kind: "text", text: wordOf(name) };
  return Object.fromEntries(names.map((name) => [name, value(name)])) as ValuesOf<MessageCode>;
}

const say = (telling: Telling, code: MessageCode, subject: Role | null, field: string) =>
  state(telling, code, valuesOf(code, field), subject);

const namesIn = (list: string) => list.split(" ").filter((name) => name !== "");

describe.each(Object.entries(TOLD) as [MessageCode, Told][])("the statement %s", (code, told) => {
  it.each(["advocate", "friend"] as const)("tells the %s what is theirs and no word of the rest", (reader) => {
    const other: Customer = reader === "advocate" ? "friend" : "advocate";
    const telling = tellingTo(reader);
    const expected = told[reader];
    if (expected === null) {
      expect(() => say(telling, code, reader, OWN_FIELD[reader])).toThrow("is not for the");
      return;
    }
    if (told.only === "subject") expect(() => say(telling, code, other, OWN_FIELD[reader])).toThrow("is not for the");
    if (told.only === "field") expect(() => say(telling, code, reader, OWN_FIELD[other])).toThrow("is not for the");

    const statement = say(telling, code, reader, OWN_FIELD[reader]);
    expect(Object.keys(statement.values).toSorted()).toEqual(namesIn(expected).toSorted());
    const all = [...MESSAGES[code].says, ...Object.keys(hiddenOf(code))];
    const withheld = all.filter((name) => !namesIn(expected).includes(name));
    for (const language of LANGUAGES) {
      const writer = createWriter({ language, timezone: "UTC", nameOf: (ruleId) => ruleId });
      const sentence = writer.write(statement, reader);
      for (const name of withheld) expect(sentence).not.toContain(wordOf(name));
      for (const name of namesIn(expected)) {
        if (name !== "code" && name !== "field") expect(sentence).toContain(wordOf(name));
      }
    }
  });

  it("tells the tenant everything", () => {
    const statement = say(tellingTo("tenant"), code, "friend", "friend.country");
    const all = [...MESSAGES[code].says, ...Object.keys(hiddenOf(code))];
    expect(Object.keys(statement.values).toSorted()).toEqual(all.toSorted());
  });
});

it("no statement is without what customers are told by it", () => {
  expect(Object.keys(TOLD).toSorted()).toEqual(Object.keys(MESSAGES).toSorted());
});

it("there are no other readers than the tenant and the two", () => {
  expect(AUDIENCES).toEqual(["tenant", "advocate", "friend"]);
});
