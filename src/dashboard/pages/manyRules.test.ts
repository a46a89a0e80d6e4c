import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { recipes } from "../../recipes/recipes.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { postedFields } from "../../testing/postedFields.ts";
import type { DashboardClient, PageAnswer } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

// An editor of more rules than a page has room for: one is open, and what is closed is neither posted nor lost.

const MOST_BYTES = 60_000;
/** What the lists of shops and the number of reviews that wait take beside it, for a person of a few shops. */
const OF_OTHER_SHOPS = 3_000;

let app: TestApp;
let ann: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  ann = await signIn(app, "marketer");
});
afterAll(() => app.close());

interface Rules {
  readonly rewards: readonly { readonly id: string }[];
}
const demo = demoProgram.rules as unknown as Rules;

/** Rules as the demo has them, so many. */
function rulesOf(count: number): Rules {
  const rewards = Array.from({ length: count }, (_, nth) => ({
    ...demo.rewards[nth % demo.rewards.length],
    id: `rule-${nth}`,
    group: undefined,
  }));
  return { ...demo, rewards };
}

const edit = (key: string) => `/programs/${key}/edit`;
const amountOf = (nth: number) => `rewards.rule-${nth}.grant.amountMinor`;
const fieldsOf = ({ text }: PageAnswer) => postedFields(text.replace(/<form id="cost"[\s\S]*?<\/form>/, ""));
const draftOf = async (key: string) => (await app.api.get<{ draft: Rules }>(`/v1/programs/${key}`)).body.draft;
const rulesIn = (page: PageAnswer) =>
  new Set(Object.keys(fieldsOf(page)).flatMap((name) => /^rewards\.([^.]+)\./.exec(name)?.[1] ?? []));

async function create(key: string, rules: unknown) {
  const made = await app.api.post("/v1/programs", { ...demoProgram, key, texts: {}, rules });
  expect(made.status).toBe(201);
}
const press = (key: string, from: PageAnswer, $op: string, more: Readonly<Record<string, string>> = {}) =>
  ann.post(edit(key), { ...fieldsOf(from), ...more, $op });

