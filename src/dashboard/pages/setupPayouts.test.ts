import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { openPayouts } from "../../testing/payouts.ts";
import { rulesOf } from "../../testing/programs.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let owner: DashboardClient;
beforeAll(async () => {
  app = await createTestApp();
  await openPayouts(app);
  owner = await signIn(app, "owner");
});
afterAll(() => app.close());

const PATH = "/setup/payouts";
const GBP = `${PATH}/cash:GBP`;
const settings = { minimum: "12.50", method: "external", day: "31", lockDays: "7" };
const plain = (text: string) => text.replaceAll(/<[^>]*>|[\u2066-\u2069]/g, " ").replaceAll(/\s+/g, " ");
const read = async (client = owner) => plain((await client.get(PATH)).text);
const stored = async () => (await app.api.get<{ data: readonly object[] }>("/v1/payout-settings")).body.data;
const audited = async () => {
  const { body } = await app.api.get<{ data: readonly { action: string; actor: object }[] }>("/v1/audit?limit=100");
  return body.data.filter(({ action }) => action.startsWith("payout_settings."));
};
const program = async (api: ApiClient, currency: string) => {
  const friends = { key: "other", name: "Other", landingUrl: "https://a.example/", currency, rules: rulesOf([]) };
  expect(await api.post("/v1/programs", friends)).toMatchObject({ status: 201 });
};
const afresh = () => app.api.send("DELETE", "/v1/payout-settings/cash:GBP");

