import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { ICON_PATHS } from "../src/dashboard/parts/iconPaths.ts";
import { iconPath } from "./icons.ts";

it("the dashboard's icons are Lucide's, as `node dev/icons.ts` takes them", async () => {
  for (const [name, path] of Object.entries(ICON_PATHS)) expect(path, name).toBe(await iconPath(name));
});

it("each of them is shown somewhere", () => {
  const root = fileURLToPath(new URL("../src/dashboard", import.meta.url));
  const files = globSync("**/*.ts", { cwd: root }).filter((file) => !file.endsWith("iconPaths.ts"));
  const written = files.map((file) => readFileSync(`${root}/${file}`, "utf8")).join("");
  expect(Object.keys(ICON_PATHS).filter((name) => !written.includes(`"${name}"`))).toEqual([]);
});
