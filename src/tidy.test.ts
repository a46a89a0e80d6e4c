import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Import, Node, Source } from "./testing/sourceTree.ts";
import { FOLDERS, importsOf, isNode, lineAt, parse, sourcesOf } from "./testing/sourceTree.ts";

// The rules of ARCHITECTURE.md that can be checked by reading the source, so that no review has to.

const MAX_FILE_LINES = 300;
const MAX_ROUTE_FILE_LINES = 120;
const MAX_FUNCTION_LINES = 70;
/** The tables are one declaration, read together and by drizzle-kit as one file. */
const LONG_FILES = ["src/db/schema.ts", "src/client/openapi.ts"];
/** What exports by default because its runtime or its tool asks for that. */
const DEFAULT_EXPORTS = /^(src\/index\.ts|[^/]+\.config\.ts)$/;
const CAMEL_CASE = /^[a-z][a-zA-Z0-9]*(\.[a-z]+)*$/;
/** The only files that choose between implementations, one for each runtime. */
const COMPOSITION_ROOTS = /^src\/(node|worker)Deps\.ts$/;
const SQL_FILES = /^src\/db\/(queries\/.+|migrate\.ts)$/;
/** Uppercase alone, as all SQL here is written: "select a program" is a text, not a statement. */
const SQL = /^\s*(SELECT|INSERT INTO|UPDATE \S+ SET|DELETE FROM|WITH \w+|TRUNCATE|CREATE|ALTER|DROP)\s/;
const TEST_SUPPORT = /\.test\.tsx?$|^src\/testing\//;
/** What each part of src may import besides itself. Everything also may import what `OF_ALL` names, and the type of Deps. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  db: ["domain"],
  // What the API answers: each thing's schema with what makes its JSON.
  contract: ["domain", "db", "i18n"],
  engine: ["contract", "domain", "db"],
  usecases: ["contract", "engine", "domain", "db"],
  i18n: ["domain"],
  recipes: ["domain", "i18n"],
  http: ["contract", "jobs", "usecases", "engine", "domain", "db", "i18n", "recipes"],
  // Pages for the people of a tenant's staff.
  dashboard: ["http", "contract", "jobs", "usecases", "engine", "domain", "db", "i18n", "recipes"],
  jobs: ["contract", "usecases", "engine", "domain", "db"],
  // The tenant that a first start makes.
  demo: ["usecases", "engine", "domain", "db"],
  adapters: ["domain", "db"],
  // Given away to those who call the API.
  client: [],
};

const OF_ALL = ["src/ports.ts", "src/log.ts", "src/packageRoot.ts", "src/makeFolder.ts"];

/** Why a file may not have this import, or null. */
function importProblem(path: string, { target, typeOnly }: Import): string | null {
  const isFile = FOLDERS.includes(target.split("/")[0] ?? "");
  if (path.startsWith("widget/") && target.startsWith("src/") && !typeOnly)
    return "widget imports nothing of src but types";
  if (!path.startsWith("src/")) return null;
  if (isFile && !target.startsWith("src/")) return `src imports nothing of ${target.split("/")[0]}/`;
  if (TEST_SUPPORT.test(target)) return "only tests import test support";
  if (/^src\/adapters\//.test(target) && !/^src\/adapters\//.test(path) && !COMPOSITION_ROOTS.test(path)) {
    return "only nodeDeps.ts and workerDeps.ts import adapters";
  }
  const part = /^src\/([^/]+)\//.exec(path)?.[1];
  if (part === undefined) return null;
  // A schema is data and a parser is pure: zod is the one package that the domain may use.
  if (part === "domain" && target !== "zod" && !target.startsWith("src/domain/"))
    return "domain imports nothing outside itself but zod";
  if (/^drizzle-orm/.test(target) && part !== "db") return "SQL belongs in db/queries";
  if (!isFile || OF_ALL.includes(target) || (target === "src/deps.ts" && typeOnly)) return null;
  const targetPart = /^src\/([^/]+)\//.exec(target)?.[1] ?? target;
  const allowed = MAY_IMPORT[part];
  if (allowed === undefined) return `say in MAY_IMPORT what ${part} may import`;
  return targetPart === part || allowed.includes(targetPart) ? null : `${part} may not import ${targetPart}`;
}

/** What makes the same call answer differently tomorrow, or be heard outside. */
function impurity(node: Node): string | null {
  const named = (value: unknown) => (isNode(value) && typeof value.name === "string" ? value.name : "");
  const argless = Array.isArray(node.arguments) && node.arguments.length === 0;
  if (node.type === "NewExpression" && named(node.callee) === "Date" && argless) return "new Date()";
  if (node.type === "CallExpression" && named(node.callee) === "Date") return "Date()";
  if (node.type !== "MemberExpression") return null;
  const member = `${named(node.object)}.${named(node.property)}`;
  if (member.startsWith("console.")) return "console";
  return ["Date.now", "Math.random", "performance.now"].includes(member) ? member : null;
}

