import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { LANGUAGES } from "../../i18n/languages.ts";
import { recipes } from "../../recipes/recipes.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let ann: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  ann = await signIn(app, "marketer");
});
afterAll(() => app.close());

const MOST_BYTES = 60_000;
const PAGE = "/new-program";
const YEAR = `${PAGE}?friends=100&buyPercent=60&ordersAYear=4&basket=50`;

/** What stands in the card of each recipe, without tags and what isolates values. */
async function cardsOf(path: string): Promise<Readonly<Record<string, string>>> {
  const { status, text } = await ann.get(path);
  expect(status).toBe(200);
  const cards = [...text.matchAll(/<section class="card stack">(.*?)\?recipe=([\w-]+)"/gs)];
  return Object.fromEntries(cards.map(([, card = "", key = ""]) => [key, plain(card)]));
}
const plain = (html: string) => html.replaceAll(/<[^>]*>/g, " ").replaceAll(/[\u2066-\u2069]/g, "");

describe("what each recipe would cost, before one is taken", () => {
  it("is asked for by the page itself, and stands beside each, in one statement that stores nothing", async () => {
    const page = await ann.get(PAGE);
    expect(page.text).toMatch(/hx-trigger="load, submit"/);
    expect(page.text).not.toContain("<strong>A year costs");
    let answer = page.text;
    const counts = "SELECT (SELECT count(*) FROM programs), (SELECT count(*) FROM events)";
    const before = await app.database.query(counts);
    expect(await app.database.during(async () => (answer = (await ann.get(YEAR)).text))).toBe(1);
    expect(answer).toMatch(/hx-trigger="submit"/);
    expect(await app.database.query(counts)).toEqual(before);
    const cards = await cardsOf(YEAR);
    expect(Object.keys(cards)).toEqual(recipes.map(({ key }) => key));
    expect(cards["per-sale"]).toContain("A year costs about £570");
    expect(cards["per-sale"]).toContain("£9.50 for each new customer");
  });

  it("grows with the friends that are expected", async () => {
    const twice = await cardsOf(YEAR.replace("100", "200"));
    const [, cost = ""] = /A year costs about £([\d,]+)/.exec(twice["per-sale"] ?? "") ?? [];
    expect(Number(cost.replace(",", ""))).toBeGreaterThan(1_000);
  });

  it("counts orders that bring the code themselves, and advocates of a segment", async () => {
    const cards = await cardsOf(YEAR);
    for (const key of ["order-commission", "pilot-for-segment"])
      expect(cards[key]).toMatch(/A year costs about £[1-9]/);
  });

  it("is a dash with its reason where a made-up year can't tell, and never a nought", async () => {
    const cards = await cardsOf(YEAR);
    expect(cards["per-click"]).toMatch(/A year costs: –.*Not counted: clicks/);
    expect(cards["margin-share"]).toMatch(/A year costs: –.*Not counted: shares of certain goods/);
    expect(cards["per-sale"]).not.toContain("Not counted");
    for (const card of Object.values(cards)) expect(card).not.toContain("about £0");
  });

  it("says what to write where nothing can be expected, and that too much is", async () => {
    const wrong = (await ann.get(`${PAGE}?friends=many&basket=50`)).text;
    expect(wrong).toContain("Write whole numbers above zero");
    const many = (await ann.get(`${PAGE}?friends=900000&basket=50`)).text;
    expect(many).toContain("too much to compare at once");
    for (const text of [wrong, many]) expect(text).not.toContain("<strong>A year costs");
  });

  it.each(LANGUAGES)("is at most 60 kB in %s", async (language) => {
    const { text } = await ann.get(YEAR, { "accept-language": language });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MOST_BYTES);
  });
});
