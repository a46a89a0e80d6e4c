import { nanoIds } from "../../src/adapters/nanoIds.ts";
import { systemClock } from "../../src/adapters/systemClock.ts";
import { commitEffects } from "../../src/db/queries/commitEffects.ts";
import type { CounterPlan } from "../../src/domain/counters.ts";
import { joinPlans, missingFrom, planOf } from "../../src/domain/counters.ts";
import { signClickId } from "../../src/engine/events/clickIds.ts";
import type { ReportedEvent, ReportedParticipant } from "../../src/engine/events/report.ts";
import { broughtBy, broughtTo, orderFrom, refundFrom } from "../../src/engine/testing/historyFacts.ts";
import type {
  History,
  HistoryByHand,
  HistoryCustomerSince,
  HistoryEvent,
  HistoryMerge,
  HistoryPurchase,
  HistoryReassign,
  HistorySignup,
  MovingHistory,
} from "../../src/engine/testing/historyTypes.ts";
import { rulesFrom } from "../../src/engine/testing/snapshots.ts";
import type { Database } from "../../src/ports.ts";
import type { WriteOutcome } from "../../src/usecases/commitOnce.ts";
import type { ByHandInput } from "../../src/usecases/people/attributeByHand.ts";
import { attributeByHand } from "../../src/usecases/people/attributeByHand.ts";
import type { MergeRefusal } from "../../src/usecases/people/mergeParticipant.ts";
import { mergeParticipant } from "../../src/usecases/people/mergeParticipant.ts";
import { putParticipant } from "../../src/usecases/people/putParticipant.ts";
import { reassignReferral } from "../../src/usecases/people/reassignReferral.ts";
import { numbersOf } from "../../src/usecases/programs/publishing.ts";
import type { EngineTenant } from "./engineTenant.ts";
import {
  CLICK_SECRET,
  click,
  codeOf,
  createEngineTenant,
  custom,
  depsOn,
  dispute,
  purchase,
  signup,
} from "./engineTenant.ts";

/** Histories of the engine's own properties, told to a database. */

/** An event of a history as the tenants of `createEngineTenant` report it: all of one program, codes entered. */
export function reportedFrom(
  event: Exclude<HistoryEvent, HistoryCustomerSince | HistoryByHand | HistoryReassign | HistoryMerge>,
): ReportedEvent {
  switch (event.type) {
    case "signup": {
      const { clicked, code, codeEntered } = broughtTo(event, codeOf);
      const entered = codeEntered ? { codeEntered } : {};
      return {
        ...signup(event.who, null, event.at),
        participant: personOf(event),
        code,
        ...entered,
        clickIds: clicked === null ? [] : [signed(clicked)],
      };
    }
    case "purchase": {
      const { who, orderId, amountMinor, at, currency, code } = event;
      const order = purchase(who, orderId, amountMinor, at, code?.[0] ?? null);
      return { ...order, participant: personOf(event), currency, ...orderFrom(event) };
    }
    case "refund":
      return { type: event.type, ...refundFrom(event), occurredAt: event.at };
    case "order_change": {
      const { type, orderId, changeId, currency, at } = event;
      return { type, orderId, changeId, currency, ...broughtBy(event), occurredAt: at };
    }
    case "refund_reversal":
      return { type: event.type, orderId: event.orderId, refundId: event.refundId, occurredAt: event.at };
    case "dispute":
      return dispute(event.orderId, event.disputeId, event.status, event.at);
    case "custom":
      return custom(event.name, event.who, event.eventId, event.at);
    case "click":
      return { ...click(event.code[0], event.clickId, event.at), channel: event.channel };
    default:
      return event satisfies never;
  }
}

function personOf({ who, email = null, guest, emailVerified }: HistorySignup | HistoryPurchase): ReportedParticipant {
  return {
    externalId: who,
    ...(email === null ? {} : { email }),
    ...(guest ? { guest } : {}),
    ...(emailVerified ? { emailVerified } : {}),
  };
}

/** What a person does by hand, as a tenant of `createEngineTenant` has it done: all of one program. */
function handFrom({ who, at, advocate, force }: HistoryByHand): ByHandInput {
  const said = { program: "p", friend: who, attributedAt: at, reason: "told us", force };
  return { ...said, advocate: { externalId: advocate } };
}

/** Gives somebody who is a friend to another advocate, at the time that the history says. */
async function reassign(database: Database, { asker, tenantId }: EngineTenant, event: HistoryReassign): Promise<void> {
  const sql = `SELECT r.id FROM referrals r JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
    WHERE r.tenant_id = $1 AND f.external_id = $2 AND r.order_id IS NULL AND r.status <> 'rejected'`;
  const [[id] = []] = await database.query(sql, [tenantId, event.who]);
  if (id === undefined) return;
  const deps = { ...depsOn(database), clock: { ...systemClock, now: () => new Date(event.at) } };
  const input = { referralId: String(id), advocate: event.advocate, reason: "the wrong link" };
  await reassignReferral(deps, { asker, idempotency: null }, input);
}

