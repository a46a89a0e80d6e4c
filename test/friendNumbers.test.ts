import { readdir, readFile } from "node:fs/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { attributionOf, documentOf, ruleOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { createEngineTenant, purchase, signup } from "./support/engineTenant.ts";

/** The numbers by which an advocate knows their friends, and how many there are. */

let database: Database;
beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "friendNumbers", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());

const numbersOf = (tenantId: string) =>
  database.query(
    `SELECT f.external_id, r.friend_number FROM referrals r JOIN participants f
       ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
     WHERE r.tenant_id = $1 ORDER BY r.friend_number, r.id`,
    [tenantId],
  );
const countsOf = (tenantId: string) =>
  database.query("SELECT friends, referrals FROM friend_counts WHERE tenant_id = $1", [tenantId]);

it("friends who come at the same time each have a number of their own, and none is left out", async () => {
  const tenant = await createEngineTenant(database, documentOf([ruleOf("r")]), ["ann"]);
  const names = Array.from({ length: 24 }, (_, index) => `friend-${index}`);
  await Promise.all(names.map((name) => tenant.report(database, [signup(name, "ann", "2026-01-01T10:00:00Z")])));
  const numbers = await numbersOf(tenant.tenantId);
  expect(numbers.map(([, number]) => number)).toEqual(names.map((_, index) => index + 1));
  expect(new Set(numbers.map(([name]) => name))).toEqual(new Set(names));
  expect(await countsOf(tenant.tenantId)).toEqual([[24, 24]]);
});

it("a friend keeps their number, however many referrals they have, refused ones too", async () => {
  const bound = documentOf([ruleOf("r")], {
    attribution: attributionOf({ binds: "order" }),
  });
  const tenant = await createEngineTenant(database, bound, ["ann"]);
  const with_ = (who: string, order: string) => purchase(who, order, 4_000, "2026-01-02T10:00:00Z", "ann");
  await tenant.report(database, [with_("bob", "b1"), with_("cleo", "c1"), with_("bob", "b2"), with_("bob", "b3")]);
  await tenant.report(database, [
    signup("dora", null, "2026-01-02T10:00:00Z"),
    with_("bob", "b4"),
    with_("dora", "d1"),
  ]);
  expect(await numbersOf(tenant.tenantId)).toEqual([
    ...Array.from({ length: 4 }, () => ["bob", 1]),
    ["cleo", 2],
    ["dora", 3],
  ]);
  expect(await countsOf(tenant.tenantId)).toEqual([[3, 6]]);
});

it("of a friend who turns out to be another one there is one number, and one friend, whoever is whose", async () => {
  const bound = documentOf([ruleOf("r")], { attribution: attributionOf({ binds: "order" }) });
  const tenant = await createEngineTenant(database, bound, ["ann", "ben"]);
  const orders = ["bob b1", "bob b2", "cleo c1", "dora d1", "eve e1", "bob b3"];
  const bought = orders
    .map((each) => each.split(" "))
    .map(([who = "", order = ""], index) => {
      return purchase(who, order, 4_000, "2026-01-02T10:00:00Z", index === orders.length - 1 ? "ben" : "ann");
    });
  await tenant.report(database, [signup("kept", null, "2026-01-01T10:00:00Z"), ...bought]);
  const becomes = async (column: "friend_id" | "advocate_id", name: string, kept: string, order = "%") => {
    await database.query(
      `UPDATE referrals r SET ${column} = k.id, new_friend = false FROM participants p, participants k
       WHERE r.tenant_id = $1 AND r.${column} = p.id AND r.order_id LIKE $4 AND p.tenant_id = $1 AND p.external_id = $2
         AND k.tenant_id = $1 AND k.external_id = $3`,
      [tenant.tenantId, name, kept, order],
    );
    const kepts = await database.query(
      "SELECT advocate_id, friends - moved_away, referrals FROM friend_counts WHERE tenant_id = $1 AND referrals > 0 ORDER BY 1",
      [tenant.tenantId],
    );
    const counted = await database.query(
      `SELECT advocate_id, count(DISTINCT friend_id)::int, count(*)::int, count(DISTINCT friend_number)::int,
         count(DISTINCT (friend_id, friend_number))::int FROM referrals WHERE tenant_id = $1 GROUP BY 1 ORDER BY 1`,
      [tenant.tenantId],
    );
    expect(kepts).toEqual(counted.map(([advocate, friends, referrals]) => [advocate, friends, referrals]));
    for (const [, friends, , numbers, pairs] of counted) expect([numbers, pairs]).toEqual([friends, friends]);
  };
  // One by one, and all at once.
  await becomes("friend_id", "bob", "kept", "b1");
  await becomes("friend_id", "bob", "kept");
  await becomes("friend_id", "cleo", "kept");
  await becomes("friend_id", "dora", "eve");
  await becomes("friend_id", "eve", "bob");
  await becomes("advocate_id", "ben", "ann");
});

