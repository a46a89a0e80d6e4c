import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import type { Json } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Refused {
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly { path: string; message: string; code: string; values: Json }[];
}

interface Compared {
  readonly changes: readonly { path: string; code: string; values: Json; text: string }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  expect((await app.api.post("/v1/programs", program("told", first))).status).toBe(201);
  expect((await app.api.post("/v1/programs/told/publish", {})).status).toBe(200);
  expect((await app.api.patch("/v1/programs/told", { rules: second })).status).toBe(200);
});
afterAll(() => app.close());

const first = documentOf([ruleOf("a")]);
const second = documentOf([ruleOf("a", { grant: cash(1500) })]);
const wrong = documentOf([ruleOf("a", { grant: cash(1500), holdDays: 4000 })]);
const program = (key: string, rules: object) => {
  return { key, name: "Told", landingUrl: "https://shop.example/", currency: "GBP", rules };
};
const event = { type: "signup", participant: { externalId: "ann" } };

/** Isolates and spaces that don't break are as good as nothing to a reader. */
const plain = (text: string | undefined) => text?.replaceAll(/[\u2066-\u2069]/g, "").replaceAll(/[\u00a0\u202f]/g, " ");

/** Every route that takes a rules document, with one that is not valid. */
const WRITES: readonly (readonly [name: string, method: string, path: string, body: object])[] = [
  ["creating a program", "POST", "/v1/programs", program("wrong", wrong)],
  ["changing one", "PATCH", "/v1/programs/told", { rules: wrong }],
  ["a dry run", "POST", "/v1/programs/told/dry-run", { rules: wrong, event }],
  ["a backtest", "POST", "/v1/programs/told/backtest", { rules: wrong }],
];

const PROBLEMS = {
  en: "at most 3,650",
  ru: "не больше 3 650",
  uk: "не більше ніж 3 650",
  uz: "koʻpi bilan 3 650",
  he: "לכל היותר 3,650",
} as const;

const REFUSED = {
  en: "The rules are not valid.",
  ru: "В правилах есть ошибки.",
  uk: "У правилах є помилки.",
  uz: "Qoidalarda xatolar bor.",
  he: "יש שגיאות בכללים.",
} as const;

const SENTENCES = {
  en: "Rule “a”: the amount is now £15.00, was £10.00.",
  ru: "Правило «a»: сумма — теперь 15,00 £, раньше 10,00 £.",
  uk: "Правило «a»: сума — тепер 15,00 £, раніше 10,00 £.",
  uz: "“a” qoidasi: summa — endi 15,00 £, avval 10,00 £.",
  he: "הכלל ״a״: הסכום – עכשיו 15.00 £, לפני כן 10.00 £.",
} as const;

describe.each(Object.entries(PROBLEMS))("asked in %s", (language, message) => {
  const headers = { "accept-language": `${language}, en;q=0.5`, "content-type": "application/json" };

  it.each(WRITES)("%s tells what is wrong with the rules in it, as data too", async (_, method, path, body) => {
    const refused = await app.api.send<Refused>(method, path, { headers, body: JSON.stringify(body) });
    expect(refused.status).toBe(422);
    expect(refused.headers.get("content-language")).toBe(language);
    expect(refused.headers.get("vary")).toContain("accept-language");
    const errors = refused.body.errors.map((error) => ({ ...error, message: plain(error.message) }));
    const path3650 = { path: "rules.rewards.0.holdDays", code: "number_too_big", values: { most: 3650 } };
    expect(errors).toEqual([{ ...path3650, message }]);
    expect(refused.body.detail).toBe(REFUSED[language as keyof typeof REFUSED]);
  });

  it("a comparison of versions tells every change in it, as data too", async () => {
    const compared = await app.api.get<Compared>("/v1/programs/told/versions/draft/diff", headers);
    expect(compared.headers.get("content-language")).toBe(language);
    const [told] = compared.body.changes;
    expect(plain(told?.text)).toBe(SENTENCES[language as keyof typeof SENTENCES]);
    expect(told).toMatchObject({
      path: "rewards.a.grant.amountMinor",
      code: "rule_changed",
      values: {
        rule: "a",
        part: "part_amount",
        before: { amountMinor: 1000, currency: "GBP" },
        after: { amountMinor: 1500, currency: "GBP" },
      },
    });
    const named = await app.api.get<Compared>(`/v1/programs/told/versions/draft/diff?lang=${language}`);
    expect(named.body).toEqual(compared.body);
  });
});

it("publishing a draft that is no longer valid says why in the language asked for", async () => {
  await app.database.query("UPDATE programs SET draft_rules = $1 WHERE key = 'told'", [JSON.stringify(wrong)]);
  const headers = { "accept-language": "ru" };
  const refused = await app.api.post<Refused>("/v1/programs/told/publish", {}, headers);
  await app.database.query("UPDATE programs SET draft_rules = $1 WHERE key = 'told'", [JSON.stringify(second)]);
  expect([refused.status, refused.headers.get("content-language")]).toEqual([422, "ru"]);
  expect(plain(refused.body.errors[0]?.message)).toBe(PROBLEMS.ru);
});

it("a language that is none of ours, or none at all, is answered in English", async () => {
  for (const headers of [{}, { "accept-language": "de" }]) {
    const refused = await app.api.post<Refused>("/v1/programs", program("wrong", wrong), headers);
    expect(refused.headers.get("content-language")).toBe("en");
    expect(refused.body.errors[0]?.message).toBe(PROBLEMS.en);
  }
});

it("a problem that is in English alone says nothing of languages", async () => {
  const refused = await app.api.post("/v1/programs", { key: "x" }, { "accept-language": "ru" });
  expect([refused.status, refused.headers.get("content-language")]).toEqual([422, null]);
});
