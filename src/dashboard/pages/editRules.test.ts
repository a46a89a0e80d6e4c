import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { DAY_MS } from "../../domain/periods.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { postedFields } from "../../testing/postedFields.ts";
import type { DashboardClient, PageAnswer } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

/** The editor as a browser without a script uses it: every post carries what the page had. */

let app: TestApp;
let ann: DashboardClient;
let bob: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  ann = await signIn(app, "marketer");
  bob = await signIn(app, "owner");
});
afterAll(() => app.close());

interface Program {
  readonly draft: { readonly rewards: readonly Rule[]; readonly budget?: object | null } | null;
  readonly version: number;
  readonly schedule: readonly object[];
}
interface Rule {
  readonly id: string;
  readonly grant: { readonly amountMinor?: number };
  readonly tiers?: { readonly steps: readonly { readonly from: number }[] };
}

const create = (key: string) => app.api.post("/v1/programs", { ...demoProgram, key, texts: {} });
const programOf = async (key: string) => (await app.api.get<Program>(`/v1/programs/${key}`)).body;
const ruleIn = async (key: string, id: string) => (await programOf(key)).draft?.rewards.find((rule) => rule.id === id);

/** What the page's form would post; the panel beside it is a form of its own. */
function fieldsOf(page: PageAnswer): Record<string, string> {
  return postedFields(page.text.replace(/<form id="cost"[\s\S]*?<\/form>/, ""));
}

const edit = (key: string) => `/programs/${key}/edit`;

describe("the editor", () => {
  it("saves what was changed in a box, and nothing else", async () => {
    await create("one");
    const before = await programOf("one");
    const page = await ann.get(edit("one"));
    const amount = "rewards.advocate-cash.grant.amountMinor";
    expect(fieldsOf(page)[amount]).toBe("10.00");
    const saved = await ann.post(edit("one"), { ...fieldsOf(page), [amount]: "12.50" });
    expect([saved.status, saved.location]).toEqual([303, expect.stringContaining("said=saved")]);
    const { draft } = await programOf("one");
    const rewards = before.draft?.rewards.map((rule) => {
      return rule.id === "advocate-cash" ? { ...rule, grant: { ...rule.grant, amountMinor: 1_250 } } : rule;
    });
    expect(draft).toEqual({ ...before.draft, rewards });
  });

  it("saves the same draft where nothing was touched", async () => {
    await create("untouched");
    const { draft } = await programOf("untouched");
    await ann.post(edit("untouched"), fieldsOf(await ann.get(edit("untouched"))));
    expect((await programOf("untouched")).draft).toEqual(draft);
  });

  it("adds a step by a button, keeps what was typed meanwhile, and saves nothing until it is told to", async () => {
    await create("steps");
    const page = await ann.get(edit("steps"));
    const amount = "rewards.advocate-cash.grant.amountMinor";
    const press = (from: PageAnswer, $op: string, more = {}) =>
      ann.post(edit("steps"), { ...fieldsOf(from), ...more, $op });
    const added = await press(page, "add.one:rewards.advocate-cash.tiers.steps", { [amount]: "11" });
    expect([added.status, fieldsOf(added)[amount]]).toEqual([200, "11.00"]);
    expect((await ruleIn("steps", "advocate-cash"))?.tiers?.steps).toHaveLength(2);
    const step = "rewards.advocate-cash.tiers.steps.2";
    await ann.post(edit("steps"), { ...fieldsOf(added), [`${step}.grant.amountMinor`]: "25" });
    const saved = await ruleIn("steps", "advocate-cash");
    expect(saved?.grant.amountMinor).toBe(1_100);
    expect(saved?.tiers?.steps).toMatchObject([
      { from: 5, grant: { amountMinor: 1_500 } },
      { from: 10, grant: { amountMinor: 2_000 } },
      { from: 15, grant: { amountMinor: 2_500 } },
    ]);
  });

  it("shows a text that can't be read again, with what is wrong in words and no path, and saves nothing", async () => {
    await create("unread");
    const { draft } = await programOf("unread");
    const page = fieldsOf(await ann.get(edit("unread")));
    const refused = await ann.post(edit("unread"), { ...page, "rewards.advocate-cash.grant.amountMinor": "ten" });
    expect([refused.status, fieldsOf(refused)["rewards.advocate-cash.grant.amountMinor"]]).toEqual([422, "ten"]);
    expect(refused.text).toContain("Write a number.");
    const low = await ann.post(edit("unread"), { ...page, "rewards.advocate-cash.grant.amountMinor": "0" });
    expect(low.status).toBe(422);
    expect(low.text).toMatch(/class="error"[^>]*>[\s\S]*?£0\.01/);
    expect(low.text).not.toMatch(/class="error"[^>]*>[^<]*rewards\./);
    expect((await programOf("unread")).draft).toEqual(draft);
  });

  it("takes the document as it is written, and says where it is none", async () => {
    await create("json");
    const page = fieldsOf(await ann.get(`${edit("json")}?tab=json`));
    const broken = await ann.post(edit("json"), { ...page, $json: '{"schemaVersion": 1,' });
    expect([broken.status, broken.text.includes("This is not JSON")]).toEqual([422, true]);
    const rules = { ...(await programOf("json")).draft, rewards: [] };
    expect((await ann.post(edit("json"), { ...page, $json: JSON.stringify(rules) })).status).toBe(303);
    expect((await programOf("json")).draft).toEqual(rules);
  });
});

