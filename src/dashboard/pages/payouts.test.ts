import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { openPayouts } from "../../testing/payouts.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let cash: Awaited<ReturnType<typeof openPayouts>>;
let owner: DashboardClient;
beforeAll(async () => {
  app = await createTestApp();
  cash = await openPayouts(app);
  owner = await signIn(app, "owner");
});
afterAll(() => app.close());

const payouts = (path = "") => `/dashboard/t/${app.tenant.slug}/payouts${path}`;
/** What a reader of a page reads, without its marks. */
const plain = (text: string) => text.replaceAll(/<[^>]*>|[\u2066-\u2069]/g, " ").replaceAll(/\s+/g, " ");
const readOf = async (path: string, client = owner) => plain((await client.get(payouts(path))).text);
/** The hidden fields of the form that a page has for a POST. */
async function fieldsOf(path: string): Promise<Record<string, string>> {
  const { text } = await owner.get(payouts(path));
  const form = text.slice(text.indexOf(`method="post" action="${payouts()}"`));
  const hidden = form.slice(0, form.indexOf("</form>")).matchAll(/name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...hidden].map(([, name = "", value = ""]) => [name, value]));
}
const batchOf = (location: string | null) => /bat_\w+/.exec(location ?? "")?.[0] ?? "";

describe("the pages of payouts", () => {
  it("say in one statement what a batch would pay, whom it leaves out and why, and make it once", async () => {
    const [rich, poor] = [await cash.earner(2), await cash.earner()];
    const path = "/new?unit=cash:GBP&method=external&minimum=12.50";
    let page = "";
    const statements = await app.database.during(async () => {
      page = await readOf(path);
    });
    expect(statements).toBe(1);
    expect(page).toMatch(new RegExp(`${rich.who}.*£20\\.00.*${poor.who}.*Comes to less than the minimum.*£10\\.00`));
    expect(await cash.balance(rich.who)).toEqual([2000, 0]);

    const fields = await fieldsOf(path);
    expect(fields).toMatchObject({ unit: "cash:GBP", minimum: "1250", method: "external" });
    const made = await owner.post(payouts(), fields);
    const again = await owner.post(payouts(), fields);
    expect(batchOf(made.location)).not.toBe("");
    expect(batchOf(again.location)).toBe(batchOf(made.location));
    expect([await cash.balance(rich.who), await cash.balance(poor.who)]).toEqual([
      [0, 2000],
      [1000, 0],
    ]);
    const batch = await readOf(`/batches/${batchOf(made.location)}`);
    expect(batch).toMatch(/To be confirmed.*By your own service.*owner-/);
    expect(batch).toMatch(new RegExp(`${rich.who}.*£20\\.00.*Left out.*${poor.who}.*Comes to less`));
    expect((await owner.post(payouts(`/batches/${batchOf(made.location)}/cancel`), {})).location).toMatch(
      /payouts_cancelled/,
    );
    await cash.balanced();
  });

  it("pay one alone, up to the end of a day of the shop's", async () => {
    const { who } = await cash.earner();
    await cash.earner();
    const alone = await fieldsOf(`/new?unit=cash:GBP&participant=${who}`);
    expect(alone).toMatchObject({ participant: who, cutoff: app.clock.now().toISOString() });
    const before = await readOf(`/new?unit=cash:GBP&participant=${who}&day=2026-01-03`);
    expect(before).toMatch(/Waits for a choice, a review or a later day/);
    const { location } = await owner.post(payouts(), alone);
    const page = await readOf(`/batches/${batchOf(location)}`);
    expect(page).toMatch(new RegExp(`To whom ${who} Left out 0`));
  });

  it("begin a batch with what is set of its unit, and go by what is typed instead", async () => {
    const { who } = await cash.earner();
    const set = "/v1/payout-settings/cash:GBP";
    await app.api.put(set, { minimumMinor: 1_250, method: "external" });
    const { text } = await owner.get(payouts("/new"));
    expect(text).toMatch(/value="12.50"[^>]*name="minimum"/);
    expect(text).toContain('<option value="external" selected>');
    const terms = (more: string) => fieldsOf(`/new?unit=cash:GBP&participant=${who}${more}`);
    expect(await readOf(`/new?unit=cash:GBP&participant=${who}`)).toMatch(/Comes to less than the minimum/);
    const typed = await terms("&minimum=1&method=csv");
    expect(typed).toMatchObject({ minimum: "100", method: "csv" });
    expect(await terms("&minimum=")).toMatchObject({ minimum: "0", method: "external" });
    await app.api.send("DELETE", set);
    expect(await terms("")).toMatchObject({ minimum: "0", method: "csv" });
    await owner.post(payouts(), typed);
  });

  it("confirm, then say of several at once what became of them; what failed is due again", async () => {
    const [good, bad] = [await cash.earner(), await cash.earner()];
    const { location } = await owner.post(payouts(), await fieldsOf("/new?unit=cash:GBP"));
    const batch = batchOf(location);
    await owner.post(payouts(`/batches/${batch}/confirm`), {});
    const rows = await app.database.query(
      `SELECT p.external_id, o.id FROM payouts o JOIN participants p ON p.tenant_id = o.tenant_id
        AND p.id = o.participant_id WHERE o.tenant_id = $1 AND o.batch_id = $2`,
      [app.tenant.tenantId, batch],
    );
    const idOf = (who: string) => String(rows.find(([name]) => name === who)?.[1]);
    const step = (who: string, fields: Record<string, string>) =>
      owner.post(payouts("/steps"), { ids: idOf(who), batch, ...fields });
    // It is asked before, and a failure has a reason.
    const asked = await step(good.who, { step: "paid" });
    expect(plain(asked.text)).toMatch(/Mark 1 payout as paid\?.*£10\.00/);
    expect((await step(bad.who, { step: "failed", confirmed: "yes", said: " " })).status).toBe(422);
    expect(await cash.balance(good.who)).toEqual([0, 1000]);

    const { location: back } = await step(good.who, { step: "paid", confirmed: "yes", said: "BANK-7" });
    expect(back).toContain(`/payouts/batches/${batch}?`);
    await step(bad.who, { step: "failed", confirmed: "yes", said: "the account is closed" });
    expect((await step(good.who, { step: "cancel", confirmed: "yes", said: "no" })).location).toMatch(/none_moved/);
    expect([await cash.balance(good.who), await cash.balance(bad.who)]).toEqual([
      [0, 1000],
      [1000, 0],
    ]);
    const page = await readOf(`/batches/${batch}`);
    expect(page).toMatch(/BANK-7/);
    expect(page).toMatch(/the account is closed/);
    expect(await readOf(`/batches/${batch}?status=failed`)).not.toMatch(/BANK-7/);
    expect(await readOf("/all?status=failed")).toMatch(new RegExp(`${bad.who}.*£10\\.00.*Failed`));
    await cash.balanced();
  });

  it("are told on the page of their person, with what is due or owed, and lead to a batch of them alone", async () => {
    const { who, send } = await cash.earner();
    const page = async (client = owner) => {
      const { text } = await client.get(`/dashboard/t/${app.tenant.slug}/people/${who}`);
      return { text, read: plain(text) };
    };
    expect((await page()).read).toMatch(/Payouts Pay out £10\.00 Nothing has been paid out to this person yet/);
    expect((await page()).text).toContain(`/payouts/new?unit=cash%3AGBP&amp;participant=${who}`);
    expect((await page(await signIn(app, "support"))).read).not.toMatch(/Pay out/);
    await cash.report(await send(), "failed", { reason: "no such account" });
    await cash.adjust(who, -1_250);
    const { read } = await page();
    expect(read).toMatch(/Owes £2\.50: more was taken back/);
    expect(read).toMatch(/£10\.00 Failed no such account/);
    expect(read).not.toMatch(/Pay out/);

    // What is written off is what the page said is owed, and no more.
    const [[id] = []] = await app.database.query("SELECT id FROM participants WHERE external_id = $1", [who]);
    const writeOff = (fields: Record<string, string>) =>
      owner.post(`/dashboard/t/${app.tenant.slug}/people/${id}/write-off`, {
        unit: "cash:GBP",
        reason: "lost",
        ...fields,
      });
    expect((await writeOff({ minor: "251" })).location).toMatch(/said=more_than_owed/);
    expect(await cash.balance(who)).toEqual([-250, 0]);
    expect((await writeOff({ minor: "250", key: "once" })).location).toMatch(/said=debt_written_off/);
    expect((await writeOff({ minor: "250", key: "once" })).location).toMatch(/said=debt_written_off/);
    expect(await cash.balance(who)).toEqual([0, 0]);
    expect((await page()).read).not.toMatch(/Owes/);
  });

  it("are among what waits at home, for those who can settle them: what is to be confirmed, and what failed of late", async () => {
    const { api, tenant } = await app.newTenant("Coffee shop");
    const { who, send } = await (await openPayouts({ ...app, api, tenant })).earner();
    const client = await signIn({ ...app, tenant }, "owner");
    const home = async (of = client) => plain((await of.get("")).text);
    expect(await home()).not.toMatch(/payout/);
    const payout = await send();
    await api.post(`/v1/payouts/${payout}/failed`, { reason: "closed" });
    const asked = { unit: "cash:GBP", cutoff: app.clock.now().toISOString(), method: "csv", participant: who };
    await api.post("/v1/payout-batches", asked, { "idempotency-key": "waits" });
    expect(await home()).toMatch(/1 batch of payouts waits to be confirmed.*1 payout failed or came back/);
    const due = await api.get<{ data: { id: string }[] }>("/v1/payout-batches");
    const draft = "UPDATE payout_batches SET status = 'draft' WHERE tenant_id = $1 AND id = $2";
    await app.database.query(draft, [tenant.tenantId, due.body.data[0]?.id ?? ""]);
    const [, href = ""] = /href="([^"]*)">1 batch of payouts/.exec((await client.get("")).text) ?? [];
    expect(plain((await client.get(href)).text)).toMatch(/Batches.*£10\.00.*Jan 5, 2026/);
    expect(await home(await signIn({ ...app, tenant }, "marketer"))).not.toMatch(/batch of payouts/);
    await app.database.query("UPDATE payouts SET updated_at = updated_at - interval '15 days' WHERE id = $1", [payout]);
    expect(await home()).not.toMatch(/payout failed/);
  });

  it("name no one to those who may not see people, and let them do nothing", async () => {
    await app.api.put("/v1/participants/ada@shop.example", { name: "Ada Lovelace" });
    await cash.adjust("ada@shop.example", 700);
    const { location } = await owner.post(payouts(), await fieldsOf("/new?unit=cash:GBP&participant=ada@shop.example"));
    const viewer = await signIn(app, "viewer");
    for (const path of ["", "/all", `/batches/${batchOf(location)}`]) {
      const { status, text } = await viewer.get(payouts(path));
      expect([path, status]).toEqual([path, 200]);
      expect(text).not.toMatch(/Ada|ada@|\/steps"|\/confirm"|\/payouts\/new/);
    }
    expect(await readOf(`/batches/${batchOf(location)}`)).toMatch(/Ada Lovelace/);
  });

  it("say of a draft that it waits while another batch of its currency collects", async () => {
    const { api, tenant } = await app.newTenant("Two batches");
    const other = await openPayouts({ ...app, api, tenant });
    const client = await signIn({ ...app, tenant }, "owner");
    const [draft, collecting] = [await other.earner(), await other.earner()];
    const made = [await other.make({ participant: draft.who }), await other.make({ participant: collecting.who })];
    for (const [n, status] of ["draft", "collecting"].entries()) {
      const id = made[n]?.body.id ?? "";
      await app.database.query("UPDATE payout_batches SET status = $2 WHERE id = $1", [id, status]);
    }
    const path = `/dashboard/t/${tenant.slug}/payouts/batches/${made[0]?.body.id}`;
    expect((await client.post(`${path}/confirm`, {})).location).toBe(`${path}?said=batch_collecting`);
  });

  it("say before they confirm who says of each payout whether it was paid: the owner, or Stripe", async () => {
    const { id } = (await cash.make({ participant: (await cash.earner()).who })).body;
    const hint = () => readOf(`/batches/${id}`);
    expect(await hint()).toMatch(/You say of each payout whether it was paid/);
    await app.database.query("UPDATE payout_batches SET method = 'stripe_connect' WHERE id = $1", [id]);
    expect(await hint()).toMatch(/Stripe is asked to pay each payout/);
    expect(await hint()).not.toMatch(/You say of each payout/);
  });

  it("say nothing of a payout that Stripe is asked to pay, until it asks them", async () => {
    const id = await (await cash.earner()).send();
    const [[batch] = []] = await app.database.query("SELECT batch_id FROM payouts WHERE id = $1", [id]);
    await app.database.query("UPDATE payout_batches SET method = 'stripe_connect' WHERE id = $1", [batch]);
    await app.database.query(
      `INSERT INTO payout_transfers (tenant_id, payout_id, key_number, tries, decide_by)
      SELECT tenant_id, id, 1, 1, updated_at FROM payouts WHERE id = $1`,
      [id],
    );
    const step = (said: object) => owner.post(payouts("/steps"), { ids: id, step: "paid", ...said });
    const page = async () => (await owner.get(payouts(`/batches/${batch}`))).text;
    expect(await page()).not.toMatch(/name="ids"|name="step"/);
    expect((await step({})).location).toMatch(/none_moved/);
    await app.database.query("UPDATE payout_transfers SET doubt = 'not_sent' WHERE payout_id = $1", [id]);
    expect(await page()).toMatch(/name="ids"/);
    expect((await step({ confirmed: "yes" })).location).toMatch(/payouts_moved/);
    await cash.balanced();
  });

  it("go through long lists a page at a time, each row once", async () => {
    const { body } = await cash.make({ participant: (await cash.earner()).who });
    await app.database.query(
      `INSERT INTO payouts_left_out (tenant_id, batch_id, participant_id, reason, amount_minor)
      SELECT tenant_id, $2, id, 'waits', 0 FROM participants WHERE tenant_id = $1`,
      [app.tenant.tenantId, body.id],
    );
    await app.database.query(
      `WITH p AS (INSERT INTO participants SELECT (jsonb_populate_record(p, jsonb_build_object('id', p.id || n,
          'external_id', p.external_id || '-' || n))).* FROM participants p CROSS JOIN generate_series(1, 60) AS n
        WHERE p.tenant_id = $1 AND p.external_id = 'payee-1' RETURNING tenant_id, id)
      INSERT INTO payouts_left_out SELECT tenant_id, $2, id, 'blocked', 1 FROM p`,
      [app.tenant.tenantId, body.id],
    );
    const seen: string[] = [];
    for (let path: string | undefined = `/batches/${body.id}`; path !== undefined && seen.length < 1_000; ) {
      const { text } = await owner.get(payouts(path));
      seen.push(
        ...[...text.slice(text.indexOf('id="left-out"')).matchAll(/\/people\/(par_\w+)/g)].map(([, id = ""]) => id),
      );
      path = /payouts(\/batches\/bat_\w+\?left=[^"#]*)#left-out" rel="next"/.exec(text)?.[1];
    }
    const [[count] = []] = await app.database.query(
      "SELECT count(*)::integer FROM payouts_left_out WHERE batch_id = $1",
      [body.id],
    );
    expect(Number(count)).toBeGreaterThan(60);
    expect([seen.length, new Set(seen).size]).toEqual([count, count]);
  });
});