it("a friend who turns out to be one who is new to the advocate keeps the number", async () => {
  const tenant = await createEngineTenant(database, documentOf([ruleOf("r")]), ["ann"]);
  for (const who of ["bob", "cleo"]) await tenant.report(database, [signup(who, "ann", "2026-01-01T10:00:00Z")]);
  await tenant.report(database, [signup("kept", null, "2026-01-01T10:00:00Z")]);
  await database.query(
    `UPDATE referrals r SET friend_id = k.id FROM participants p, participants k WHERE r.tenant_id = $1
       AND r.friend_id = p.id AND p.external_id = 'bob' AND k.tenant_id = $1 AND k.external_id = 'kept'`,
    [tenant.tenantId],
  );
  expect(await numbersOf(tenant.tenantId)).toEqual([
    ["kept", 1],
    ["cleo", 2],
  ]);
  expect(await countsOf(tenant.tenantId)).toEqual([[2, 2]]);
});

it("the migration that makes them numbers those who are there by who came first", async () => {
  const older = new pg.Client({ connectionString: await createDatabase(inject("postgresUrl"), "friendsBefore") });
  await older.connect();
  try {
    const folder = new URL("../drizzle/", import.meta.url);
    const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).toSorted();
    const making = names.findIndex((name) => name.endsWith("_friend-numbers.sql"));
    const migrate = async (name: string) => {
      const text = await readFile(new URL(name, folder), "utf8");
      for (const statement of text.split("--> statement-breakpoint")) await older.query(statement);
    };
    for (const name of names.slice(0, making)) await migrate(name);
    const refer = (id: string, advocate: string | null, friend: string, program = "p") =>
      older.query(
        `INSERT INTO referrals (tenant_id, id, program_id, version, status, advocate_id, friend_id, source, attributed_at,
           qualifying_count, reversals, created_at)
         VALUES ('t', $1, $4, 1, 'rejected', $2, $3, 'code', now(), 0, 0, now())`,
        [id, advocate, friend, program],
      );
    await refer("r3", "ann", "bob");
    await refer("r1", "ann", "cleo");
    await refer("r2", "ann", "bob");
    await refer("r4", null, "bob");
    await refer("r5", "ann", "bob", "q");
    await migrate(names[making] ?? "");
    await refer("r6", "ann", "dora");
    await refer("r7", "ann", "cleo");
    const { rows } = await older.query({
      text: "SELECT id, friend_number FROM referrals ORDER BY id",
      rowMode: "array",
    });
    const numbers = [1, 2, 2, null, 1, 3, 1].map((number, index) => [`r${index + 1}`, number]);
    expect(rows).toEqual(numbers);
    const counts = await older.query({
      text: "SELECT program_id, friends, referrals FROM friend_counts ORDER BY program_id",
      rowMode: "array",
    });
    expect(counts.rows).toEqual([
      ["p", 3, 5],
      ["q", 1, 1],
    ]);
  } finally {
    await older.end();
  }
});
