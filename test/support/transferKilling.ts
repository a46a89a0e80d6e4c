import { stripeProvider } from "../../src/adapters/payouts/stripeProvider.ts";
import { attributionOf } from "../../src/engine/testing/documents.ts";
import type { SenderDeps } from "../../src/jobs/transfers/sender.ts";
import { createSender } from "../../src/jobs/transfers/sender.ts";
import type { Database } from "../../src/ports.ts";
import type { FixedClock } from "../../src/testing/fixedClock.ts";
import type { StripeFake, StripeFault } from "../../src/testing/stripeFake.ts";
import { setPayoutDetails } from "../../src/usecases/payees/payoutDetails.ts";
import { makeBatch } from "../../src/usecases/payouts/makeBatch.ts";
import { stepBatchByHand } from "../../src/usecases/payouts/workOnBatch.ts";
import { adjustBalance } from "../../src/usecases/people/adjustBalance.ts";
import { setStripeKey } from "../../src/usecases/tenants/stripeKey.ts";
import type { EngineTenant } from "./engineTenant.ts";
import { createEngineTenant, depsOn } from "./engineTenant.ts";
import { LEASE_ENDS_AFTER_MS, lives } from "./killing.ts";

/** Processes that send payouts to Stripe, and die at any moment. */

const UNIT = "cash:GBP";
const HOUR_MS = 3_600_000;
/** What goes wrong with Stripe is waited for so long: on a busy machine other answers may come too late as well. */
const HURRIED_MS = 200;
/** So often what is left at the end is looked at again, an hour later each time. */
const MAX_TRIES = 20;

const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [{ id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } }],
};

export function senderDeps(database: Database, clock: FixedClock, stripe: StripeFake): SenderDeps {
  const { ask } = stripeProvider(stripe.url);
  return {
    ...depsOn(database),
    clock,
    payoutProvider: { ask: (asked) => ask({ ...asked, withinMs: HURRIED_MS }) },
  };
}

/** A tenant with as many payouts as are named that are confirmed, of 10.00 and a penny more each. */
export async function confirmedPayouts(
  database: Database,
  clock: FixedClock,
  stripe: StripeFake,
  name: string,
  count: number,
): Promise<EngineTenant> {
  const names = Array.from({ length: count }, (_, n) => `${name}${n}`);
  const tenant = await createEngineTenant(database, rules, names);
  const deps = { ...senderDeps(database, clock, stripe), payoutProvider: stripeProvider(stripe.url) };
  const request = { asker: tenant.asker, idempotency: null };
  await setStripeKey(deps, request, `sk_test_${name}_00000001`);
  for (const [n, externalId] of names.entries()) {
    await setPayoutDetails(deps, request, { externalId }, { kind: "stripe", accountId: `acct_${externalId}` });
    await adjustBalance(deps, request, { externalId, amountMinor: 1_000 + n, unit: UNIT, reason: "thank you" });
  }
  clock.advance(1);
  const input = { unit: UNIT, cutoff: clock.now().toISOString(), minimumMinor: 0, externalId: null };
  const keyed = { asker: tenant.asker, idempotency: { key: name, requestHash: name } };
  const made = await makeBatch(deps, keyed, { ...input, method: "stripe_connect" });
  if (made.kind !== "done") throw new Error(JSON.stringify(made));
  await stepBatchByHand(deps, request, (made.body as { id: string }).id, "confirm");
  return tenant;
}

/** Numbers that look random, and are the same each time. */
export function drawing(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

const FAULTS: readonly StripeFault[] = [
  { kind: "late", ms: 2 * HURRIED_MS },
  { kind: "twice" },
  { kind: "failsAfter" },
  { kind: "refuses", status: 503 },
  { kind: "refuses", status: 429, retryAfter: "3" },
  { kind: "refuses", status: 409 },
  { kind: "says", text: "<html>" },
  { kind: "says", text: '{"object":"list","data":[{"object":"transfer","id":"tr_0"}]}' },
  { kind: "wrongAmount" },
  { kind: "cut", isDone: true },
  { kind: "cut", isDone: false },
  { kind: "silent", isDone: true },
  { kind: "silent", isDone: false },
];

/** Something goes wrong with so large a part of all requests. */
export function faultsOf(part: number, draw: () => number): () => StripeFault | null {
  return () => (draw() < part ? (FAULTS[Math.floor(draw() * FAULTS.length)] ?? null) : null);
}

/** Sends all of it through so many deaths; how many there were, and whether all was done in the end. */
export async function sendThroughKills(deps: SenderDeps, clock: FixedClock, kills: number, draw: () => number) {
  const { database, payoutProvider } = deps;
  const live = (steps: number) =>
    lives(steps, (orDeath) =>
      createSender(
        {
          ...deps,
          database: { ...database, query: (...asked) => orDeath(() => database.query(...asked)) },
          payoutProvider: { ask: (asked) => orDeath(() => payoutProvider.ask(asked)) },
        },
        { most: 20, mostFailing: 10 },
      ),
    );
  let killed = 0;
  while (killed < kills && !(await live(1 + Math.floor(draw() * 40)))) {
    killed += 1;
    clock.advance(LEASE_ENDS_AFTER_MS);
  }
  let isIdle = false;
  for (let tries = 0; tries < MAX_TRIES && !isIdle; tries++) {
    clock.advance(HOUR_MS);
    isIdle = await live(Number.POSITIVE_INFINITY);
  }
  return { killed, isIdle };
}

/** What became of each payout of a tenant, beside what Stripe has of it. */
export async function outcomes(database: Database, { tenantId }: EngineTenant, stripe: StripeFake) {
  const rows = await database.query(
    `SELECT o.id, o.status, o.amount_minor::integer, o.reference, f.doubt FROM payouts o
     JOIN payout_transfers f ON f.tenant_id = o.tenant_id AND f.payout_id = o.id WHERE o.tenant_id = $1`,
    [tenantId],
  );
  const made = Map.groupBy([...stripe.transfers.values()].flat(), ({ transfer_group: group }) => group);
  return rows.map(([id, status, amount, reference, doubt]) => {
    const transfers = (made.get(String(id)) ?? []).map((transfer) => [transfer.id, transfer.amount]);
    return { status, amount, reference, doubt, transfers };
  });
}
