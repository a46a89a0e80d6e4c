import { afterAll, beforeAll, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { ReportedEvent } from "../src/engine/events/report.ts";
import type { Database } from "../src/ports.ts";
import { issueCode } from "../src/usecases/codes/issueCode.ts";
import { addAlias } from "../src/usecases/people/addAlias.ts";
import { mergeParticipant } from "../src/usecases/people/mergeParticipant.ts";
import {
  change,
  createEngineTenant,
  depsOn,
  purchase,
  refund,
  refundOfRest,
  reversal,
  signup,
} from "./support/engineTenant.ts";
import { day, report } from "./support/eventRaces.ts";
import { IS_LONG } from "./support/long.ts";
import { mergedState } from "./support/mergedState.ts";
import { requestOf } from "./support/payoutActs.ts";
import type { Act } from "./support/racing.ts";
import { RACING_CONNECTIONS, raceOnce } from "./support/racing.ts";
import { drawing } from "./support/transferKilling.ts";
import { spend } from "./support/walletActs.ts";

/** A merge after a random history of six people, beside random acts of the same people, on a real PostgreSQL. */

/** A thousand pairs in `npm run test:long`. */
const HISTORIES = IS_LONG ? 125 : 3;
const PAIRS_OF_EACH = 8;
const EVENTS = 14;

const grants = {
  cash: { kind: "cash", amountMinor: 500, currency: "GBP" },
  credit: { kind: "credit", rateBps: 1000 },
  points: { kind: "points", amount: 1 },
};
const rules = {
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly: true },
  qualifies: [],
  rewards: [
    { id: "cash", recipient: "advocate", on: { event: "conversion" }, grant: grants.cash, holdDays: 5 },
    { id: "share", recipient: "advocate", on: { event: "purchase" }, grant: grants.credit },
    { id: "up", recipient: { ancestor: 2 }, on: { event: "purchase" }, grant: grants.points },
    { id: "welcome", recipient: "friend", on: { event: "signup" }, grant: grants.points },
    {
      ...{ id: "few", recipient: "advocate", on: { event: "purchase" }, grant: grants.points },
      limits: [{ per: "recipient", period: "month", count: 2 }],
    },
  ],
};
const PEOPLE = ["a", "b", "c", "d", "e", "f"] as const;

type Draw = ReturnType<typeof drawing>;
function oneOf<T>(draw: Draw, all: readonly T[]): T {
  const [first] = all;
  const drawn = all[Math.floor(draw() * all.length)] ?? first;
  if (drawn === undefined) throw new Error("nothing to draw from");
  return drawn;
}

const buying = (draw: Draw, orderId: string, days: number) =>
  purchase(oneOf(draw, PEOPLE), orderId, oneOf(draw, [900, 2000, 7000]), day(days));
const entering = (draw: Draw, days: number) => {
  const friend = oneOf(draw, PEOPLE);
  const others = PEOPLE.filter((name) => name !== friend);
  return signup(friend, oneOf(draw, others), day(days));
};

/** In the order of their days, the orders among them "o0", "o1", ... */
function history(draw: Draw): ReportedEvent[] {
  let orders = 0;
  return Array.from({ length: EVENTS }, (_, n) => {
    const days = 1 + Math.floor(n / 2);
    const kind = draw();
    if (kind < 0.45) return entering(draw, days);
    if (kind < 0.9 || orders === 0) return buying(draw, `o${orders++}`, days);
    return refund(`o${Math.floor(draw() * orders)}`, `r${n}`, 400, day(days));
  });
}

const someOrder = (draw: Draw) => `o${Math.floor(draw() * 4)}`;
const BESIDES: Readonly<Record<string, (draw: Draw, pair: readonly string[]) => Act>> = {
  purchase: (draw) => report(buying(draw, "new", 12)),
  signup: (draw) => report(entering(draw, 12)),
  "full refund": (draw) => report(refundOfRest(someOrder(draw), "whole", day(12))),
  "change of an order": (draw) => report(change(someOrder(draw), "ch", 5000, day(12))),
  "end of a refund": (draw) => report(reversal(someOrder(draw), `r${Math.floor(draw() * EVENTS)}`, day(12))),
  spend: (draw, pair) => spend("paid", oneOf(draw, [90, 300, 5000]), draw() < 0.5, oneOf(draw, pair)),
  "another code": (draw, pair) => issuing(oneOf(draw, pair)),
  "another name": (draw, pair) => naming(oneOf(draw, pair)),
  "another merge": (draw) => mergingOf(pairOf(draw)),
};

const issuing =
  (externalId: string): Act =>
  async (tenant, on) => {
    const asked = { program: "p", participant: { externalId }, vanity: `VANITY${externalId}` };
    return (await issueCode(depsOn(on), requestOf(tenant), asked, "https://x")).kind;
  };
const naming =
  (externalId: string): Act =>
  async (tenant, on) =>
    (await addAlias(depsOn(on), requestOf(tenant), { whom: { externalId }, alias: "another" })).kind;
const mergingOf =
  ([kept, alias]: readonly [string, string]): Act =>
  async (tenant, on) => {
    const input = { whom: { externalId: kept }, alias, reason: "one person" };
    return (await mergeParticipant(depsOn(on), requestOf(tenant), input)).kind;
  };
function pairOf(draw: Draw): readonly [string, string] {
  const kept = oneOf(draw, PEOPLE);
  const others = PEOPLE.filter((name) => name !== kept);
  return [kept, oneOf(draw, others)];
}

let database: Database;
beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "mergePairRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
});
afterAll(() => database.close());

it.each(Array.from({ length: HISTORIES }, (_, n) => n + 1))(
  "after random history %i, a merge beside eight random acts ends as one after the other",
  async (seed) => {
    // The first numbers of near seeds are near.
    const draw = drawing(seed * 7_919_993);
    const begun = await createEngineTenant(database, rules, PEOPLE);
    await begun.report(database, history(draw));
    const pair = pairOf(draw);
    const others = Array.from({ length: PAIRS_OF_EACH }, () => {
      const [name, beside] = oneOf(draw, Object.entries(BESIDES));
      return [name, beside(draw, pair)] as const;
    });
    const name = `history ${seed}: ${pair[1]} into ${pair[0]}`;
    await raceOnce(
      { database, begun, stateOf: (tenant) => mergedState(database, tenant) },
      { name, act: mergingOf(pair), others },
    );
  },
);