describe("a draft that is discarded", () => {
  const amount = "rewards.advocate-cash.grant.amountMinor";
  const discard = async (key: string) => {
    const page = await ann.get(edit(key));
    const version = /discard"[\s\S]*?name="version" value="(\d+)"/.exec(page.text)?.[1];
    return { page, version };
  };

  it("is asked for where there is one and rules in force too, on the page of the editor and of the settings", async () => {
    await create("discards");
    expect((await discard("discards")).version).toBeUndefined();
    await app.api.post("/v1/programs/discards/publish", {});
    expect((await discard("discards")).version).toBeUndefined();
    await ann.post(edit("discards"), { ...fieldsOf(await ann.get(edit("discards"))), [amount]: "12" });
    const { version = "" } = await discard("discards");
    expect((await ann.get("/programs/discards/settings")).text).toContain(`name="version" value="${version}"`);
    const gone = await ann.post("/programs/discards/discard", { version });
    expect([gone.status, gone.location]).toEqual([303, expect.stringContaining("said=draft_discarded")]);
    expect((await programOf("discards")).draft).toBeNull();
    expect(fieldsOf(await ann.get(edit("discards")))[amount]).toBe("10.00");
  });

  it("stays where a colleague has saved it since the page came", async () => {
    await create("stays");
    await app.api.post("/v1/programs/stays/publish", {});
    await ann.post(edit("stays"), { ...fieldsOf(await ann.get(edit("stays"))), [amount]: "12" });
    const { version = "" } = await discard("stays");
    await bob.post(edit("stays"), { ...fieldsOf(await bob.get(edit("stays"))), [amount]: "13" });
    const refused = await ann.post("/programs/stays/discard", { version });
    expect(refused.location).toContain("said=draft_newer");
    expect((await ruleIn("stays", "advocate-cash"))?.grant.amountMinor).toBe(1_300);
  });

  it("does not come back with what a colleague saves who began with it: that goes on from the rules in force", async () => {
    await create("begun");
    await app.api.post("/v1/programs/begun/publish", {});
    await ann.post(edit("begun"), { ...fieldsOf(await ann.get(edit("begun"))), [amount]: "12" });
    const bobs = fieldsOf(await bob.get(edit("begun")));
    await ann.post("/programs/begun/discard", { version: (await discard("begun")).version ?? "" });
    expect((await bob.post(edit("begun"), { ...bobs, "attribution.windowDays": "45" })).status).toBe(303);
    expect((await ruleIn("begun", "advocate-cash"))?.grant.amountMinor).toBe(1_000);
    expect(await programOf("begun")).toMatchObject({ draft: { attribution: { windowDays: 45 } } });
  });
});

