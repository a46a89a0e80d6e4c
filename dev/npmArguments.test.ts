import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { optionsIn } from "./npmArguments.ts";

describe("what npm was given behind --", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "npm-arguments-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.skipIf(process.platform === "win32")("reaches a script that replaces npm's shell", async () => {
    const module = JSON.stringify(new URL("./npmArguments.ts", import.meta.url).href);
    await writeFile(
      join(folder, "tell.ts"),
      `import { npmArguments } from ${module}; console.log(npmArguments("--demo").join());`,
    );
    const start = `exec "${process.execPath}" tell.ts || "${process.execPath}" tell.ts`;
    await writeFile(join(folder, "package.json"), JSON.stringify({ type: "module", scripts: { start } }));
    const told = (args: string[]) =>
      spawnSync("npm", ["start", "--silent", ...args], { cwd: folder, encoding: "utf8" }).stdout;
    expect(told(["--", "--demo=full"]).trim()).toBe("--demo=full");
    expect(told([]).trim()).toBe("");
  });

  it("is nothing but the option that is looked for", () => {
    expect(optionsIn("npm start --loglevel=error --demo=full\0", "--demo")).toEqual(["--demo=full"]);
    expect(optionsIn("npm start --demonstrate", "--demo")).toEqual([]);
  });
});
