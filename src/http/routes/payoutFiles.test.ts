import { parse } from "csv-parse/sync";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runScheduledJobs } from "../../jobs/runScheduledJobs.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const unit = "cash:EUR";
const debtor = { name: "The Shop", iban: "FR14 2004 1010 0505 0001 3M02 606" };
const IBANS = ["DE89370400440532013000", "GB82WEST12345698765432", "NL91ABNA0417164300"];

interface File {
  readonly text: string;
  readonly payouts: number;
  readonly amountMinor: number;
  readonly leftOut: readonly object[];
  readonly next: string | null;
}

/** A tenant whose participants are each due something. */
async function shop(name: string, people: number) {
  const { tenant, api } = await app.newTenant(name);
  for (let from = 0; from < people; from += 250) {
    const some = Array.from({ length: Math.min(250, people - from) }, (_, n) => ({ externalId: `p-${from + n}` }));
    await api.post("/v1/participants/batch", { participants: some });
  }
  await app.database.query(
    `INSERT INTO postings (tenant_id, id, source, destination, unit, amount, participant_id, created_at)
     SELECT tenant_id, 'pst_' || id, 'tenant:adjustments', 'participant:' || id || ':available', $2, 1205, id, created_at
     FROM participants WHERE tenant_id = $1`,
    [tenant.tenantId, unit],
  );
  let keys = 0;
  const sent = async (method: string) => {
    const asked = { unit, cutoff: app.clock.now().toISOString(), method };
    const made = await api.post<{ id: string }>("/v1/payout-batches", asked, {
      "idempotency-key": `${name}-${++keys}`,
    });
    await runScheduledJobs(app.deps);
    await api.post(`/v1/payout-batches/${made.body.id}/confirm`, {});
    await runScheduledJobs(app.deps);
    return made.body.id;
  };
  const file = (id: string, body: object = {}) => api.post<File>(`/v1/payout-batches/${id}/file`, body);
  const detail = (who: string, details: object) => api.put(`/v1/participants/${who}/payout-details`, details);
  const payoutsOf = async (id: string) =>
    (await api.get<{ data: { id: string; participant: string }[] }>(`/v1/payouts?batch=${id}&limit=100`)).body.data;
  return { tenant, api, sent, file, detail, payoutsOf };
}

