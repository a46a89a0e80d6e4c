import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const functions = new URL("../../drizzle/functions/", import.meta.url);
const queries = new URL("queries/", import.meta.url);

const textsIn = (folder: URL) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /(?<!\.test)\.(?:ts|sql)$/.test(name))
    .map((name) => readFileSync(new URL(name, folder), "utf8"));

it("every statement that changes a reward or a referral raises the version that is told of it", () => {
  const changes = [...textsIn(functions), ...textsIn(queries)].flatMap((text) => {
    return [...text.matchAll(/\bUPDATE\s+(?:rewards|referrals)\b[^;]{0,60}/g)].map(([statement]) => statement);
  });
  // The tables are changed by functions alone.
  expect(changes.length).toBeGreaterThan(15);
  const silent = changes.filter((statement) => !/^UPDATE \w+ (\w+) SET revision = \1\.revision \+ 1,/.test(statement));
  expect(silent).toEqual([]);
});
