import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { openPglite } from "../src/adapters/database/pglite.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { migratedDump } from "../src/testing/migratedDump.ts";
import { codeOf, createEngineTenant } from "./support/engineTenant.ts";

/** What commits write as arrays of rows: that it is what was decided, to the last character. */

const AT = "2026-03-01T10:00:00Z";
const AWKWARD = [
  ...'(," {} NULL null \\ \\" "" \') \'\' é😀 𝕏 \u202eא \u0001 \uffff'.split(" "),
  " ",
  "\t\r\n",
  '{"a":"b\\"c"}',
  "x,y".repeat(100),
];
const RULES = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [
    {
      id: "welcome",
      recipient: "friend",
      on: { event: "signup" },
      grant: { kind: "discount", percentBps: 1000, validDays: 30, maxUses: 1 },
    },
    {
      id: "cash",
      recipient: "advocate",
      on: { event: "purchase" },
      grant: { kind: "cash", rateBps: 1000 },
      limits: [{ per: "recipient", period: "month", count: 1000 }],
    },
    { id: "review", recipient: "friend", on: { event: "review" }, grant: { kind: "points", amount: 5 } },
  ],
};

/** Everything that one awkward text can be in. */
function eventsWith(text: string, index: number): ReportedEvent[] {
  const friend = `${text}${index}`;
  // Each has an address of their own: people who share one are one person.
  const person = { externalId: friend, email: `${index}${text}@example.com`, name: text, locale: text, country: text };
  const participant = { ...person, segments: [text, ""] };
  const source = { code: codeOf("ann"), clickIds: [], channel: text };
  const metadata = { [`k${text}`]: text };
  const item = { sku: text, category: text, quantity: 1, amountMinor: 1000 };
  const order = { country: text, items: [item], subscription: false, discounts: [{ code: text, amountMinor: 1 }] };
  const orderId = `order ${friend}`;
  const money = { orderId, amountMinor: 1000, currency: "GBP" };
  return [
    { type: "signup", participant, program: "p", ...source, occurredAt: AT },
    { type: "purchase", participant, ...money, ...order, metadata, ...source, occurredAt: AT },
    { type: "custom", name: "review", eventId: friend, participant, metadata, occurredAt: AT },
    { type: "refund", ...money, refundId: friend, amountMinor: 500, occurredAt: AT },
  ];
}

/** What is stored of them, as texts. */
const STORED = {
  people: `SELECT external_id, email, name, locale, country, segments FROM participants
    WHERE tenant_id = $1 AND email IS NOT NULL`,
  referrals: "SELECT channel, code FROM referrals WHERE tenant_id = $1",
  events: "SELECT type, natural_key, facts FROM events WHERE tenant_id = $1 ORDER BY seq",
  purchases: `SELECT p.order_id, p.refunds, p.currency FROM purchases p
    JOIN events e ON e.tenant_id = p.tenant_id AND e.seq = p.event_seq WHERE p.tenant_id = $1 ORDER BY e.seq`,
  rewards: `SELECT rule_id, source, amount_minor, "grant" ->> 'kind' FROM rewards WHERE tenant_id = $1`,
};

function expected(texts: readonly string[]) {
  const all = texts.map((text, index) => ({ text, friend: `${text}${index}`, order: `order ${text}${index}` }));
  return {
    people: all.map(({ text, friend }, index) => [friend, `${index}${text}@example.com`, text, text, text, [text, ""]]),
    referrals: all.map(({ text }) => [text, codeOf("ann")]),
    // A signup says by an id whose it is.
    events: all.flatMap(({ text, friend, order }) => [
      ["signup", expect.stringContaining(codeOf("ann")), expect.objectContaining({ channel: text })],
      [
        "purchase",
        `purchase:${order}`,
        expect.objectContaining({ orderId: order, country: text, metadata: { [`k${text}`]: text } }),
      ],
      ["review", expect.stringContaining(friend), expect.objectContaining({ eventId: friend })],
      ["refund", expect.stringContaining(friend), expect.objectContaining({ orderId: order, refundId: friend })],
    ]),
    purchases: all.map(({ order }) => [order, ["500"], "GBP"]),
    rewards: all.flatMap(({ friend, order }) => [
      ["welcome", "signup", "0", "discount"],
      ["cash", `order:${order}`, "50", "cash"],
      ["review", `event:${friend}`, "5", "points"],
    ]),
  };
}

async function stored(database: Database, tenantId: string) {
  const found: Record<string, unknown[]> = {};
  for (const [name, sql] of Object.entries(STORED)) found[name] = await database.query(sql, [tenantId]);
  return found;
}

const databases = {
  PostgreSQL: async () => openPg(await createDatabase(inject("postgresUrl"), "commitRows", MIGRATED_TEMPLATE)),
  PGlite: async () => await openPglite(null, await migratedDump()),
};

describe.each(Object.entries(databases))("on %s", (_, open) => {
  let database: Database;
  beforeAll(async () => {
    database = await open();
  });
  afterAll(() => database.close());

  it.each(["one by one", "in one batch"])("texts of any kind are stored as they were reported, %s", async (how) => {
    const tenant = await createEngineTenant(database, RULES, ["ann"]);
    const events = AWKWARD.flatMap(eventsWith);
    const parts = how === "one by one" ? events.map((event) => [event]) : [events];
    for (const part of parts) {
      expect((await tenant.report(database, part)).map(({ status }) => status)).toEqual(part.map(() => 201));
    }
    const found = await stored(database, tenant.tenantId);
    for (const [name, rows] of Object.entries(expected(AWKWARD))) {
      expect(found[name]).toHaveLength(rows.length);
      expect(found[name]).toEqual(expect.arrayContaining(rows));
    }
  });

  it.each(["a\u0000b", "\ud800"])(
    "what can't be stored (%j) is refused, and stops no other of its batch",
    async (text) => {
      const tenant = await createEngineTenant(database, RULES, ["ann"]);
      const [signup] = eventsWith("bob", 0);
      const [bad] = eventsWith("max", 1);
      if (signup?.type !== "signup" || bad?.type !== "signup") throw new Error("no signup");
      const named = { ...bad, participant: { ...bad.participant, name: text } };
      expect(await tenant.report(database, [signup, named])).toMatchObject([
        { status: 201 },
        { status: 422, problem: { code: "unprocessable" } },
      ]);
    },
  );
});