describe("the file of a batch", () => {
  it("holds what is still to be paid, in one load and one commit, and the audit says who took it and no account", async () => {
    const { tenant, api, sent, file, detail, payoutsOf } = await shop("Bank", 3);
    for (const [n, iban] of IBANS.entries()) await detail(`p-${n}`, { kind: "iban", iban, holder: `Holder ${n}` });
    const id = await sent("sepa_xml");
    const statements = await app.database.during(async () => {
      const { status, body } = await file(id, { debtor });
      expect([status, body.payouts, body.amountMinor, body.leftOut, body.next]).toEqual([200, 3, 3615, [], null]);
      for (const iban of IBANS) expect(body.text).toContain(`<IBAN>${iban}</IBAN>`);
      expect(body.text).toContain("<CtrlSum>36.15</CtrlSum>");
    });
    expect(statements).toBe(2);
    const [first] = await payoutsOf(id);
    await api.post(`/v1/payouts/${first?.id}/paid`, {});
    const again = await file(id, { debtor });
    expect(again.body).toMatchObject({ payouts: 2, amountMinor: 2410 });
    expect(again.body.text).not.toContain(first?.id.replace("_", "-"));
    const audit = (await api.get<{ data: object[] }>("/v1/audit?limit=100")).body.data;
    const taken = audit.filter((row) => "action" in row && row.action === "payout_batch.file_taken");
    const detailOf = (payouts: number, amountMinor: string) => {
      return expect.objectContaining({ detail: { method: "sepa_xml", payouts, amountMinor, after: null } });
    };
    expect(taken).toEqual([detailOf(2, "2410"), detailOf(3, "3615")]);
    const kept = await app.database.query(
      "SELECT coalesce(string_agg(a.detail::text, ''), '') FROM audit a WHERE tenant_id = $1",
      [tenant.tenantId],
    );
    for (const iban of IBANS) expect(kept[0]?.[0]).not.toContain(iban);
  });

  it("keeps nothing of itself under an Idempotency-Key", async () => {
    const { tenant, api, sent, detail } = await shop("Key", 1);
    await detail("p-0", { kind: "iban", iban: IBANS[0], holder: "Ida" });
    const id = await sent("csv");
    const key = { "idempotency-key": "a-file" };
    expect((await api.post<File>(`/v1/payout-batches/${id}/file`, {}, key)).body.text).toContain(IBANS[0]);
    const kept = await app.database.query(
      "SELECT count(*)::integer FROM idempotency_keys WHERE tenant_id = $1 AND key = $2",
      [tenant.tenantId, "a-file"],
    );
    expect(kept).toEqual([[0]]);
  });

  it("leaves out who may not be paid by now, and says why: an account that changed since is not paid to", async () => {
    const { api, sent, file, detail, payoutsOf } = await shop("Held", 4);
    for (const n of [0, 1, 2, 3]) await detail(`p-${n}`, { kind: "paypal", email: `p${n}@shop.example` });
    const id = await sent("paypal_csv");
    await detail("p-0", { kind: "paypal", email: "thief@shop.example" });
    await api.post("/v1/participants/p-1/block", { reason: "many accounts" });
    await api.send("DELETE", "/v1/participants/p-2/payout-details");
    const { body } = await file(id);
    const [kept] = (await payoutsOf(id)).filter(({ participant }) => participant === "p-3");
    expect(body.text).toBe(`p3@shop.example,12.05,EUR,${kept?.id},,PAYPAL\r\n`);
    expect(body.payouts).toBe(1);
    const out = body.leftOut as readonly { readonly participant: string; readonly reason: string }[];
    expect(new Map(out.map(({ participant, reason }) => [participant, reason]))).toEqual(
      new Map([
        ["p-0", "details_held"],
        ["p-1", "blocked"],
        ["p-2", "no_details"],
      ]),
    );
    app.clock.advance(72 * 3_600_000 + 1);
    expect((await file(id)).body.text).toContain("thief@shop.example");
  });

  it("is there of a confirmed batch alone, by the method that the batch has, for the tenant alone", async () => {
    const { api, sent, file } = await shop("Refused", 1);
    const asked = { unit, cutoff: app.clock.now().toISOString(), method: "csv" };
    const made = await api.post<{ id: string }>("/v1/payout-batches", asked, { "idempotency-key": "r-1" });
    expect(await file(made.body.id)).toMatchObject({ status: 409, body: { code: "batch_state" } });
    await api.post(`/v1/payout-batches/${made.body.id}/cancel`, {});
    const id = await sent("csv");
    expect(await file(id, { debtor })).toMatchObject({ status: 422, body: { errors: [{ path: "debtor" }] } });
    expect(await file(id, { day: "2999-01-01" })).toMatchObject({ status: 422, body: { errors: [{ path: "day" }] } });
    const other = await app.newTenant("Another");
    expect((await other.api.post(`/v1/payout-batches/${id}/file`, {})).status).toBe(404);
  });

  it("leaves out whose account can't be opened, and no one else", async () => {
    const { sent, file, detail } = await shop("Unreadable", 2);
    await detail("p-0", { kind: "iban", iban: IBANS[1], holder: "Ida" });
    await detail("p-1", { kind: "iban", iban: IBANS[0], holder: "Jan" });
    const id = await sent("sepa_xml");
    await app.database.query(
      `UPDATE payout_details d SET sealed = regexp_replace(sealed, '^v1\\.[^.]+', 'v1.lost') FROM participants p
       WHERE p.tenant_id = d.tenant_id AND p.id = d.participant_id AND p.external_id = 'p-1'
         AND d.tenant_id = (SELECT b.tenant_id FROM payout_batches b WHERE b.id = $1)`,
      [id],
    );
    const { status, body } = await file(id, { debtor });
    // The job that seals anew would say that the key is lost, too.
    await app.database.query("DELETE FROM payout_details WHERE sealed LIKE 'v1.lost%'", []);
    expect([status, body]).toMatchObject([
      200,
      { payouts: 1, leftOut: [{ participant: "p-1", reason: "no_details" }] },
    ]);
  });

  it("for a bank leaves out who has an IBAN of a country that such a file can't be paid to", async () => {
    const { sent, file, detail } = await shop("Far away", 2);
    await detail("p-0", { kind: "iban", iban: IBANS[1], holder: "Ida" });
    await detail("p-1", { kind: "iban", iban: "UA213223130000026007233566001", holder: "Olena" });
    const id = await sent("sepa_xml");
    const { body } = await file(id, { debtor });
    expect(body).toMatchObject({ payouts: 1, leftOut: [{ participant: "p-1", reason: "no_details" }] });
    expect(body.text).not.toContain("UA21");
  });

  it("is paid on a day of the shop's time zone, and on none that is over there", async () => {
    const { api, sent, file, detail } = await shop("Far", 1);
    await detail("p-0", { kind: "iban", iban: IBANS[0], holder: "Ida" });
    const id = await sent("sepa_xml");
    const dayIn = async (timezone: string) => {
      await api.patch("/v1/tenant", { timezone });
      return /<ReqdExctnDt><Dt>(.*)<\/Dt>/.exec((await file(id, { debtor })).body.text)?.[1] ?? "";
    };
    const days = [await dayIn("Pacific/Pago_Pago"), await dayIn("Pacific/Kiritimati")] as const;
    expect(Date.parse(days[1]) - Date.parse(days[0])).toBeGreaterThanOrEqual(24 * 3_600_000);
    const over = await file(id, { debtor, day: days[0] });
    expect(over).toMatchObject({ status: 422, body: { errors: [{ path: "day", message: "before today" }] } });
    expect((await file(id, { debtor, day: days[1] })).status).toBe(200);
  });

  it("of many has each once, and comes to what the batch does", async () => {
    const { api, sent, file } = await shop("Many", 1_200);
    const id = await sent("csv");
    const { body } = await file(id);
    const rows = parse(body.text, { bom: true, columns: true }) as Record<string, string>[];
    const batch = (await api.get<{ amountMinor: number }>(`/v1/payout-batches/${id}`)).body;
    const sum = rows.reduce((total, { amount = "" }) => total + Number(amount.replace(".", "")), 0);
    expect([rows.length, new Set(rows.map(({ reference }) => reference)).size, sum]).toEqual([
      1_200,
      1_200,
      batch.amountMinor,
    ]);
    const after = rows[999]?.["reference"];
    expect((await file(id, { after })).body.payouts).toBe(200);
  });
});
