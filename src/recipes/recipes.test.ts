import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { namedThingsOf } from "../domain/namedThings.ts";
import { parseRules } from "../domain/parseRules.ts";
import { RECIPE_TEXTS } from "../i18n/dashboard/recipes.ts";
import { LANGUAGES } from "../i18n/languages.ts";
import { isNameKey, NAME_KEYS, unnamedThings } from "../i18n/programNames.ts";
import type { Json } from "../testing/apiClient.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { recipes } from "./recipes.ts";

const each = recipes.map((recipe) => [recipe.key, recipe] as const);
const idsOf = (rules: { readonly rewards: readonly { readonly id: string }[] }) => rules.rewards.map(({ id }) => id);

describe("every recipe", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it("has a key of its own", () => {
    expect(new Set(recipes.map(({ key }) => key)).size).toBe(recipes.length);
  });

  it("is named, and what it is good for is said, in every language; in English by the name that the API tells", () => {
    expect(recipes.map(({ key, name }) => [key, name])).toEqual(
      Object.entries(RECIPE_TEXTS).map(([key, { name }]) => [key, name.en]),
    );
  });

  it.each(each)("%s is a valid document in every currency", (_, recipe) => {
    for (const currency of Intl.supportedValuesOf("currency")) {
      expect(parseRules(recipe.rules(currency), currency), currency).toMatchObject({ ok: true });
    }
  });

  it.each(each)("%s tells customers of each rule, and of no other, in all languages", (_, { rules, texts }) => {
    const ofRules = Object.entries(texts).filter(([key]) => !isNameKey(key));
    expect(ofRules.map(([key]) => key).toSorted()).toEqual(idsOf(rules("GBP")).toSorted());
    for (const [, names] of ofRules) {
      expect(Object.keys(names).toSorted()).toEqual([...LANGUAGES].toSorted());
      const words = LANGUAGES.map((language) => names[language].name ?? "");
      expect(new Set(words).size).toBe(LANGUAGES.length);
      // A sum or rate in a text would stay when the rule's own is changed.
      for (const name of words) expect(name).toMatch(/^[^\d%]+$/);
    }
  });

  it.each(each)(
    "%s has a name in each language for what its rules name by a key, and for nothing else",
    (_, recipe) => {
      const parsed = parseRules(recipe.rules("GBP"), "GBP");
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(unnamedThings(recipe.texts, parsed.rules)).toEqual([]);
      const asked = namedThingsOf(parsed.rules).map(({ kind, key }) => `${NAME_KEYS[kind]} ${key}`);
      const named = Object.entries(recipe.texts).filter(([key]) => isNameKey(key));
      expect(named.flatMap(([kind, { en }]) => Object.keys(en).map((key) => `${kind} ${key}`)).toSorted()).toEqual(
        asked.toSorted(),
      );
    },
  );

  it.each(each)("%s survives being created, published and read back", async (key, recipe) => {
    for (const currency of ["GBP", "JPY", "KWD", "UZS"]) {
      const { body } = await app.api.get(`/v1/recipes/${key}?currency=${currency}`);
      const named = { key: `${key}-${currency.toLowerCase()}`, name: recipe.name, landingUrl: "https://a.example/" };
      const program = { ...named, currency, texts: body.texts, rules: body.rules };
      expect((await app.api.post("/v1/programs", program)).status).toBe(201);
      expect((await app.api.post(`/v1/programs/${named.key}/publish`, {})).status).toBe(200);
      const published = (await app.api.get(`/v1/programs/${named.key}`)).body;
      expect(published).toMatchObject({ status: "active", version: 1, texts: recipe.texts });
      const version = (await app.api.get<{ rules: Json }>(`/v1/programs/${named.key}/versions/1`)).body;
      expect(version.rules).toEqual(JSON.parse(JSON.stringify(recipe.rules(currency))));
    }
  });
});

describe("recipes over HTTP", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  it("are listed in the order in which they are offered", async () => {
    const { status, body } = await app.api.get<{ data: { key: string }[]; nextCursor: null }>("/v1/recipes");
    expect([status, body.nextCursor]).toEqual([200, null]);
    expect(body.data).toEqual(recipes.map(({ key, name, summary }) => ({ key, name, summary })));
  });

  it("are read in a currency that has to be named and known", async () => {
    expect((await app.api.get("/v1/recipes/per-sale?currency=JPY")).body).toMatchObject({
      key: "per-sale",
      currency: "JPY",
      rules: { rewards: [{ id: "sale", grant: { amountMinor: 500, currency: "JPY" } }] },
    });
    for (const query of ["", "?currency=QQQ", "?currency=gbp"]) {
      const { status, body } = await app.api.get(`/v1/recipes/per-sale${query}`);
      expect([status, body.errors]).toMatchObject([422, [{ path: "currency" }]]);
    }
  });

  it("that don't exist are not found", async () => {
    expect((await app.api.get("/v1/recipes/nothing?currency=GBP")).body).toMatchObject({ code: "not_found" });
  });
});