function lengthProblems({ path, text }: Source, nodes: readonly Node[]): string[] {
  const problems: string[] = [];
  const limit = /^src\/http\/routes\//.test(path) && !TEST_SUPPORT.test(path) ? MAX_ROUTE_FILE_LINES : MAX_FILE_LINES;
  const lines = text.trimEnd().split("\n").length;
  if (lines > limit && !LONG_FILES.includes(path))
    problems.push(`${path}:${limit + 1} ${lines} lines, at most ${limit}`);
  // The body of a `describe` is a list of tests, not a function someone has to hold in mind.
  if (TEST_SUPPORT.test(path)) return problems;
  for (const node of nodes) {
    if (!/^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type)) continue;
    const first = lineAt(text, node.start);
    const length = lineAt(text, node.end) - first + 1;
    if (length > MAX_FUNCTION_LINES) {
      problems.push(`${path}:${first} a function of ${length} lines, at most ${MAX_FUNCTION_LINES}`);
    }
  }
  return problems;
}

/** The files that decide: the domain, the room `engine/decide`, and everything that it reaches. */
function pureFiles(imports: ReadonlyMap<string, readonly Import[]>): Set<string> {
  const isStart = (path: string) => /^src\/(domain|engine\/decide)\//.test(path);
  const pure = new Set([...imports.keys()].filter((path) => isStart(path) && !TEST_SUPPORT.test(path)));
  for (const path of pure) {
    for (const { target, typeOnly } of imports.get(path) ?? []) if (!typeOnly && imports.has(target)) pure.add(target);
  }
  return pure;
}

/** `{ z }` is one object with all of zod in it, its texts in fifty languages too, and bundlers leave nothing of it out. */
function takesZodApart({ type, source, importKind, specifiers }: Node): boolean {
  if (type !== "ImportDeclaration" || importKind === "type" || !isNode(source) || source.value !== "zod") return false;
  return Array.isArray(specifiers) && specifiers.some((it) => isNode(it) && it.type === "ImportSpecifier");
}

/** The text of a string, or of a template's part; a statement always begins one. */
function writtenText({ type, value }: Node): string {
  if (type === "Literal" && typeof value === "string") return value;
  const isPart = type === "TemplateElement" && typeof value === "object" && value !== null && "raw" in value;
  return isPart ? String(value.raw) : "";
}

function contentProblems({ path, text }: Source, nodes: readonly Node[], isPure: boolean): string[] {
  const problems: string[] = [];
  const mayHoldSql = !path.startsWith("src/") || SQL_FILES.test(path) || TEST_SUPPORT.test(path);
  for (const node of nodes) {
    const report = (rule: string) => problems.push(`${path}:${lineAt(text, node.start)} ${rule}`);
    if (node.type === "ExportDefaultDeclaration" && !DEFAULT_EXPORTS.test(path)) report("exports are named");
    if (takesZodApart(node)) report("zod is imported as a namespace");
    if (!mayHoldSql && SQL.test(writtenText(node))) report("SQL belongs in db/queries");
    const impure = isPure ? impurity(node) : null;
    if (impure !== null) report(`${impure} where the same input must give the same decision`);
  }
  return problems;
}

/**
 * The shortest ways from a file back to itself, as "a -> b -> a"; each circle once, by its first file. Which of two
 * files comes first must always be clear to those who read and test them.
 */
function circles(imports: ReadonlyMap<string, readonly Import[]>): string[] {
  const found = [...imports.keys()].toSorted().flatMap((start) => {
    const reached = new Map<string, readonly string[]>([[start, [start]]]);
    for (const [path, way] of reached) {
      for (const { target } of imports.get(path) ?? []) {
        if (target === start) return [[...way, start]];
        if (imports.has(target) && !reached.has(target)) reached.set(target, [...way, target]);
      }
    }
    return [];
  });
  const seen = new Set<string>();
  return found.flatMap((way) => {
    const isKnown = way.every((path) => seen.has(path));
    for (const path of way) seen.add(path);
    return isKnown ? [] : [way.join(" -> ")];
  });
}

/** Every breach of the rules, as "file:line rule". Pure, so that the rules themselves are tested below. */
function violations(sources: readonly Source[]): string[] {
  const parsed = sources.map((source) => ({ source, nodes: parse(source) }));
  const imports = new Map(parsed.map(({ source, nodes }) => [source.path, importsOf(source, nodes)]));
  const pure = pureFiles(imports);
  const inCircles = circles(imports).map((way) => `${way.split(" ")[0]}:1 imports go in a circle (${way})`);
  const others = parsed.flatMap(({ source, nodes }) => {
    const { path } = source;
    const problems = [...lengthProblems(source, nodes), ...contentProblems(source, nodes, pure.has(path))];
    if (!CAMEL_CASE.test(path.slice(path.lastIndexOf("/") + 1))) problems.push(`${path}:1 file names are camelCase`);
    for (const found of TEST_SUPPORT.test(path) ? [] : (imports.get(path) ?? [])) {
      const problem = importProblem(path, found);
      if (problem !== null) problems.push(`${path}:${found.line} ${problem} (${found.target})`);
    }
    return problems;
  });
  return [...others, ...inCircles];
}

