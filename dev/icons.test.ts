import { expect, it } from "vitest";
import { ICON_PATHS } from "../src/dashboard/parts/iconPaths.ts";
import { iconPath } from "./icons.ts";

it("the dashboard's icons are Lucide's, as `node dev/icons.ts` takes them", async () => {
  for (const [name, path] of Object.entries(ICON_PATHS)) expect(path, name).toBe(await iconPath(name));
});