it("a draft that was saved and published meanwhile is what a colleague's save goes on from", async () => {
  const amount = "rewards.advocate-cash.grant.amountMinor";
  await create("overtaken");
  const bobs = fieldsOf(await bob.get(edit("overtaken")));
  await ann.post(edit("overtaken"), { ...fieldsOf(await ann.get(edit("overtaken"))), [amount]: "12" });
  await app.api.post("/v1/programs/overtaken/publish", {});
  expect((await bob.post(edit("overtaken"), { ...bobs, "attribution.windowDays": "45" })).status).toBe(303);
  expect((await ruleIn("overtaken", "advocate-cash"))?.grant.amountMinor).toBe(1_200);
  expect(await programOf("overtaken")).toMatchObject({ draft: { attribution: { windowDays: 45 } } });
});

it("a hold that ends before most refunds come is told of, from the shop's own refunds", async () => {
  await create("holds");
  const told = "Most refunds come within 41 days";
  expect((await ann.get(edit("holds"))).text).not.toContain(told);
  const money = { amountMinor: 100, currency: "GBP" };
  for (let n = 0; n < 20; n++) {
    const orderId = `held-${n}`;
    const buyer = { participant: { externalId: "buyer" } };
    const [bought, given] = ["2025-11-20T10:00:00Z", `2025-12-${n < 2 ? "02" : "31"}T10:00:00Z`];
    await app.api.post("/v1/events", { type: "purchase", ...buyer, orderId, ...money, occurredAt: bought });
    await app.api.post("/v1/events", { type: "refund", orderId, refundId: orderId, ...money, occurredAt: given });
  }
  expect((await ann.get(edit("holds"))).text).toContain(told);
});

describe("two people who edit the same draft", () => {
  const amount = "rewards.advocate-cash.grant.amountMinor";

  it("both keep what they changed in different boxes", async () => {
    await create("both");
    const [first, second] = [fieldsOf(await ann.get(edit("both"))), fieldsOf(await bob.get(edit("both")))];
    await ann.post(edit("both"), { ...first, [amount]: "13" });
    expect((await bob.post(edit("both"), { ...second, "attribution.windowDays": "45" })).status).toBe(303);
    expect(await programOf("both")).toMatchObject({ draft: { attribution: { windowDays: 45 } } });
    expect((await ruleIn("both", "advocate-cash"))?.grant.amountMinor).toBe(1_300);
  });

  it("are shown both changes in words where they changed the same, and the second decides", async () => {
    await create("same");
    const [first, second] = [fieldsOf(await ann.get(edit("same"))), fieldsOf(await bob.get(edit("same")))];
    await ann.post(edit("same"), { ...first, [amount]: "13" });
    const asked = await bob.post(edit("same"), { ...second, [amount]: "14", "attribution.windowDays": "45" });
    expect(asked.status).toBe(409);
    expect(asked.text).toContain("£13.00");
    expect(asked.text).toContain("£14.00");
    expect(fieldsOf(asked)[amount]).toBe("13.00");
    const mine = await bob.post(edit("same"), { ...fieldsOf(asked), $op: "take-mine" });
    expect([mine.status, fieldsOf(mine)[amount]]).toEqual([200, "14.00"]);
    expect((await bob.post(edit("same"), fieldsOf(mine))).status).toBe(303);
    expect((await ruleIn("same", "advocate-cash"))?.grant.amountMinor).toBe(1_400);
    expect(await programOf("same")).toMatchObject({ draft: { attribution: { windowDays: 45 } } });
  });
});