/** Makes one another name of another, at the time that the history says, where they are two by then. */
export async function mergeStored(
  database: Database,
  { asker }: EngineTenant,
  { who, merged, at }: HistoryMerge,
): Promise<WriteOutcome<MergeRefusal>> {
  const deps = { ...depsOn(database), clock: { ...systemClock, now: () => new Date(at) } };
  const input = { whom: { externalId: who }, alias: merged, reason: null };
  return await mergeParticipant(deps, { asker, idempotency: null }, input);
}

/** The click on a link of a tenant of `createEngineTenant`. */
function signed({ code, at }: { readonly code: string; readonly at: string }): string {
  return signClickId(CLICK_SECRET, { code, at: new Date(at), channel: null, random: "r" }).signed;
}

/** A tenant to whom a history has happened from its first event on, told at once or one by one. */
export async function tellAll(database: Database, history: History, asOneBatch: boolean): Promise<EngineTenant> {
  const tenant = await createEngineTenant(database, history.programs[0]?.document, history.people);
  await tellEach(database, tenant, history.events, asOneBatch);
  return tenant;
}

/** Tells events in their order; what is no event to the shop ends a batch. */
export async function tellEach(
  database: Database,
  tenant: EngineTenant,
  events: readonly HistoryEvent[],
  asOneBatch: boolean,
): Promise<void> {
  let batch: ReportedEvent[] = [];
  const flush = async () => {
    if (batch.length > 0) await tenant.report(database, batch);
    batch = [];
  };
  for (const event of events) {
    if (event.type === "customer_since") {
      await flush();
      await putParticipant(depsOn(database), tenant.asker, event.who, { customerSince: event.since });
      continue;
    }
    if (event.type === "referral_by_hand") {
      await flush();
      await attributeByHand(depsOn(database), { asker: tenant.asker, idempotency: null }, handFrom(event));
      continue;
    }
    if (event.type === "referral_reassigned") {
      await flush();
      await reassign(database, tenant, event);
      continue;
    }
    if (event.type === "participant_merged") {
      await flush();
      await mergeStored(database, tenant, event);
      continue;
    }
    batch.push(reportedFrom(event));
    if (!asOneBatch) await flush();
  }
  await flush();
}

/** A tenant to whom a history has happened, whose second part came as one batch or one by one. */
export async function toldTenant(
  database: Database,
  history: MovingHistory,
  asOneBatch: boolean,
): Promise<EngineTenant> {
  const { programs, people, document, movesAfter } = history;
  const tenant = await createEngineTenant(database, programs[0]?.document, people);
  await tellEach(database, tenant, history.events.slice(0, movesAfter), true);
  await moveOn(database, tenant, document);
  await tellEach(database, tenant, history.events.slice(movesAfter), asOneBatch);
  return tenant;
}

/** Publishes the tenant's program anew, and moves its open referrals. */
export async function moveOn(database: Database, { tenantId }: EngineTenant, document: unknown): Promise<void> {
  const sql = "SELECT id, epoch, version, counter_plan FROM programs WHERE tenant_id = $1";
  const [[programId, epoch, was, stored] = []] = await database.query(sql, [tenantId]);
  const [id, plan, needed] = [String(programId), stored as CounterPlan, planOf(rulesFrom(document))];
  const version = Number(was) + 1;
  const numbers = numbersOf(missingFrom(plan, needed));
  await commitEffects(database, {
    tenantId,
    attemptId: "moveOn",
    at: systemClock.now().toISOString(),
    programs: [{ id, epoch: Number(epoch) }],
    programChanges: [{ id, changes: { version, counterPlan: joinPlans(plan, needed) } }],
    versions: [{ programId: id, version, id: nanoIds.id("ver", systemClock.now()), rules: document }],
    moveOpenReferrals: [{ programId: id, version }],
    newCounters: numbers.map((number) => ({ ...number, programId: id, timezone: "UTC" })),
  });
}

/** The numbers of a tenant's program as its events have kept them; how often moments changed is no such number. */
export async function keptNumbers(database: Database, { tenantId }: EngineTenant): Promise<readonly string[]> {
  const rows = await database.query(
    "SELECT subject, metric, period_key, value FROM counters WHERE tenant_id = $1 AND metric <> 'moments' AND value <> 0",
    [tenantId],
  );
  return rows.map((row) => row.join(" ")).toSorted();
}

/**
 * The same numbers, counted from the rows they stand for.
 *
 * @param of null counts of all without a look at whom, as a publish does
 */
export async function countedNumbers(
  database: Database,
  { tenantId }: EngineTenant,
  of: "everyone" | null,
): Promise<readonly string[]> {
  const [[id, plan] = []] = await database.query("SELECT id, counter_plan FROM programs WHERE tenant_id = $1", [
    tenantId,
  ]);
  const rows = await database.query(
    `SELECT subject, metric, period_key, value FROM count_numbers($1, $2, 'UTC', $3, CASE WHEN $4 THEN ARRAY(
      SELECT id FROM participants WHERE tenant_id = $1 UNION SELECT id FROM referrals WHERE tenant_id = $1
      UNION SELECT id FROM memberships WHERE tenant_id = $1) END)
    WHERE value <> 0`,
    [tenantId, String(id), JSON.stringify(numbersOf(plan as CounterPlan)), of === "everyone"],
  );
  return rows.map((row) => row.join(" ")).toSorted();
}