describe("an editor of many rules", () => {
  it("opens one at a time, keeps what was typed in those before, and saves all of it and nothing else", async () => {
    await create("many", rulesOf(12));
    const before = await draftOf("many");
    const cash = before.rewards.flatMap((rule, nth) => (amountIn(rule) === undefined ? [] : [nth]));
    const [one = 0, other = 0] = cash;
    let page = await ann.get(edit("many"));
    expect(rulesIn(page).size).toBe(0);
    page = await press("many", page, `open:rewards.rule-${one}`);
    expect([...rulesIn(page)]).toEqual([`rule-${one}`]);
    page = await press("many", page, `open:rewards.rule-${other}`, { [amountOf(one)]: "21" });
    expect([...rulesIn(page)]).toEqual([`rule-${other}`]);
    page = await press("many", page, `close:rewards.rule-${other}`, { [amountOf(other)]: "22" });
    expect(rulesIn(page).size).toBe(0);
    expect((await ann.post(edit("many"), fieldsOf(page))).status).toBe(303);
    const rewards = before.rewards.map((rule, nth) => withAmount(rule, { [one]: 2_100, [other]: 2_200 }[nth]));
    expect(await draftOf("many")).toEqual({ ...before, rewards });
  });

  it("keeps the rule in hand open: the one that was changed, given a step, renamed or added", async () => {
    await create("hand", rulesOf(12));
    const page = await press("hand", await ann.get(edit("hand")), "open:rewards.rule-3");
    expect([...rulesIn(await press("hand", page, "update"))]).toEqual(["rule-3"]);
    expect([...rulesIn(await press("hand", page, "up:rewards.rule-3"))]).toEqual(["rule-3"]);
    expect([...rulesIn(await press("hand", page, "add.one:rewards.rule-3.limits"))]).toEqual(["rule-3"]);
    const renamed = await press("hand", page, "update", { "rewards.rule-3.id": "renamed" });
    expect([...rulesIn(renamed)]).toEqual(["renamed"]);
    const added = await press("hand", page, "add.one:rewards");
    expect([...rulesIn(added)]).toEqual(["reward-1"]);
    expect(rulesIn(await press("hand", added, "remove:rewards.reward-1")).size).toBe(0);
    const budget = await press("hand", page, "add:budget");
    expect([rulesIn(budget).size, fieldsOf(budget)["budget.amountMinor"]]).toEqual([0, "1000.00"]);
    const changed = await press("hand", budget, "update", { "budget.period": "year" });
    expect(fieldsOf(changed)["budget.period"]).toBe("year");
  });

  it("closes no text that can't be read, marks closed rules in which something is wrong, and leads to the first", async () => {
    await create("wrong", rulesOf(12));
    const cash = (await draftOf("wrong")).rewards.flatMap((rule, nth) => (amountIn(rule) === undefined ? [] : [nth]));
    const [one = 0, other = 0] = cash;
    let page = await press("wrong", await ann.get(edit("wrong")), `open:rewards.rule-${one}`);
    page = await press("wrong", page, `open:rewards.rule-${other}`, { [amountOf(one)]: "ten" });
    expect(rulesIn(page)).toEqual(new Set([`rule-${one}`, `rule-${other}`]));
    expect(fieldsOf(page)[amountOf(one)]).toBe("ten");
    page = await press("wrong", page, `close:rewards.rule-${one}`, { [amountOf(one)]: "0" });
    expect(rulesIn(page).size).toBe(0);
    expect(page.text).toContain("Needs mending");
    const refused = await ann.post(edit("wrong"), fieldsOf(page));
    expect([refused.status, ...rulesIn(refused)]).toEqual([422, `rule-${one}`]);
  });

  it("carries the draft that it began with, so that a colleague's change of another rule is kept", async () => {
    await create("shared", rulesOf(12));
    const page = await press("shared", await ann.get(edit("shared")), "open:rewards.rule-3");
    const changed = await press("shared", page, "open:rewards.rule-5", { "rewards.rule-3.holdDays": "9" });
    const theirs = await press("shared", await ann.get(edit("shared")), "open:rewards.rule-7");
    await ann.post(edit("shared"), { ...fieldsOf(theirs), "rewards.rule-7.holdDays": "8" });
    expect((await ann.post(edit("shared"), fieldsOf(changed))).status).toBe(303);
    const { rewards } = rulesOf(12);
    const held = rewards.map((rule, nth) => ({
      ...rule,
      ...(nth === 3 ? { holdDays: 9 } : nth === 7 ? { holdDays: 8 } : {}),
    }));
    expect((await draftOf("shared")).rewards).toEqual(held.map((rule) => JSON.parse(JSON.stringify(rule))));
  });

  it("is refused where it carries a rule of a draft that it does not have", async () => {
    await create("torn", rulesOf(12));
    const page = fieldsOf(await ann.get(edit("torn")));
    const torn = { ...JSON.parse(page.$base ?? ""), rewards: [99] };
    const answer = await ann.post(edit("torn"), { ...page, $base: JSON.stringify(torn), $document: page.$base ?? "" });
    expect(answer.status).toBe(422);
  });

  it.each(LANGUAGES)(
    "in %s is at most 60 kB, with the rules of the demo year published and others in a draft",
    async (language) => {
      const key = `year-${language}`;
      const year = JSON.parse(
        await readFile(new URL("../../../dev/data/program-friends.json", import.meta.url), "utf8"),
      );
      expect((await app.api.post("/v1/programs", { ...year, key })).status).toBe(201);
      expect((await app.api.post(`/v1/programs/${key}/publish`, {})).status).toBe(200);
      const from = {
        ...fieldsOf(await ann.get(edit(key))),
        "rewards.advocate-cash.tiers.steps.0.grant.amountMinor": "17",
      };
      expect((await ann.post(edit(key), from)).status).toBe(303);
      const owner = await signIn(app, "owner");
      const { text } = await owner.get(edit(key), { "accept-language": language });
      expect(text).toContain(`<html lang="${language}"`);
      expect(text).toContain('name="rewards.advocate-share.grant.rateBps"');
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES - OF_OTHER_SHOPS);
    },
  );

  it.each(LANGUAGES)(
    "in %s is at most 60 kB, with as many rules as there may be, one of them open and changed",
    async (language) => {
      const key = `most-${language}`;
      await create(key, rulesOf(50));
      const spoken = { "accept-language": language };
      const page = await ann.post(
        edit(key),
        { ...fieldsOf(await ann.get(edit(key))), $op: "open:rewards.rule-4" },
        spoken,
      );
      const changed = await ann.post(
        edit(key),
        { ...fieldsOf(page), "rewards.rule-4.holdDays": "9", $op: "update" },
        spoken,
      );
      expect([...rulesIn(changed)]).toEqual(["rule-4"]);
      expect(Buffer.byteLength(changed.text)).toBeLessThanOrEqual(MOST_BYTES);
    },
  );

  it.each(recipes.map(({ key }) => key))(
    "of the recipe %s is at most 60 kB in every language, however much of it is open",
    async (key) => {
      const rules = recipes.find((one) => one.key === key)?.rules("GBP") as unknown as Rules;
      await create(key, rules);
      for (const language of LANGUAGES) {
        const spoken = { "accept-language": language };
        const page = await ann.get(edit(key), spoken);
        const $op = `open:rewards.${rules.rewards[0]?.id}`;
        const open = await ann.post(edit(key), { ...fieldsOf(page), "attribution.windowDays": "9", $op }, spoken);
        expect(rulesIn(open).size).toBeGreaterThan(0);
        expect([language, Buffer.byteLength(open.text) <= MOST_BYTES]).toEqual([language, true]);
      }
    },
  );
});

function amountIn(rule: object): unknown {
  const { grant } = rule as { readonly grant: { readonly amountMinor?: number } };
  return grant.amountMinor;
}

function withAmount(rule: object, amountMinor: number | undefined): object {
  const { grant, ...rest } = rule as { readonly grant: object };
  return amountMinor === undefined ? rule : { ...rest, grant: { ...grant, amountMinor } };
}
