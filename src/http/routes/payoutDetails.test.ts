import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_FLAGGED } from "../../domain/payoutDetails.ts";
import { payoutDetailsPlace } from "../../engine/events/payoutDetails.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import { testSealing } from "../../testing/testSealing.ts";

interface Details {
  readonly kind: string;
  readonly shown: string;
  readonly heldUntil: string | null;
  readonly sameAccount?: boolean;
}
interface Reply {
  readonly details: Details | null;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
}

const HOUR_MS = 3_600_000;
let app: TestApp;
let people = 0;
let accounts = 0;

beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

async function person(): Promise<string> {
  const who = `p-${++people}`;
  await app.api.put(`/v1/participants/${who}`, {});
  return who;
}
/** Of no one yet. */
const account = () => ({
  ...{ kind: "bank_account", country: "US", bankCode: "021000021", holder: "Ann Lee" },
  accountNumber: String(90_000_000 + ++accounts),
});
const IBAN = { kind: "iban", iban: "GB82 WEST 1234 5698 7654 32", holder: "Ann Lee" };
const path = (who: string) => `/v1/participants/${who}/payout-details`;
const set = (who: string, body: object) => app.api.put<Reply>(path(who), body);
const of = async (who: string) => (await app.api.get<Reply>(path(who))).body.details;
const inHours = (hours: number) => new Date(app.clock.now().getTime() + hours * HOUR_MS).toISOString();
const auditOf = async () =>
  (await app.database.query("SELECT action FROM audit ORDER BY id"))
    .map(([action]) => action)
    .filter((action) => String(action).startsWith("payout"));

