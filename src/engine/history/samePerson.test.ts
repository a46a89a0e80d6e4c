import { describe, expect, it } from "vitest";
import { NO_CONTACTS } from "../../db/rows/contacts.ts";
import type { EngineEvent } from "../events/events.ts";
import { attributionOf, documentOf } from "../testing/documents.ts";
import { replay, replayOpen, store } from "../testing/replaying.ts";
import { named, purchase, signup } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { backtestPage } from "./backtest.ts";

/** A backtest knows two accounts of one person as the events did when they came. */

const rules = [
  {
    ...{ id: "first", recipient: "advocate", on: { event: "purchase" } },
    when: [{ field: "order.isFirst", op: "eq", value: true }],
    grant: { kind: "points", amount: 5 },
  },
];
const document = documentOf(rules, { attribution: attributionOf({ newCustomersOnly: false }) });
const as = (externalId: string, mac: string) =>
  named(externalId, { email: mac, emailFolded: mac, contacts: [{ kind: "email", mac }] });

describe.each([1, 2, 100])("in pages of %i", (size) => {
  it("an order of another account that no referral asked for is known to be the first", () => {
    const hashes = new Map(["one", "two"].map((mac) => [mac, `hash of ${mac}`]));
    const snapshot = { ...snapshotOf(document), contacts: { ...NO_CONTACTS, hashes } };
    const stored = store(snapshot, [
      purchase(as("old", "one"), "o1", 2000, "2026-01-01T10:00:00Z"),
      signup(as("bob", "one"), "ann", "2026-01-02T10:00:00Z"),
      signup(as("eve", "two"), "ann", "2026-01-02T10:00:00Z"),
      purchase("bob", "o2", 2000, "2026-01-03T10:00:00Z"),
      purchase("eve", "o3", 2000, "2026-01-03T10:00:00Z"),
      purchase(as("eve-2", "two"), "o4", 2000, "2026-01-04T10:00:00Z"),
    ]);
    const { tally } = replay(stored, "prog_p", document, size);
    expect(tally.rules.get("first")?.granted).toBe(1);
  });
});

describe("an order of an account that says its address later", () => {
  const newOnly = documentOf(rules, { attribution: attributionOf({ newCustomersOnly: true }) });
  const refusedOf = (size: number) => {
    const contacts = { ...NO_CONTACTS, hashes: new Map([["one", "hash of one"]]) };
    const stored = store({ ...snapshotOf(newOnly), contacts }, [
      purchase("old", "o1", 2000, "2026-01-01T10:00:00Z"),
      purchase(as("old", "one"), "o2", 2000, "2026-01-05T10:00:00Z"),
      signup(as("bob", "one"), "ann", "2026-01-02T10:00:00Z"),
    ]);
    return Object.fromEntries(replay(stored, "prog_p", newOnly, size).tally.rejected);
  };

  it.each([1, 2, 3])("makes who has it too an old customer, in pages of %i", (size) => {
    expect(refusedOf(size)).toEqual({ existing_customer: 1 });
  });
});

describe("an advocate who says the address of a friend", () => {
  const cash = [
    { id: "welcome", recipient: "advocate", on: { event: "signup" }, grant: { kind: "points", amount: 5 } },
  ];
  const welcoming = documentOf(cash, { attribution: attributionOf({ newCustomersOnly: false }) });
  const said = purchase(as("ann", "one"), "o1", 2000, "2026-01-02T10:00:00Z");
  const friend = signup(as("bob", "one"), "ann", "2026-01-01T10:00:00Z");
  const grantedOf = (events: readonly EngineEvent[], size: number) => {
    const contacts = { ...NO_CONTACTS, hashes: new Map([["one", "hash of one"]]) };
    const stored = store({ ...snapshotOf(welcoming), contacts }, events);
    return replay(stored, "prog_p", welcoming, size).tally.rules.get("welcome")?.granted ?? 0;
  };

  it.each([1, 2])("is their friend's own self from then on, and was not before, in pages of %i", (size) => {
    expect(grantedOf([said, friend], size)).toBe(0);
    expect(grantedOf([friend, said], size)).toBe(1);
  });
});

it("a contact that is still to come costs nothing at the events before it", () => {
  const events = 200;
  const history = Array.from({ length: events }, (_, n) => purchase(`p${n}`, `o${n}`, 2000, "2026-01-01T10:00:00Z"));
  const stored = store(snapshotOf(document), history);
  let looks = 0;
  const late = (n: number) => ({
    ...{ participantId: `p${n}`, hash: `hash ${n}`, kind: "email" as const },
    get seq() {
      looks += 1;
      return events + n;
    },
  });
  const { backtest } = replayOpen({ ...stored, events: [] }, "prog_p", document, events);
  backtest.contactsToCome.push(...Array.from({ length: events }, (_, n) => late(n + 1)));
  backtestPage(backtest, stored);
  expect(backtest.contactsToCome).toHaveLength(events);
  expect(looks).toBeLessThan(10 * events);
});
