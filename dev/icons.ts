import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ICON_PATHS } from "../src/dashboard/parts/iconPaths.ts";

/**
 * `node dev/icons.ts gift users` takes icons of Lucide into the set that the dashboard keeps. Without names it writes
 * the set anew, which is what a new version of Lucide asks for.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const TARGET = join(root, "src/dashboard/parts/iconPaths.ts");

const HEAD = `/**
 * What is inside of each icon that the dashboard shows: Lucide's, which are free to use under the ISC licence
 * (https://lucide.dev/license). \`node dev/icons.ts NAME\` writes this file, and takes one more into it.
 */
`;

/** The shapes inside of an icon's SVG, without the space between them. */
export async function iconPath(name: string): Promise<string> {
  const svg = await readFile(join(root, "node_modules/lucide-static/icons", `${name}.svg`), "utf8");
  const inside = /<svg[^>]*>(.*)<\/svg>/s.exec(svg)?.[1] ?? "";
  return inside
    .trim()
    .replaceAll(/\s*\n\s*/g, "")
    .replaceAll(" />", "/>");
}

/** The file that holds the named icons, in the order of the alphabet. */
export async function iconFile(names: readonly string[]): Promise<string> {
  const sorted = [...new Set(names)].toSorted();
  const lines = await Promise.all(sorted.map(async (name) => `  ${keyOf(name)}:\n    '${await iconPath(name)}',\n`));
  return `${HEAD}export const ICON_PATHS = {\n${lines.join("")}} as const;\n\nexport type IconName = keyof typeof ICON_PATHS;\n`;
}

function keyOf(name: string): string {
  return /^[a-z]+$/.test(name) ? name : JSON.stringify(name);
}

if (import.meta.main) await writeFile(TARGET, await iconFile([...Object.keys(ICON_PATHS), ...process.argv.slice(2)]));
