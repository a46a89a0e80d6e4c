import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { postedFields } from "../../testing/postedFields.ts";
import type { DashboardClient, PageAnswer } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

// One rule with more conditions and steps than a page has room for: they are a line each, and one is open.

const MOST_BYTES = 60_000;

let app: TestApp;
let ann: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  ann = await signIn(app, "marketer");
});
afterAll(() => app.close());

const cash = (amountMinor: number) => ({ kind: "cash", amountMinor, currency: "GBP" });
const step = (nth: number) => ({ from: nth + 2, grant: cash(1_000 + nth) });
const condition = (nth: number) => ({ field: "order.amountMinor", op: "gte", value: 100 * nth });

/** Rules of one reward, with so many conditions and steps. */
function rulesWith(conditions: number, steps: number) {
  const tiers = { by: "conversions", window: "lifetime", steps: Array.from({ length: steps }, (_, nth) => step(nth)) };
  const rule = { id: "cash", recipient: "advocate", on: { event: "conversion" }, grant: cash(1_000) };
  const when = Array.from({ length: conditions }, (_, nth) => condition(nth));
  const rewards = [{ ...rule, when, ...(steps === 0 ? {} : { tiers }) }];
  return { ...(demoProgram.rules as object), qualifies: [], rewards };
}

const edit = (key: string) => `/programs/${key}/edit`;
const fieldsOf = ({ text }: PageAnswer) => postedFields(text.replace(/<form id="cost"[\s\S]*?<\/form>/, ""));
const draftOf = async (key: string) => (await app.api.get<{ draft: object }>(`/v1/programs/${key}`)).body.draft;
const membersIn = (page: PageAnswer) => [
  ...new Set(Object.keys(fieldsOf(page)).flatMap((name) => /\.(?:(?:when|steps|limits)\.\d+)/.exec(name)?.[0] ?? [])),
];

async function create(key: string, rules: unknown) {
  const made = await app.api.post("/v1/programs", { ...demoProgram, key, texts: {}, rules });
  expect(made.status).toBe(201);
}
const press = (key: string, from: PageAnswer, $op: string, more: Readonly<Record<string, string>> = {}) =>
  ann.post(edit(key), { ...fieldsOf(from), ...more, $op });
const opened = async (key: string) => press(key, await ann.get(edit(key)), "open:rewards.cash");

describe("an editor of one large rule", () => {
  it("opens one member at a time, keeps what was typed in those before, and saves all of it and nothing else", async () => {
    await create("one", rulesWith(10, 20));
    let page = await opened("one");
    expect(membersIn(page)).toEqual([]);
    // A line tells what each is.
    expect(page.text).toContain("Amount of the order · At least · 9.00 GBP</button>");
    page = await press("one", page, "open:rewards.cash.when.9");
    expect(membersIn(page)).toEqual([".when.9"]);
    page = await press("one", page, "open:rewards.cash.tiers.steps.19", { "rewards.cash.when.9.value": "12" });
    expect(membersIn(page)).toEqual([".steps.19"]);
    page = await press("one", page, "close:rewards.cash.tiers.steps.19", {
      "rewards.cash.tiers.steps.19.grant.amountMinor": "33",
    });
    expect(membersIn(page)).toEqual([]);
    expect((await ann.post(edit("one"), fieldsOf(page))).status).toBe(303);
    const { rewards, ...others } = rulesWith(10, 20);
    const [first] = rewards;
    if (first === undefined) throw new Error("there is one reward");
    const { when, tiers, ...rule } = first;
    const steps = (tiers?.steps ?? []).with(19, { from: 21, grant: cash(3_300) });
    expect(await draftOf("one")).toEqual({
      ...others,
      rewards: [{ ...rule, when: when.with(9, { ...condition(9), value: 1_200 }), tiers: { ...tiers, steps } }],
    });
  });

  it("keeps the member in hand open: the one that was changed, added or moved, also in a rule that is renamed", async () => {
    await create("hand", rulesWith(10, 19));
    const page = await press("hand", await opened("hand"), "open:rewards.cash.when.3");
    const reshaped = await press("hand", page, "update", { "rewards.cash.when.3.field": "event.subscription" });
    expect(membersIn(reshaped)).toEqual([".when.3"]);
    const renamed = await press("hand", page, "update", { "rewards.cash.id": "renamed" });
    expect(Object.keys(fieldsOf(renamed))).toContain("rewards.renamed.when.3.value");
    expect(membersIn(await press("hand", page, "add.one:rewards.cash.tiers.steps"))).toEqual([".steps.19"]);
    const last = await press("hand", page, "open:rewards.cash.tiers.steps.18");
    expect(membersIn(await press("hand", last, "up:rewards.cash.tiers.steps.18"))).toEqual([".steps.17"]);
    expect(membersIn(await press("hand", last, "remove:rewards.cash.tiers.steps.18"))).toEqual([]);
    const group = await press("hand", page, "add.any:rewards.cash.when");
    expect(membersIn(group)).toEqual([".when.10"]);
    const within = await press("hand", group, "add.one:rewards.cash.when.10.any");
    expect(Object.keys(fieldsOf(within))).toContain("rewards.cash.when.10.any.1.value");
  });

  it("closes no text that can't be read, marks closed members in which something is wrong, and leads to the first", async () => {
    await create("wrong", rulesWith(10, 20));
    const page = await press("wrong", await opened("wrong"), "open:rewards.cash.when.3");
    const unread = await press("wrong", page, "open:rewards.cash.when.5", { "rewards.cash.when.3.value": "ten" });
    expect(membersIn(unread)).toEqual([".when.3", ".when.5"]);
    const amount = "rewards.cash.tiers.steps.7.grant.amountMinor";
    const steps = await press("wrong", page, "open:rewards.cash.tiers.steps.7");
    const closed = await press("wrong", steps, "close:rewards.cash.tiers.steps.7", { [amount]: "0" });
    expect(membersIn(closed)).toEqual([]);
    expect(closed.text).toMatch(/open:rewards\.cash\.tiers\.steps\.7"(?:(?!<\/div>).)*Needs mending/s);
    const refused = await ann.post(edit("wrong"), fieldsOf(closed));
    expect([refused.status, ...membersIn(refused)]).toEqual([422, ".steps.7"]);
  });

  it("folds no member where there is room for all", async () => {
    await create("small", rulesWith(1, 2));
    expect(membersIn(await ann.get(edit("small")))).toEqual([".when.0", ".steps.0", ".steps.1"]);
  });

  it.each(LANGUAGES)(
    "in %s is at most 60 kB with the most conditions and steps, one of them open and changed",
    async (language) => {
      const key = `most-${language}`;
      await create(key, rulesWith(20, 20));
      const spoken = { "accept-language": language };
      let page = await opened(key);
      for (const [$op, name] of [
        ["open:rewards.cash.when.19", "rewards.cash.when.19.value"],
        ["open:rewards.cash.tiers.steps.19", "rewards.cash.tiers.steps.19.from"],
      ] as const) {
        page = await ann.post(edit(key), { ...fieldsOf(page), $op }, spoken);
        expect(Object.keys(fieldsOf(page))).toContain(name);
        page = await ann.post(edit(key), { ...fieldsOf(page), [name]: "30", $op: "update" }, spoken);
        expect([Buffer.byteLength(page.text), Buffer.byteLength(page.text) <= MOST_BYTES]).toEqual([
          expect.any(Number),
          true,
        ]);
      }
    },
  );
});
