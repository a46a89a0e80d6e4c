import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path/posix";
import { parseAst } from "vitest/node";

/** The source as a tree that tests can ask: its files, what they import, and every node of their syntax. */

/** Where code is. */
export const FOLDERS = ["src", "widget", "browser", "dev", "bench", "test"];
const NOT_CODE = /(^|\/)(node_modules|dist)\/|^dev\/data\//;

export interface Source {
  readonly path: string;
  readonly text: string;
}

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

export interface Import {
  readonly line: number;
  readonly target: string;
  readonly typeOnly: boolean;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

function* nodesOf(value: unknown): Generator<Node> {
  if (Array.isArray(value)) for (const item of value) yield* nodesOf(item);
  if (!isNode(value)) return;
  yield value;
  for (const child of Object.values(value)) if (typeof child === "object") yield* nodesOf(child);
}

export function parse({ path, text }: Source): Node[] {
  const lang = path.endsWith("x") ? "tsx" : path.endsWith(".d.ts") ? "dts" : /\.m?js$/.test(path) ? "js" : "ts";
  return [...nodesOf(parseAst(text, { lang }))];
}

export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

/** The imports, with a relative one as a path from the root; `import { type A }` still loads its module. */
export function importsOf(source: Source, nodes: readonly Node[]): Import[] {
  const imports: Import[] = [];
  for (const node of nodes) {
    const from = /^(Import(Declaration|Expression)|Export(Named|All)Declaration|TSImportType)$/.test(node.type)
      ? node.source
      : undefined;
    if (!isNode(from) || typeof from.value !== "string") continue;
    const typeOnly = [node.importKind, node.exportKind].includes("type") || node.type === "TSImportType";
    const target = from.value.startsWith(".") ? join(dirname(source.path), from.value) : from.value;
    imports.push({ line: lineAt(source.text, node.start), target, typeOnly });
  }
  return imports;
}

/** Every file of code under a folder, with its path from there. */
export function sourcesOf(root: string): Source[] {
  const folders = readdirSync(root).filter((entry) => FOLDERS.includes(entry));
  const inFolders = folders.flatMap((folder) => {
    const entries = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" });
    return entries.map((entry) => `${folder}/${entry.replaceAll("\\", "/")}`);
  });
  const paths = [...readdirSync(root), ...inFolders].filter(
    (path) => /\.(tsx?|m?js)$/.test(path) && !NOT_CODE.test(path),
  );
  return paths.map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}