test("the source keeps the rules of the house", () => {
  const sources = sourcesOf(fileURLToPath(new URL("..", import.meta.url)));
  expect(sources.map(({ path }) => path)).toContain("src/ports.ts");
  expect(violations(sources)).toEqual([]);
});

describe("a breach is found with its file and line", () => {
  const lines = (count: number, line: string) => `${line}\n`.repeat(count);
  const breaches: ReadonlyArray<readonly [found: string, text: string]> = [
    ["src/domain/a.ts:1 domain imports nothing outside itself but zod (hono)", 'import { Hono } from "hono";'],
    ["src/domain/a.ts:2 domain imports nothing outside", '\nimport type { B } from "../engine/b.ts";'],
    ["src/engine/a.ts:1 engine may not import http", 'import { b } from "../http/b.ts";'],
    ["src/usecases/a.ts:1 usecases may not import http", 'export * from "../http/b.ts";'],
    ["src/http/a.ts:1 only nodeDeps.ts and workerDeps.ts", 'const b = await import("../adapters/b.ts");'],
    ["src/http/a.ts:1 src imports nothing of dev/", 'import { b } from "../../dev/b.ts";'],
    ["src/http/a.ts:1 only tests import test support", 'import { b } from "../testing/b.ts";'],
    ["src/new/a.ts:1 say in MAY_IMPORT what new may import", 'import { b } from "../http/b.ts";'],
    ["src/http/a.ts:1 SQL belongs in db/queries", 'import { sql } from "drizzle-orm";'],
    ["src/http/a.ts:1 SQL belongs in db/queries", "const a = `\n  SELECT 1`;"],
    ["widget/a.ts:1 widget imports nothing of src but types", 'import { type B } from "../src/b.ts";'],
    ["src/domain/a.ts:1 Date.now where the same input", "const a = Date.now();"],
    ["src/domain/a.ts:3 new Date() where the same input", "\n\nconst a = new Date();"],
    ["src/engine/decide/decide.ts:1 Math.random where the same input", "const a = Math.random();"],
    ["src/engine/decide/all.ts:1 console where the same input", "console.log(1);"],
    ["src/http/a.ts:1 zod is imported as a namespace", 'import { z } from "zod";'],
    ["src/http/a.ts:1 exports are named", "export default 1;"],
    ["src/http/some-route.ts:1 file names are camelCase", ""],
    ["src/http/a.ts:301 301 lines, at most 300", lines(301, "//")],
    ["src/http/routes/a.ts:121 121 lines, at most 120", lines(121, "//")],
    ["src/http/a.ts:2 a function of 71 lines", `const é = 1;\nconst f = () => {\n${lines(69, "//")}};`],
  ];
  test.each(breaches)("%s", (found, text) => {
    const all = violations([{ path: found.slice(0, found.indexOf(":")), text }]);
    expect(all).toHaveLength(1);
    expect(all[0]).toContain(found);
  });

  test("purity reaches what decide imports, and no further", () => {
    const impure = "export const a = () => Date.now();";
    const sources = [
      {
        path: "src/engine/decide/decide.ts",
        text: 'import { a } from "../loop/inner.ts";\nimport type { B } from "../loop/outer.ts";',
      },
      { path: "src/engine/loop/inner.ts", text: impure },
      { path: "src/engine/loop/outer.ts", text: impure },
    ];
    expect(violations(sources)).toEqual([expect.stringContaining("src/engine/loop/inner.ts:1 Date.now")]);
  });

  test("a circle is told once, also one of types alone", () => {
    const sources = [
      { path: "src/engine/a.ts", text: 'import type { B } from "./b.ts";' },
      { path: "src/engine/b.ts", text: 'import { c } from "../domain/c.ts";\nexport { c } from "./c.ts";' },
      { path: "src/engine/c.ts", text: 'import { a } from "./a.ts";' },
      { path: "src/domain/c.ts", text: "export const c = 1;" },
    ];
    const way = "src/engine/a.ts -> src/engine/b.ts -> src/engine/c.ts -> src/engine/a.ts";
    expect(violations(sources)).toEqual([`src/engine/a.ts:1 imports go in a circle (${way})`]);
  });

  test("what is allowed is left alone", () => {
    const sources = [
      { path: "src/http/a.ts", text: 'import type { Deps } from "../deps.ts";\nimport { b } from "../usecases/b.ts";' },
      { path: "src/nodeDeps.ts", text: 'import { b } from "./adapters/b.ts";' },
      { path: "src/domain/a.ts", text: "export const a = (at: string) => new Date(at);" },
      { path: "src/db/queries/a.ts", text: 'import { a } from "../../domain/a.ts";\nexport const b = "SELECT 1";' },
      { path: "src/http/a.test.ts", text: 'import { b } from "../adapters/b.ts";\nexport const c = "SELECT 1";' },
      { path: "src/domain/b.ts", text: 'import type { z } from "zod";' },
      { path: "src/domain/c.ts", text: 'import * as z from "zod";' },
      { path: "widget/a.ts", text: 'import type { B } from "../src/b.ts";' },
      { path: "vitest.config.ts", text: "export default {};" },
    ];
    expect(violations(sources)).toEqual([]);
  });
});
