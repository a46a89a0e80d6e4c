import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { participantToken } from "../../testing/participantTokens.ts";

interface Checked {
  readonly textsToCheck: {
    readonly oldAmounts: readonly { in: string; key: string; language: string; property: string; text: string }[];
    readonly unnamed: readonly { kind: string; key: string; languages: readonly string[] }[];
  };
}

const key = "checked";
const rule = (grant: object) => ({
  ...(demoProgram.rules as object),
  qualifies: [],
  rewards: [{ id: "cash", recipient: "advocate", on: { event: "conversion" }, grant }],
});
const cash = (amountMinor: number) => rule({ kind: "cash", amountMinor, currency: "GBP" });
const texts = {
  $offer: { en: { headline: "£10 for you" }, ru: { welcome: "10 фунтов другу" }, he: { headline: "‏10 £ לך" } },
  $widget: { uk: { shareMessage: "Я отримаю 10 GBP. {offer}" }, en: { copyLink: "Copy it" } },
  cash: { uz: { name: "10 £ sizga" }, en: { name: "Thanks" } },
};

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  await app.api.post("/v1/programs", { ...demoProgram, key, texts, rules: cash(1000) });
  const material = { language: "ru", kind: "message", title: "10 £ за друга", text: "Вам 10 £: {link}" };
  const put = await app.api.put(`/v1/programs/${key}/materials/post`, material);
  expect(put.status).toBe(201);
});
afterAll(() => app.close());

const publish = async (rules: object, more: object = {}) => {
  expect((await app.api.patch(`/v1/programs/${key}`, { rules })).status).toBe(200);
  const { status, body } = await app.api.post<Checked>(`/v1/programs/${key}/publish`, more);
  expect(status).toBe(200);
  return body.textsToCheck;
};
const placesOf = ({ oldAmounts }: Checked["textsToCheck"]) =>
  oldAmounts.map((one) => `${one.in} ${one.key} ${one.language} ${one.property}`).toSorted();

const OLD = [
  "materials post ru text",
  "materials post ru title",
  "texts $offer en headline",
  "texts $offer he headline",
  "texts $offer ru welcome",
  "texts $widget uk shareMessage",
  "texts cash uz name",
];

describe("what a publish says of the program's own texts", () => {
  it("the first has no older rules, so nothing is old", async () => {
    expect(await publish(cash(1000))).toEqual({ oldAmounts: [], unnamed: [] });
  });

  it("names every text of every language, and material, that still tells an old amount: now, and of a later time", async () => {
    const publishAt = new Date(app.clock.now().getTime() + 60_000).toISOString();
    expect(placesOf(await publish(cash(1500), { publishAt }))).toEqual(OLD);
    expect(placesOf(await publish(cash(1500)))).toEqual(OLD);
  });

  it("goes on naming them with the version after that, and no more once the amount is given again", async () => {
    expect(placesOf(await publish(cash(2000)))).toEqual(OLD);
    expect(await publish(cash(1000))).toMatchObject({ oldAmounts: [] });
  });

  it("names what customers have no name for, until they have one; a panel reads words or the name", async () => {
    const gift = rule({ kind: "item", sku: "MUG/1 é", quantity: 1 });
    const lacking = [{ kind: "item", key: "MUG/1 é", languages: ["en", "ru", "uk", "uz", "he"] }];
    expect((await publish(gift)).unnamed).toEqual(lacking);
    const token = await participantToken(app.tenant, "ann", app.clock.now());
    const headline = async () => {
      const panel = await apiClient(app.fetch, token).get<{ offer: { headline: string; advocate: string[] } }>(
        `/v1/client/panel?program=${key}`,
      );
      return panel.body.offer.advocate[0];
    };
    expect(await headline()).toBe("Thanks · A gift for each friend who buys (within 180 days of joining)");
    const named = { ...texts, $items: { en: { "MUG/1 é": "a blue mug" }, ru: { "MUG/1 é": "кружка" } } };
    expect((await app.api.patch(`/v1/programs/${key}`, { texts: named })).status).toBe(200);
    expect(await headline()).toContain("A gift: a blue mug for each friend who buys");
    expect((await publish(gift)).unnamed).toMatchObject([{ languages: ["uk", "uz", "he"] }]);
  });

  it.each<[object, string]>([
    [{ $items: { en: { MUG: "" } } }, "empty"],
    [{ $items: { fr: { MUG: "tasse" } } }, "a language that we do not speak"],
    [{ $metadata: { en: { m: "x".repeat(201) } } }, "too long"],
    [{ $others: { en: { m: "x" } } }, "a key that is none"],
  ])("a name that is not one is refused: %j, %s", async (wrong: object) => {
    expect((await app.api.patch(`/v1/programs/${key}`, { texts: wrong })).status).toBe(422);
  });
});
