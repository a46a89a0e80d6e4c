import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";

// The global setup of the run has built them.
const gzippedBytes = (...names: string[]) =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(`dist/assets/widget/${name}.js`), { level: 9 }).length, 0);

describe("what pages load stays small, gzipped", () => {
  it.each([
    ["the attribution script", 2_048, ["attribution"]],
    ["the panel before it is seen", 2_560, ["panel"]],
    ["the panel at first sight", 10_240, ["panel", "panelBody"]],
    ["what the panel loads when something is opened", 8_192, ["panelMore"]],
    ["the code field", 6_144, ["code"]],
  ] as const)("%s: at most %i bytes", (_, most, names) => {
    expect(gzippedBytes(...names)).toBeLessThanOrEqual(most);
  });

  it("what every page of the dashboard loads: a style of at most 7 KiB, a script of at most 17", () => {
    const sizes = ["css", "js"].map(
      (ending) => gzipSync(readFileSync(`dist/assets/dashboard/dashboard.${ending}`), { level: 9 }).length,
    );
    expect(sizes[0]).toBeLessThanOrEqual(7_168);
    expect(sizes[1]).toBeLessThanOrEqual(17_408);
  });

  it("nothing evaluates text as code", () => {
    for (const name of ["attribution", "panel", "panelBody", "panelMore", "code"]) {
      expect(readFileSync(`dist/assets/widget/${name}.js`, "utf8")).not.toMatch(
        /\beval\(|new Function|innerHTML|insertAdjacent/,
      );
    }
  });
});