describe("where a participant is paid", () => {
  it("is read back as the last four characters, and is nowhere in the database", async () => {
    const who = await person();
    expect(await of(who)).toBeNull();
    expect(await set(who, IBAN)).toMatchObject({ status: 201, body: { details: { kind: "iban", shown: "5432" } } });
    const tables = await app.database.query(
      "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'",
    );
    for (const [table] of tables) {
      const rows = JSON.stringify(await app.database.query(`SELECT t::text FROM "${table}" t`));
      expect(rows, String(table)).not.toMatch(/GB82|WEST|98765432|Ann Lee/);
    }
    const [[sealed, sealedAs] = []] = await app.database.query("SELECT sealed, sealed_as FROM payout_details");
    const place = payoutDetailsPlace(app.tenant.tenantId, String(sealedAs));
    expect(JSON.parse(await testSealing.open(String(sealed), place))).toEqual({
      ...IBAN,
      iban: "GB82WEST12345698765432",
    });
    await app.api.send("DELETE", path(who));
  });

  it("is not held the first time, and the same once more, however it is written, changes nothing", async () => {
    const who = await person();
    const said = account();
    const first = await set(who, said);
    expect(first.body.details).toMatchObject({ heldUntil: null });
    const before = await auditOf();
    app.clock.advance(HOUR_MS);
    const again = await set(who, { ...said, bankCode: "0210-0002-1" });
    expect([again.status, again.body]).toEqual([200, first.body]);
    expect(await auditOf()).toEqual(before);
  });

  it("is held for three days where another account takes its place, and also where the first was removed before", async () => {
    const [who, other] = [await person(), await person()];
    await set(who, account());
    expect((await set(who, account())).body.details).toMatchObject({ heldUntil: inHours(72) });
    app.clock.advance(71 * HOUR_MS);
    expect(await of(who)).toMatchObject({ heldUntil: inHours(1) });
    app.clock.advance(HOUR_MS);
    expect(await of(who)).toMatchObject({ heldUntil: null });

    await set(other, account());
    expect((await app.api.send<Reply>("DELETE", path(other))).body.details).toBeNull();
    expect((await app.api.send<Reply>("DELETE", path(other))).status).toBe(200);
    expect(await set(other, account())).toMatchObject({ status: 201, body: { details: { heldUntil: inHours(72) } } });
  });

  it("is held no longer where only the holder's name is written in another way", async () => {
    const who = await person();
    const said = account();
    await set(who, said);
    expect((await set(who, { ...said, holder: "A. Lee" })).body.details).toMatchObject({ heldUntil: null });
  });

  it("is looked at where another participant has the account, of both, until each was cleared", async () => {
    const [ann, bob, cleo] = [await person(), await person(), await person()];
    const shared = account();
    await set(ann, shared);
    expect(await of(ann)).toMatchObject({ sameAccount: false });
    expect((await set(bob, { ...shared, holder: "Bob" })).body.details).toMatchObject({ sameAccount: true });
    expect(await of(ann)).toMatchObject({ sameAccount: true });

    const clear = (who: string) => app.api.post<Reply>(`${path(who)}/clear`, { reason: "a couple" });
    expect((await clear(ann)).body.details).toMatchObject({ sameAccount: false });
    expect(await of(bob)).toMatchObject({ sameAccount: true });
    expect((await clear(bob)).status).toBe(200);
    expect((await clear(bob)).body.details).toMatchObject({ sameAccount: false });
    expect(await set(bob, { ...shared, holder: "Bob" })).toMatchObject({ body: { details: { sameAccount: false } } });

    await set(cleo, shared);
    for (const who of [ann, bob, cleo]) expect(await of(who)).toMatchObject({ sameAccount: true });
    expect((await set(cleo, account())).body.details).toMatchObject({ sameAccount: false });
  });

  it("is looked at of some of the others where very many have the account", async () => {
    const shared = account();
    const first = await person();
    await set(first, shared);
    const names = Array.from({ length: MAX_FLAGGED + 5 }, (_, nth) => `par_many-${nth}`);
    await app.database.query(
      `WITH p AS (INSERT INTO participants (tenant_id, id, external_id, segments, version, referred_version, created_at, updated_at)
         SELECT $1, x, x, '[]', 1, 0, now(), now() FROM jsonb_array_elements_text($2) AS x)
       INSERT INTO payout_details (tenant_id, participant_id, kind, sealed, sealed_as, shown, account_hash, same_account,
         version, changed_at)
       SELECT $1, x, d.kind, d.sealed, x, d.shown, d.account_hash, false, 1, now() FROM jsonb_array_elements_text($2) AS x
         JOIN payout_details d ON d.participant_id = (SELECT id FROM participants WHERE external_id = $3)`,
      [app.tenant.tenantId, names, first],
    );
    expect((await set(await person(), shared)).body.details).toMatchObject({ sameAccount: true });
    const [[flagged] = []] = await app.database.query(
      "SELECT count(*)::integer FROM payout_details WHERE same_account AND shown = $1",
      [shared.accountNumber.slice(-4)],
    );
    expect(flagged).toBe(MAX_FLAGGED + 1);
  });

  it("is refused by its path where it is none, and nothing is written", async () => {
    const who = await person();
    const refused = await set(who, { ...IBAN, iban: "GB82 WEST 1234 5698 7654 33" });
    expect([refused.status, refused.body.errors]).toEqual([
      422,
      [{ path: "iban", message: "not an IBAN: its country, its length or its check digits are wrong" }],
    ]);
    // What would begin a formula where a person opens the file for PayPal.
    const formulas = ["=2+5@a.example", "+1@a.example", "-1@a.example"].map((email) => ({ kind: "paypal", email }));
    const others = [{ kind: "cheque" }, { kind: "paypal", email: "ann" }, { ...account(), country: "us" }];
    for (const body of [...formulas, ...others]) {
      expect((await set(who, body)).status).toBe(422);
    }
    expect((await set("unknown", IBAN)).status).toBe(404);
    expect(await of(who)).toBeNull();
  });
});

