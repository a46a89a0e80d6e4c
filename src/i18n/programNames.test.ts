import { describe, expect, it } from "vitest";
import { parseRules } from "../domain/parseRules.ts";
import { LANGUAGES } from "./languages.ts";
import { offerText } from "./offerText.ts";
import { programNames, unnamedThings } from "./programNames.ts";
import { rewardWriterOf } from "./rewards/rewardWriter.ts";

const KEYS = { item: "SKU-77", metadata: "marginMinor", event: "trial_started" };
const gift = { kind: "item", sku: KEYS.item, quantity: 1 };
const share = { kind: "cash", rateBps: 3000, of: `event.metadata.${KEYS.metadata}` };

function rulesOf(...rewards: readonly object[]) {
  const attribution = {
    model: "last_touch",
    windowDays: 30,
    creditWindowDays: 90,
    lateEntryDays: 14,
    newCustomersOnly: true,
  };
  const all = rewards.map((rule, index) => ({ id: `r${index}`, recipient: "advocate", ...rule }));
  const parsed = parseRules({ schemaVersion: 1, attribution, qualifies: [], rewards: all }, "GBP");
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.rules;
}

const rules = rulesOf(
  {
    on: { event: "conversion" },
    grant: { kind: "choice", options: [gift, { kind: "points", amount: 5 }], chooseWithinDays: 7 },
  },
  { on: { event: "purchase" }, grant: share },
  { on: { event: KEYS.event }, grant: { ...gift, quantity: 3 } },
  { on: { event: "lead" }, grant: gift },
);
const texts = {
  $items: Object.fromEntries(LANGUAGES.map((language) => [language, { [KEYS.item]: `tea in ${language}` }])),
  $metadata: { en: { [KEYS.metadata]: "our margin" } },
  $events: { en: { [KEYS.event]: "trial" }, he: { [KEYS.event]: "ניסיון" } },
};
const linesIn = (language: (typeof LANGUAGES)[number], of: unknown) => {
  const { headline, advocate } = offerText({ rules, currency: "GBP", texts: of }, language);
  return [headline, ...advocate].join("\n");
};

describe("what rules name by a key of the shop's own", () => {
  it.each(LANGUAGES)("is told to customers in %s by its name, or in words, and never by its key", (language) => {
    const unnamed = linesIn(language, {});
    const named = linesIn(language, texts);
    for (const key of Object.values(KEYS)) expect(unnamed + named).not.toContain(key);
    expect(unnamed).not.toMatch(/(?<!\d)1 (?:подар|ta sov|gift|מתנ)/);
    expect(unnamed).not.toMatch(/undefined|null|[{}]|“”|«»|״״/);
    expect(named).toContain(`tea in ${language}`);
    const reward = rewardWriterOf(language, programNames(texts, language)).short({
      type: "item",
      count: 2,
      sku: KEYS.item,
    });
    expect(reward).toContain(`tea in ${language}`);
    expect(
      rewardWriterOf(language, programNames({}, language)).short({ type: "item", count: 2, sku: KEYS.item }),
    ).not.toContain(KEYS.item);
  });

  it("has no name in another language than the reader's", () => {
    expect(linesIn("ru", texts)).not.toMatch(/our margin|trial/);
    expect(programNames(texts, "ru")("metadata", "constructor")).toBeNull();
  });

  it("keeps its key for staff, who know it", () => {
    expect(rewardWriterOf("en").short({ type: "item", count: 2, sku: KEYS.item })).toBe("2 × SKU-77");
  });

  it("is listed with the languages in which it has no name, each once; our own triggers and leads need none", () => {
    expect(unnamedThings(texts, rules)).toEqual([
      { kind: "metadata", key: KEYS.metadata, languages: ["ru", "uk", "uz", "he"] },
      { kind: "event", key: KEYS.event, languages: ["ru", "uk", "uz"] },
    ]);
    expect(unnamedThings({}, rules).map(({ key }) => key)).toEqual([KEYS.item, KEYS.metadata, KEYS.event]);
  });
});