it("the pages on which rules are edited and published lead to the other pages of their program, in one statement", async () => {
  await create("framed");
  for (const page of ["edit", "publish", "applications"]) {
    expect(await app.database.during(() => ann.get(`/programs/framed/${page}`))).toBe(1);
    const { text } = await ann.get(`/programs/framed/${page}`);
    for (const other of ["", "/edit", "/versions", "/applications", "/settings"]) {
      expect([page, other, text.includes(`href="/dashboard/t/tea-shop/programs/framed${other}"`)]).toEqual([
        page,
        other,
        true,
      ]);
    }
  }
});

describe("publishing", () => {
  const publish = (key: string) => `/programs/${key}/publish`;

  it("tells the changes in words, and texts that still name the old amount, and publishes once however often sent", async () => {
    await create("out");
    await app.api.post("/v1/programs/out/publish", {});
    await app.api.patch("/v1/programs/out", { texts: { "advocate-cash": { en: { name: "£10 for a friend" } } } });
    const page = fieldsOf(await ann.get(edit("out")));
    await ann.post(edit("out"), { ...page, "rewards.advocate-cash.grant.amountMinor": "12" });
    const asked = await ann.get(publish("out"));
    expect(asked.text).toContain("£12.00");
    expect(asked.text).toContain("£10 for a friend");
    // What it costs stands beside it, of the draft as it was saved.
    expect(asked.text).toMatch(/<form id="cost"[^>]*action="[^"]*\/edit\/cost"[^>]*hx-trigger="load, input delay/);
    const cost = await ann.post("/programs/out/edit/cost", { $saved: "yes" });
    expect(cost.text).toContain('name="$saved"');
    expect(cost.text).not.toContain("from:#rules");
    const form = fieldsOf(asked);
    expect([form.applyTo, form.when]).toEqual(["new", "now"]);
    const sent = await Promise.all([ann.post(publish("out"), form), ann.post(publish("out"), form)]);
    expect(sent.map(({ status }) => status)).toEqual([303, 303]);
    expect((await programOf("out")).version).toBe(2);
  });

  it("at a time of the shop's own zone waits in the line, from which it can be taken", async () => {
    await create("later");
    const tomorrow = new Date(app.clock.now().getTime() + DAY_MS).toISOString().slice(0, 16);
    const form = { ...fieldsOf(await ann.get(publish("later"))), when: "later" };
    expect((await ann.post(publish("later"), { ...form, at: "2020-01-01T00:00" })).status).toBe(422);
    expect((await ann.post(publish("later"), { ...form, at: tomorrow })).status).toBe(303);
    expect((await programOf("later")).schedule).toHaveLength(1);
    // What is published later is told as it will be, whatever becomes of the draft.
    await app.api.post("/v1/programs/later/publish", {});
    const waits = await ann.get(publish("later"));
    expect(waits.text).toContain("The rules are the same as before.");
    const written = demoProgram.rules as { readonly attribution: object };
    const changed = { ...written, attribution: { ...written.attribution, windowDays: 45 } };
    expect((await app.api.patch("/v1/programs/later", { rules: changed })).status).toBe(200);
    const told = (after: string) => after.replaceAll(/<[^>]*>|[\u2066-\u2069]/g, "");
    expect(told((await ann.get(publish("later"))).text)).toContain("is now 45 days");
    const next = new Date(app.clock.now().getTime() + 2 * DAY_MS).toISOString();
    await app.api.post("/v1/programs/later/publish", { publishAt: next });
    await app.api.patch("/v1/programs/later", { rules: demoProgram.rules });
    const line = (await ann.get(publish("later"))).text;
    expect(told(line.slice(line.indexOf("Waiting for its time")))).toContain("is now 45 days");
    const cancel = /action="([^"]*\/cancel)"/.exec(waits.text)?.[1] ?? "";
    expect((await ann.post(cancel, {})).status).toBe(303);
    expect((await programOf("later")).schedule).toHaveLength(1);
  });
});