describe("a participant who says it themselves", () => {
  const clientOf = async (who: string) =>
    apiClient((request) => app.fetch(request), await participantToken(app.tenant, who, app.clock.now()));
  const own = "/v1/client/payout-details";

  it("sets, reads and removes their own, and is not told that another one has the account", async () => {
    const [ann, bob] = [await person(), await person()];
    const shared = account();
    await set(ann, shared);
    const client = await clientOf(bob);
    expect((await client.get<Reply>(own)).body).toEqual({ details: null });
    const { status, body } = await client.post<Reply>(own, shared);
    expect([status, Object.keys(body.details ?? {})]).toEqual([201, ["kind", "shown", "heldUntil", "changedAt"]]);
    expect((await client.get<Reply>(own)).body).toEqual(body);
    expect(await of(bob)).toMatchObject({ sameAccount: true });
    expect((await client.send<Reply>("DELETE", own)).body).toEqual({ details: null });
    expect(await of(ann)).toMatchObject({ shown: shared.accountNumber.slice(-4) });
  });

  it("and is no participant yet, has none and can set none", async () => {
    const client = await clientOf("stranger");
    expect((await client.get<Reply>(own)).body).toEqual({ details: null });
    expect((await client.post(own, IBAN)).status).toBe(404);
  });
});

describe("the panel", () => {
  interface Panel {
    readonly payee?: { readonly kinds: readonly string[]; readonly details: Details | null };
  }
  const panelOf = async (who: string) => {
    const key = await participantToken(app.tenant, who, app.clock.now());
    const client = apiClient((request) => app.fetch(request), key);
    return (await client.get<Panel>("/v1/client/panel?program=friends")).body.payee;
  };
  const give = (who: string, unit: string) => {
    const bonus = { amountMinor: 500, unit, reason: "thanks" };
    return app.api.post(`/v1/participants/${who}/adjustments`, bonus, { "idempotency-key": `${who}-${unit}` });
  };

  it("asks those who have cash where they are paid, by what the shop has ticked, and tells no one of another's account", async () => {
    const [rich, poor, other] = [await person(), await person(), await person()];
    await give(rich, "cash:GBP");
    await give(poor, "points");
    expect(await panelOf(rich)).toBeUndefined();
    await app.api.patch("/v1/tenant", { payoutKinds: ["paypal", "iban"] });
    expect(await panelOf(rich)).toEqual({ kinds: ["iban", "paypal"], details: null });
    expect(await panelOf(poor)).toBeUndefined();
    const shared = account();
    for (const who of [other, rich]) await set(who, shared);
    const shown = shared.accountNumber.slice(-4);
    expect((await panelOf(rich))?.details).toEqual({ kind: "bank_account", shown, heldUntil: null });
    await set(rich, account());
    expect((await panelOf(rich))?.details).toMatchObject({ heldUntil: inHours(72) });
    await app.api.patch("/v1/tenant", { payoutKinds: [] });
  });
});

describe("when two participants become one", () => {
  const merge = (kept: string, merged: string) =>
    app.api.put(`/v1/participants/${kept}/aliases/${merged}`, { merge: true });

  it("the kept one's details stay, and the other's are gone", async () => {
    const [kept, merged] = [await person(), await person()];
    const mine = account();
    await set(kept, mine);
    await set(merged, account());
    await merge(kept, merged);
    expect(await of(kept)).toMatchObject({ shown: mine.accountNumber.slice(-4), heldUntil: null });
    expect(await of(merged)).toEqual(await of(kept));
  });

  it("the other's are taken, held, where the kept one has none or has removed them, and open as they were sealed", async () => {
    for (const removes of [false, true]) {
      const [kept, merged] = [await person(), await person()];
      if (removes) await set(kept, account());
      await app.api.send("DELETE", path(kept));
      const theirs = account();
      await set(merged, theirs);
      await merge(kept, merged);
      expect(await of(kept)).toMatchObject({ shown: theirs.accountNumber.slice(-4), heldUntil: inHours(72) });
      const [[sealed, as] = []] = await app.database.query(
        "SELECT sealed, sealed_as FROM payout_details WHERE shown = $1",
        [theirs.accountNumber.slice(-4)],
      );
      const opened = await testSealing.open(String(sealed), payoutDetailsPlace(app.tenant.tenantId, String(as)));
      expect(JSON.parse(opened)).toEqual(theirs);
    }
  });
});
