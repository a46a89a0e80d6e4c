/** Rules documents as a tenant would write them, for tests: plain JSON, every part replaceable. */

type Json = Readonly<Record<string, unknown>>;

/** 30 days from a click, 90 days of credit, 14 days to enter a code late, new customers only; no rules. */
export function documentOf(rewards: readonly Json[], more: Json = {}): Json {
  return { schemaVersion: 1, attribution: attributionOf(), qualifies: [], rewards, ...more };
}

export function attributionOf(more: Json = {}): Json {
  const windows = { windowDays: 30, creditWindowDays: 90, lateEntryDays: 14 };
  return { model: "last_touch", ...windows, newCustomersOnly: true, ...more };
}

/** 10.00 GBP in cash to the advocate for a conversion. */
export function ruleOf(id: string, more: Json = {}): Json {
  return { id, recipient: "advocate", on: { event: "conversion" }, grant: cash(1000), ...more };
}

export function cash(amountMinor: number): Json {
  return { kind: "cash", amountMinor, currency: "GBP" };
}

export function cashRate(rateBps: number, more: Json = {}): Json {
  return { kind: "cash", rateBps, ...more };
}

export function points(amount: number, more: Json = {}): Json {
  return { kind: "points", amount, ...more };
}

/** Orders of at least this much. */
export function atLeast(amountMinor: number): Json {
  return { field: "order.amountMinor", op: "gte", value: amountMinor };
}
