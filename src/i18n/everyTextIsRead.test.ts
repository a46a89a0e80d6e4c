import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { packageRoot } from "../packageRoot.ts";
import { CLIENT_SENTENCES } from "./client/clientSentences.ts";
import { pageTexts } from "./pageTexts.ts";
import { widgetTexts } from "./widgetTexts.ts";

/** Files that hold texts and tell none, and queries, which have the same words for columns. */
const HOLDERS = /^src\/db\/|^src\/i18n\/(pageTexts\.ts|(dashboard|widget)\/)|^src\/i18n\/client\/[a-z]{2}\.ts$/;
/** A catalogue that the compiler holds to no closed list: any key may stand in it. */
const OPEN =
  /export const (\w+) = \{((?:(?!\nexport).)*)\n\} as const satisfies Readonly<\s*Record<string, InEveryLanguage>/gs;

const sources = ["src", "widget", "browser"].flatMap((folder) =>
  readdirSync(join(packageRoot, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|js)$/.test(file) && !/\.(test|probe)\.ts$/.test(file))
    .map((file) => `${folder}/${file}`)
    .map((file) => ({ file, code: readFileSync(join(packageRoot, file), "utf8") })),
);
const readers = sources.filter(({ file }) => !HOLDERS.test(file)).map(({ code }) => code);
const all = readers.join("\n");

const escaped = (key: string): string => key.replaceAll(/[.$]/g, String.raw`\$&`);

/** Whether code names a key: as a text, or by a template that it fits, such as `did_${kind}`. */
function says(code: string, key: string): boolean {
  if (new RegExp(`["'\`]${escaped(key)}["'\`]`).test(code)) return true;
  return [...code.matchAll(/`([\w.-]*)\$\{[^{}`]*\}([\w.-]*)(?:\$\{[^{}`]*\})?`/g)].some(([, start = "", end = ""]) => {
    // A letter or two, such as a plural's, would fit anything.
    return (
      `${start}${end}`.length > 2 && key.startsWith(start) && (start === "" ? key.endsWith(end) : key.includes(end))
    );
  });
}

/** The same, or as a property: of the catalogue by its name, or by a shorter one that the file gives it. */
function names(code: string, holder: string, key: string): boolean {
  const called = [
    holder,
    ...[...code.matchAll(new RegExp(`const (\\w+) = ${holder};`, "g"))].map(([, short]) => short),
  ];
  return new RegExp(`\\b(?:${called.join("|")})\\.${escaped(key)}\\b`).test(code) || says(code, key);
}

const catalogues = sources.flatMap(({ code }) =>
  [...code.matchAll(OPEN)].map(([, name = "", body = ""]) => {
    const keys = [...body.matchAll(/^ {2}(?:(\w+)|"([^"]+)"): \{/gm)].map(([, plain, quoted]) => plain ?? quoted ?? "");
    return { name, keys };
  }),
);

it("there are catalogues to look at", () => {
  expect(catalogues.length).toBeGreaterThan(30);
  expect(catalogues.flatMap(({ keys }) => keys).length).toBeGreaterThan(700);
});

it.each(catalogues)("every text of $name is read", ({ name, keys }) => {
  const nearby = readers.filter((code) => new RegExp(`\\b${name}\\b`).test(code)).join("\n");
  // A key that is worked out comes from a file that need not know the catalogue.
  const isWorkedOut = new RegExp(`\\b${name}(?!\\.\\w|\\["|\\b[ ,]*[\\w, ]*\\} from)`).test(nearby);
  expect(
    keys.filter(
      (key) => !names(nearby, name, key) && !(isWorkedOut && key.split(".").every((part) => says(all, part))),
    ),
  ).toEqual([]);
});

it.each([
  ["the elements", Object.keys(widgetTexts.en)],
  ["sentences for customers", Object.keys(CLIENT_SENTENCES)],
  ["hosted pages", Object.keys(pageTexts.en)],
])("every text of %s is read", (_, keys) => {
  expect(keys.filter((key) => !says(all, key) && !new RegExp(`\\.${key}\\b`).test(all))).toEqual([]);
});
