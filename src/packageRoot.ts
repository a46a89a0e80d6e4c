import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The folder of the package, on Node: the nearest one above this file that has a package.json. The sources and what is
 * bundled of them into `dist/server` lie at different depths, so that no fixed way up fits both.
 */
export const packageRoot = rootAbove(import.meta.dirname);

function rootAbove(folder: string): string {
  const parent = dirname(folder);
  if (existsSync(join(folder, "package.json"))) return folder;
  if (parent === folder) throw new Error("The server's files are not in their package: package.json is missing.");
  return rootAbove(parent);
}
