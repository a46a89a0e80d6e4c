import { expect, it } from "vitest";
import { sizeOf } from "../../domain/decisionSize.ts";
import { documentOf, ruleOf } from "../testing/documents.ts";
import { rulesFrom } from "../testing/snapshots.ts";
import { createRulesCache, MAX_KEPT_RULES } from "./rulesCache.ts";

const value = Array.from({ length: 200 }, (_, index) => `country-${index}-${"x".repeat(180)}`);
const large = rulesFrom(documentOf([ruleOf("r", { when: [{ field: "order.country", op: "in", value }] })]));
const FIRST = { programId: "p", version: 1 };
const MANY = Math.floor(MAX_KEPT_RULES / sizeOf(large));

/** How many of the askers' rules are still there, after each has had some kept. */
function keptOf(askers: number): number {
  const cache = createRulesCache();
  const names = Array.from({ length: askers }, (_, index) => `asker-${index}`);
  for (const name of names) cache.versionsFor(name).add(FIRST, large);
  return names.filter((name) => cache.versionsFor(name).of("p").has(1)).length;
}

it("rules are kept as long as all of them together are not too large", () => {
  expect(MANY).toBeGreaterThan(100);
  expect(keptOf(MANY)).toBe(MANY);
  expect(keptOf(MANY + 1)).toBeLessThan(MANY);
});

it("rules that are forgotten while a load uses them stay with that load", () => {
  const cache = createRulesCache();
  const used = cache.versionsFor("slow");
  used.add(FIRST, large);
  for (let other = 0; other < MANY + 1; other++) cache.versionsFor(`other-${other}`).add(FIRST, large);
  expect(used.of("p").get(1)).toBe(large);
  expect(cache.versionsFor("slow").of("p").has(1)).toBe(false);
});
