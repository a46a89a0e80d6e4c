import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import { stripeProvider } from "../src/adapters/payouts/stripeProvider.ts";
import { claimTransfers, keepTransferRequest, leaveTransfer, putTransferOff } from "../src/db/queries/transfers.ts";
import { MAX_TRANSFERS_UNDER_WAY } from "../src/domain/transfers.ts";
import { checkBalances } from "../src/jobs/checkBalances.ts";
import { createSender } from "../src/jobs/transfers/sender.ts";
import type { Database } from "../src/ports.ts";
import { fixedClock } from "../src/testing/fixedClock.ts";
import type { StripeFake } from "../src/testing/stripeFake.ts";
import { stripeFake } from "../src/testing/stripeFake.ts";
import { settlePayout } from "../src/usecases/payouts/stepPayout.ts";
import { LEASE_ENDS_AFTER_MS } from "./support/killing.ts";
import {
  confirmedPayouts,
  drawing,
  faultsOf,
  outcomes,
  senderDeps,
  sendThroughKills,
} from "./support/transferKilling.ts";

/** Payouts that Stripe makes, on a real PostgreSQL. */

let database: Database;
let stripe: StripeFake;

beforeAll(async () => {
  database = openPg(await createDatabase(inject("postgresUrl"), "transfers", MIGRATED_TEMPLATE));
});
afterAll(() => database.close());
beforeEach(async () => {
  stripe = await stripeFake();
});
afterEach(async () => {
  await stripe.close();
  await database.query("UPDATE payout_transfers SET due_at = NULL, token = NULL");
});

const clockOfNow = () => fixedClock(new Date().toISOString());
const asked = (clock: { now(): Date }, token: string) => {
  return { now: clock.now().toISOString(), token, after: "", most: 20, mostFailing: 10 };
};

describe("payouts by Stripe", () => {
  it("are paid once each, whatever Stripe answers and whenever a process dies", async () => {
    const clock = clockOfNow();
    const tenant = await confirmedPayouts(database, clock, stripe, "kills", 24);
    stripe.fault = faultsOf(0.4, drawing(7));
    const { isIdle } = await sendThroughKills(senderDeps(database, clock, stripe), clock, 12, drawing(11));
    expect(isIdle).toBe(true);
    const all = await outcomes(database, tenant, stripe);
    expect(all).toHaveLength(24);
    for (const { status, amount, reference, doubt, transfers } of all) {
      expect(transfers).toEqual([[expect.any(String), amount]]);
      expect([status, doubt, reference]).toEqual(
        doubt === null ? ["paid", null, transfers[0]?.[0]] : ["sending", "differs", null],
      );
    }
    expect(await checkBalances.runFor({ ...senderDeps(database, clock, stripe) }, tenant.tenantId)).toMatchObject({
      count: 0,
    });
  });

  it("are each begun by one of several processes, and no more of a tenant than may be under way", async () => {
    const clock = clockOfNow();
    const tenant = await confirmedPayouts(database, clock, stripe, "several", 12);
    const claims = await Promise.all(["a", "b", "c"].map((token) => claimTransfers(database, asked(clock, token))));
    const ids = claims.flatMap(({ transfers }) => transfers.map(({ payoutId }) => payoutId));
    expect(new Set(ids).size).toBe(ids.length);
    expect((await claimTransfers(database, asked(clock, "d"))).transfers).toEqual([]);
    expect(claims.every(({ transfers }) => transfers.length <= MAX_TRANSFERS_UNDER_WAY)).toBe(true);
    clock.advance(LEASE_ENDS_AFTER_MS);
    const deps = { ...senderDeps(database, clock, stripe), payoutProvider: stripeProvider(stripe.url) };
    const senders = [1, 2, 3].map(() => createSender(deps, { most: 8, mostFailing: 4 }));
    const work = async (sender: (typeof senders)[number]) => {
      while ((await sender.pass()).worked || sender.underWay() > 0) await sender.oneEnded();
    };
    await Promise.all(senders.map(work));
    for (const { status, transfers } of await outcomes(database, tenant, stripe)) {
      expect([status, transfers.length]).toEqual(["paid", 1]);
    }
  });

  it("are held up by no tenant of whom Stripe does not answer", async () => {
    const clock = clockOfNow();
    const slow = await confirmedPayouts(database, clock, stripe, "slow", 12);
    const fine = await confirmedPayouts(database, clock, stripe, "fine", 6);
    stripe.fault = ({ key, method }) =>
      method === "POST" && key.includes("slow") ? { kind: "silent", isDone: false } : null;
    const deps = { ...senderDeps(database, clock, stripe), payoutProvider: stripeProvider(stripe.url) };
    const sender = createSender(deps, { most: 6, mostFailing: 3 });
    const paid = async () => (await outcomes(database, fine, stripe)).filter(({ status }) => status === "paid").length;
    while ((await paid()) < 6) {
      await sender.pass();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    // None of the others has ended meanwhile.
    expect(sender.underWay()).toBe(MAX_TRANSFERS_UNDER_WAY);
    expect((await outcomes(database, slow, stripe)).every(({ status }) => status === "sending")).toBe(true);
    await stripe.close();
    while (sender.underWay() > 0) await sender.oneEnded();
    stripe = await stripeFake();
  });
});

describe("a process that has fallen behind", () => {
  it("changes nothing of what another has begun since its lease ended", async () => {
    const clock = clockOfNow();
    const tenant = await confirmedPayouts(database, clock, stripe, "behind", 1);
    const [first] = (await claimTransfers(database, asked(clock, "late"))).transfers;
    const payoutId = first?.payoutId ?? "";
    clock.advance(LEASE_ENDS_AFTER_MS);
    await claimTransfers(database, asked(clock, "next"));
    const [deps, held] = [senderDeps(database, clock, stripe), { tenantId: tenant.tenantId, payoutId, token: "late" }];
    const rows = () =>
      database.query(
        "SELECT f::text, o::text FROM payout_transfers f JOIN payouts o ON o.id = f.payout_id WHERE f.payout_id = $1",
        [payoutId],
      );
    const before = await rows();
    const at = clock.now().toISOString();
    await settlePayout(deps, held, { step: "failed", reference: null, reason: "account_refused" });
    await settlePayout(deps, held, { step: "paid", reference: "tr_1", reason: null });
    expect(await keepTransferRequest(database, held, { sealed: "x", account: "acct_1", isLive: false })).toBe(false);
    await putTransferOff(database, held, { problem: "busy", dueAt: at, nextKey: true });
    await leaveTransfer(database, held, { doubt: "differs", outboxId: "obx_1", at });
    expect(await rows()).toEqual(before);
    await settlePayout(deps, { ...held, token: "next" }, { step: "paid", reference: "tr_1", reason: null });
    expect(await outcomes(database, tenant, stripe)).toMatchObject([{ status: "paid", reference: "tr_1" }]);
  });
});
