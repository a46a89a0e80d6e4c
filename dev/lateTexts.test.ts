import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import * as esbuild from "esbuild";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { LANGUAGES } from "../src/i18n/languages.ts";
import type { bringLanguage } from "../src/i18n/lateTexts.ts";
import { englishTexts } from "./buildWorker.ts";
import type { LateTexts } from "./lateTexts.ts";
import { takeTextsApart } from "./lateTexts.ts";

interface Bundle {
  readonly modules: readonly unknown[];
  readonly bringLanguage: typeof bringLanguage;
}

let late: LateTexts;
let folder: string;
let code: Uint8Array;
let copies = 0;

beforeAll(async () => {
  late = await takeTextsApart();
  folder = await mkdtemp(join(tmpdir(), "late-texts-"));
  const paths = [...late.modules.keys()].map((path) => JSON.stringify(path));
  const contents = `${paths.map((path, n) => `import * as m${n} from ${path};`).join("\n")}
export const modules = [${paths.map((_, n) => `m${n}`).join(",")}];
export { bringLanguage } from "./src/i18n/lateTexts.ts";`;
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: process.cwd() },
    ...{ bundle: true, write: false, format: "esm", platform: "node", plugins: [englishTexts(late)] },
  });
  code = outputFiles[0]?.contents ?? new Uint8Array();
});
afterAll(() => rm(folder, { recursive: true }));

/** A new isolate, with no language yet but English. */
async function bundle(): Promise<Bundle> {
  const file = join(folder, `${copies++}.mjs`);
  await writeFile(file, code);
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Bundle;
}

const assetsOf = (files: LateTexts["files"]) => {
  const fetch = vi.fn(async (path: string) => {
    const file = files.get(path);
    return file === undefined ? new Response(null, { status: 404 }) : Response.json(file);
  });
  return { fetch };
};

/** All texts of some modules in one language, by where they stand. */
const said = (modules: unknown, language: string) =>
  textsIn(modules, language, "").toSorted(([one], [other]) => one.localeCompare(other));

function textsIn(value: unknown, language: string, path: string): (readonly [string, unknown])[] {
  if (typeof value !== "object" || value === null) return [];
  if ("he" in value && "en" in value) return [[path, Reflect.get(value, language)]];
  return Object.entries(value).flatMap(([key, one]) => textsIn(one, language, `${path}/${key}`));
}

async function written(language: string) {
  const modules = await Promise.all([...late.modules.keys()].map((path) => import(path)));
  return said(modules, language);
}

describe("the texts that people read, as the Worker has them", () => {
  it.each(LANGUAGES)("each is said in %s as it is written", async (language) => {
    const { modules, bringLanguage } = await bundle();
    await bringLanguage(assetsOf(late.files), language);
    const all = said(modules, language);
    expect(all.length).toBeGreaterThan(500);
    expect(all).toEqual(await written(language));
  });

  it("the bundle holds none in another language than English", () => {
    expect(new TextDecoder().decode(code)).not.toMatch(/[\u0400-\u04ff\u0590-\u05ff]|\\u04|\\u05/);
  });

  it("a language is read once", async () => {
    const { bringLanguage } = await bundle();
    const assets = assetsOf(late.files);
    await bringLanguage(assets, "en");
    await bringLanguage(assets, "ru");
    await bringLanguage(assets, "ru");
    expect(assets.fetch).toHaveBeenCalledExactlyOnceWith("/dashboard/texts.ru.json");
  });

  it("where a language can't be read, English is shown, and the next page tries again", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const { modules, bringLanguage } = await bundle();
    const broken = { fetch: () => Promise.reject(new TypeError("cut off")) };
    for (const assets of [assetsOf(new Map()), broken]) {
      await bringLanguage(assets, "uk");
      expect(said(modules, "uk")).toEqual(await written("en"));
    }
    expect(logged).toHaveBeenCalledTimes(2);
    await bringLanguage(assetsOf(late.files), "uk");
    expect(said(modules, "uk")).toEqual(await written("uk"));
    logged.mockRestore();
  });

  it("the texts of another build are not believed, since their numbers name others", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    const { modules, bringLanguage } = await bundle();
    const older = new Map([...late.files].map(([path, { texts }]) => [path, { build: "older", texts }]));
    await bringLanguage(assetsOf(older), "he");
    expect(said(modules, "he")).toEqual(await written("en"));
    logged.mockRestore();
  });

  it("a file that does not come keeps no page waiting", async () => {
    vi.useFakeTimers();
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      const { modules, bringLanguage } = await bundle();
      const brought = bringLanguage({ fetch: () => new Promise(() => {}) }, "he");
      await vi.runAllTimersAsync();
      await brought;
      expect(said(modules, "he")).toEqual(await written("en"));
    } finally {
      logged.mockRestore();
      vi.useRealTimers();
    }
  });
});
