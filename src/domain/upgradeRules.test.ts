import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { parseRules } from "./parseRules.ts";
import { SCHEMA_VERSION, type Upgrade, upgradeBy, upgradeRules } from "./upgradeRules.ts";
import { text } from "./values.ts";

const golden = (version: number): unknown =>
  JSON.parse(readFileSync(new URL(`./golden/rulesV${version}.json`, import.meta.url), "utf8"));

describe("a document that was published once", () => {
  // One golden document a schema version, never changed: with a new version come its document and its upgrade.
  it.each(Array.from({ length: SCHEMA_VERSION }, (_, index) => index + 1))(
    "of schemaVersion %i means today what it meant then",
    (version) => {
      const parsed = parseRules(golden(version), "GBP");
      expect(parsed).toMatchObject({ ok: true, rules: MEANING });
    },
  );

  it("is not touched by being read", () => {
    const document = golden(1);
    parseRules(document, "GBP");
    expect(document).toEqual(golden(1));
    expect(upgradeRules(document)).toEqual({ ok: true, document: golden(1) });
  });
});

describe("a document of a schema that is not known here", () => {
  it.each([0, 2, 1.5, -1, 99])("is refused and says so: %d", (schemaVersion) => {
    const parsed = parseRules({ ...(golden(1) as object), schemaVersion }, "GBP");
    const values = { written: text(String(schemaVersion)), latest: text("1") };
    const problem = { path: "schemaVersion", code: "schema_version_unknown", values };
    expect(parsed).toEqual({ ok: false, problems: [problem] });
  });

  it.each([undefined, null, "1", {}])("without a number for it is refused with its path: %j", (schemaVersion) => {
    const parsed = parseRules({ ...(golden(1) as object), schemaVersion }, "GBP");
    expect(parsed.ok ? [] : parsed.problems.map(({ path }) => path)).toEqual(["schemaVersion"]);
  });
});

describe("a chain of upgrades", () => {
  const renamed: Upgrade = ({ old, ...rest }) => ({ ...rest, new: old });
  const doubled: Upgrade = (document) => ({ ...document, new: Number(document.new) * 2 });
  const chain = [renamed, doubled];

  it("takes a document through every version after its own, and no other", () => {
    expect(upgradeBy(chain, { schemaVersion: 1, old: 5 })).toEqual({
      ok: true,
      document: { schemaVersion: 3, new: 10 },
    });
    expect(upgradeBy(chain, { schemaVersion: 2, new: 5 })).toEqual({
      ok: true,
      document: { schemaVersion: 3, new: 10 },
    });
    expect(upgradeBy(chain, { schemaVersion: 3, new: 5 })).toEqual({
      ok: true,
      document: { schemaVersion: 3, new: 5 },
    });
  });

  it("refuses what is newer than its last", () => {
    expect(upgradeBy(chain, { schemaVersion: 4 })).toEqual({ ok: false, written: 4, latest: 3 });
  });
});

const fixed = (amountMinor: bigint) => ({ type: "fixed", amountMinor });

/** What every golden document says. */
const MEANING = {
  attribution: {
    ...{ model: "first_touch", windowDays: 30, creditWindowDays: null, lateEntryDays: 14, newCustomersOnly: true },
  },
  qualifies: [
    { field: "order.amountMinor", op: "gte", value: 3000 },
    {
      any: [
        { field: "order.country", op: "in", value: ["GB", "IE"] },
        { field: "event.metadata.vip", op: "eq", value: true },
      ],
    },
  ],
  rewards: [
    {
      ...{
        id: "welcome",
        recipient: { kind: "friend" },
        on: { event: "signup", nth: null },
        when: [],
        group: null,
        tiers: null,
      },
      ...{ limits: [], holdDays: 0, onRefund: null },
      grant: {
        ...{ kind: "discount", percentBps: 1000, amountMinor: null, minOrderMinor: 2000n, validDays: 30, maxUses: 1 },
        ...{ appliesTo: { skus: ["A"], categories: [] }, costMinor: 250n },
      },
    },
    {
      ...{
        id: "cash",
        recipient: { kind: "ancestor", level: 1 },
        on: { event: "conversion", nth: null },
        group: "conv",
        holdDays: 30,
      },
      when: [{ field: "order.isFirst", op: "eq", value: true }],
      grant: { kind: "cash", amount: fixed(1000n) },
      tiers: {
        ...{ by: "conversions", window: "year" },
        steps: [{ from: 5, grant: { kind: "cash", amount: { type: "rate", rateBps: 1000, maxMinor: 5000n } } }],
      },
      limits: [
        { per: "recipient", period: "month", measure: "count", most: 5n },
        { per: "referral", period: "lifetime", measure: "amount", most: 9000n },
      ],
      onRefund: "unqualify",
    },
    {
      ...{
        id: "points",
        recipient: { kind: "ancestor", level: 1 },
        on: { event: "purchase", nth: { from: 2, to: 12 } },
      },
      grant: { kind: "points", amount: { type: "rate", rateBps: 200, maxMinor: null }, costMinor: 3n },
    },
    {
      ...{ id: "gift", recipient: { kind: "friend" }, on: { event: "lead", nth: null } },
      grant: { kind: "item", sku: "MUG", quantity: 2, costMinor: 0n },
    },
    {
      ...{ id: "pick", recipient: { kind: "ancestor", level: 1 }, on: { event: "purchase", nth: null } },
      grant: {
        kind: "choice",
        options: [
          { kind: "credit", amount: { type: "rate", rateBps: 500, of: { kind: "order" }, maxMinor: null } },
          { kind: "item", sku: "TEA", quantity: 1, costMinor: 0n },
        ],
        ...{ chooseWithinDays: 14, costMinor: 200n },
      },
    },
  ],
  budget: { amountMinor: 500_000n, period: "month", onExhausted: "pause_program" },
};