describe("the page on which it is set how cash is paid out", () => {
  it("sets the amount, the way and the day of a unit, once, says when the next batch comes, and removes it again", async () => {
    await afresh();
    expect(await read()).toMatch(/Cash, GBP You make every batch yourself/);
    const before = (await audited()).length;
    const statements = await app.database.during(async () => {
      const saved = await owner.post(GBP, settings);
      expect([saved.status, saved.location]).toEqual([
        303,
        `/dashboard/t/${app.tenant.slug}${PATH}?said=saved#cash-GBP`,
      ]);
    });
    expect(statements).toBe(2);
    await owner.post(GBP, settings);
    const schedule = { every: "month", day: 31, lockDays: 7 };
    const asked = { minimumMinor: 1_250, method: "external", schedule, autoConfirm: false };
    expect(await stored()).toEqual([{ unit: "cash:GBP", ...asked, dueOn: "2026-01-31" }]);
    const written = await audited();
    expect(written).toHaveLength(before + 1);
    const actor = { type: "user", id: owner.member?.userId };
    expect(written[0]).toMatchObject({ action: "payout_settings.changed", actor, detail: asked });
    expect(await read()).toMatch(
      /next batch is drafted on Jan 31, 2026 and waits for you\. It pays what was approved before Jan 24, 2026/,
    );
    await owner.post(GBP, { ...settings, autoConfirm: "on" });
    expect(await read()).toMatch(/next batch is sent by itself on Jan 31, 2026/);
    const { text } = await owner.get(PATH);
    expect(text).toMatch(/id="GBP-autoConfirm"[^>]*checked|checked[^>]*id="GBP-autoConfirm"/);
    expect(text).toContain('value="12.50"');

    for (const _ of ["once", "twice"]) {
      expect((await owner.post(`${GBP}/remove`, {})).location).toContain(`${PATH}?said=removed#cash-GBP`);
    }
    expect(await stored()).toEqual([]);
    expect((await owner.get(PATH)).text).not.toContain("/remove");
  });

  it.each([
    ["minimum", { minimum: "a lot" }],
    ["minimum", { minimum: "" }],
    ["minimum", { minimum: "-1" }],
    ["minimum", { minimum: "0.005" }],
    ["minimum", { minimum: "99999999999999999999" }],
    ["day", { day: "32" }],
    ["day", { day: "0" }],
    ["day", { day: "first" }],
    ["lockDays", { lockDays: "61" }],
    ["lockDays", { lockDays: "" }],
    ["lockDays", { lockDays: "1.5" }],
    ["method", { method: "sepa_xml" }],
    ["autoConfirm", { day: "", autoConfirm: "on" }],
  ])("tells below %s what is wrong where it is %o, keeps what was typed, and sets nothing", async (box, wrong) => {
    await afresh();
    const { status, text } = await owner.post(GBP, { ...settings, ...wrong });
    expect(status).toBe(422);
    expect([...text.matchAll(/id="([\w-]+)-error"/g)].map(([, id]) => id)).toEqual([`GBP-${box}`]);
    expect(text).toMatch(new RegExp(`id="GBP-${box}"[^>]*aria-invalid="true"`));
    const typed = Object.entries<string>(wrong).find(([name]) => name !== "autoConfirm" && name !== "method");
    if (typed !== undefined) expect(text).toMatch(new RegExp(`value="${typed[1]}"[^>]*name="${typed[0]}"`));
    expect(await stored()).toEqual([]);
  });

  it("tells of each box that is wrong at once, and in the example has as many decimals as the currency", async () => {
    await program(app.api, "JPY");
    const { text } = await owner.post(`${PATH}/cash:JPY`, { ...settings, minimum: "5.00", day: "40", lockDays: "x" });
    const wrong = [...text.matchAll(/id="([\w-]+)-error"/g)].map(([, id]) => id);
    expect(wrong).toEqual(["JPY-minimum", "JPY-day", "JPY-lockDays"]);
    expect(text.replaceAll(/[\u2066-\u2069]/g, "")).toMatch(/such as 5\./);
    // The card of another unit is as it is.
    expect(text).toContain('id="GBP-minimum"');
    const refused = await owner.post(`${PATH}/cash:CHF`, { ...settings, day: "40" });
    expect(refused.status).toBe(404);
  });

  it("keeps what a colleague set meanwhile in the boxes that a form left as they were", async () => {
    await afresh();
    await owner.post(GBP, settings);
    const [, was = ""] = /name="was" value='([^']*)'/.exec((await owner.get(PATH)).text) ?? [];
    expect(JSON.parse(was)).toEqual({ ...settings, autoConfirm: "" });
    await owner.post(GBP, { ...settings, was, minimum: "20" });
    await owner.post(GBP, { ...settings, was, method: "csv", autoConfirm: "on" });
    expect(await stored()).toMatchObject([{ minimumMinor: 2_000, method: "csv", autoConfirm: true }]);
    // With the day that is taken away meanwhile, it can't be confirmed by itself.
    await owner.post(GBP, { ...settings, was, day: "", autoConfirm: "" });
    await app.api.put("/v1/payout-settings/cash:GBP", { minimumMinor: 0, method: "csv" });
    const refused = await owner.post(GBP, { ...settings, was, autoConfirm: "on" });
    expect([refused.status, refused.text.includes('id="GBP-autoConfirm-error"')]).toEqual([422, true]);
    expect(await stored()).toMatchObject([{ schedule: null, autoConfirm: false }]);
  });

  it("has a card for each currency of the programs and for each that is set, and none of another shop", async () => {
    const { api, tenant } = await app.newTenant("Coffee shop");
    const client = await signIn({ ...app, tenant }, "owner");
    expect(await read(client)).toMatch(/No program gives cash yet/);
    await program(api, "EUR");
    await api.put("/v1/payout-settings/cash:CHF", { minimumMinor: 0, method: "csv" });
    const { text } = await client.get(PATH);
    expect([...text.matchAll(/<section class="card" id="([\w-]+)"/g)].map(([, id]) => id)).toEqual([
      "cash-CHF",
      "cash-EUR",
    ]);
    // A bank's file is offered where banks take it.
    const card = (unit: string) => text.slice(text.indexOf(`id="${unit}"`)).split("</section>")[0] ?? "";
    expect([card("cash-EUR"), card("cash-CHF")].map((each) => each.includes("sepa_xml"))).toEqual([true, false]);
  });

  it("is led to from the payouts and the set-up, for owners alone", async () => {
    for (const [role, isLed] of [
      ["owner", true],
      ["marketer", false],
    ] as const) {
      const client = await signIn(app, role);
      for (const page of ["/payouts", "/setup"]) {
        const { text } = await client.get(page);
        expect([role, page, text.includes(`href="/dashboard/t/${app.tenant.slug}${PATH}"`)]).toEqual([
          role,
          page,
          isLed,
        ]);
      }
      expect((await client.get(PATH)).status).toBe(isLed ? 200 : 403);
    }
  });
});
