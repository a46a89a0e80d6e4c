import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { OUR_PICTURE } from "../src/http/pages/ourPicture.ts";
import type { AssetNames } from "../src/http/replies/assetNames.ts";
import { routeTable } from "../src/http/routeTable.ts";
import { LANGUAGES } from "../src/i18n/languages.ts";
import type { WidgetTextKey } from "../src/i18n/widget/en.ts";
import { widgetTexts } from "../src/i18n/widgetTexts.ts";
import { openApiDocument } from "./document/document.ts";
import { examplesOfStory } from "./document/examples.ts";
import { guideFiles } from "./guide/buildGuide.ts";
import { writeIfChanged } from "./writeIfChanged.ts";

/**
 * The first half of `npm run build`: what is served to browsers as files, made into `dist/assets/`: the elements for
 * shops, the reference and its document, the guide, and the style and script of the dashboard.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const assetsFolder = join(root, "dist/assets");

/** What an element has to say before the server has told it anything, such as that it can't be reached. */
const PANEL_TEXTS: readonly WidgetTextKey[] = ["openPanel", "offlineTitle", "errorTitle", "retry", "close"];
const CODE_TEXTS: readonly WidgetTextKey[] = [
  "codeLabel",
  "codeApply",
  "codeChecking",
  "codeApplied",
  "codeRemove",
  "codeUnchecked",
  "codeOffline",
];

const shared: esbuild.BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  write: false,
  target: "es2020",
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  outdir: assetsFolder,
  // Fields are assigned, which every browser knows, instead of defined by a helper.
  tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
};

/** Writes the files that changed, each whole: a reader gets the old one or the new one meanwhile. */
export async function buildAssets(): Promise<void> {
  const files = await Promise.all([
    referenceFiles(),
    widgetFiles(),
    dashboardFiles(),
    documentFiles(),
    guidePages(),
    cardFiles(),
  ]);
  await Promise.all(files.flat().map(([path, bytes]) => writeIfChanged(path, bytes)));
}

type File = readonly [path: string, bytes: Uint8Array];

async function guidePages(): Promise<File[]> {
  return (await guideFiles(root)).map(([path, text]) => [join(assetsFolder, path), Buffer.from(text)]);
}

/** What links are shown with where their shop has no picture: as `npm run pictures` drew it. */
async function cardFiles(): Promise<File[]> {
  const name = OUR_PICTURE.sha256;
  return [[join(assetsFolder, "media", name), await readFile(join(root, "dev/card", name))]];
}

async function documentFiles(): Promise<File[]> {
  const document = openApiDocument(routeTable, await examplesOfStory());
  return [[join(assetsFolder, "openapi.json"), Buffer.from(JSON.stringify(document))]];
}

async function referenceFiles(): Promise<File[]> {
  const bundle = "node_modules/@scalar/api-reference/dist/browser/standalone.js";
  return [[join(assetsFolder, "docs/scalar.js"), await readFile(join(root, bundle))]];
}

async function widgetFiles(): Promise<File[]> {
  const more = await esbuild.build({
    ...shared,
    entryPoints: ["widget/panelMore.ts"],
    format: "esm",
    outbase: ".",
    plugins: [minifiedStyles, fromPanel],
  });
  const results = await Promise.all([
    more,
    // Stands in the page's head and must run in browsers that know nothing newer.
    esbuild.build({
      ...shared,
      entryPoints: ["widget/attribution.ts"],
      format: "iife",
      target: "es2015",
      outbase: ".",
    }),
    // The body is loaded when the panel is seen. All have fixed names, so that no cached page asks for a file
    // that a deployment has replaced.
    esbuild.build({
      ...shared,
      entryPoints: ["widget/panel.ts"],
      format: "esm",
      outbase: ".",
      define: textsOf("PANEL_TEXTS", PANEL_TEXTS),
      plugins: [minifiedStyles],
    }),
    esbuild.build({
      ...shared,
      entryPoints: ["widget/panelBody.ts"],
      format: "esm",
      outbase: ".",
      define: { MORE_VERSION: JSON.stringify(hashOf(more.outputFiles?.[0]?.contents).slice(0, 8)) },
      plugins: [minifiedStyles, fromPanel],
    }),
    esbuild.build({
      ...shared,
      entryPoints: ["widget/code.ts"],
      format: "esm",
      outbase: ".",
      define: textsOf("CODE_TEXTS", CODE_TEXTS),
      plugins: [minifiedStyles],
    }),
  ]);
  return results.flatMap(({ outputFiles }) =>
    (outputFiles ?? []).map(({ path, contents }) => [path, contents] as const),
  );
}

/** The dashboard's style and script, with a file that says what pages call them: their names hold their hash. */
async function dashboardFiles(): Promise<File[]> {
  const folder = join(assetsFolder, "dashboard");
  const { outputFiles = [] } = await esbuild.build({
    ...shared,
    entryPoints: ["browser/dashboard.ts", "browser/dashboard.css"],
    format: "iife",
    target: "es2022",
    outdir: folder,
  });
  const named = (ending: string) => {
    const file = outputFiles.find(({ path }) => path.endsWith(ending));
    return `dashboard.${hashOf(file?.contents).slice(0, 16)}${ending}`;
  };
  const names: AssetNames = { style: named(".css"), script: named(".js") };
  const files = outputFiles.map(({ path, contents }): File => [path, contents]);
  return [...files, [join(folder, "names.json"), Buffer.from(JSON.stringify(names))]];
}

function hashOf(contents: Uint8Array = new Uint8Array()): string {
  return createHash("sha256").update(contents).digest("hex");
}

/** The chosen texts in every language, as a constant of that name. */
function textsOf(name: string, keys: readonly WidgetTextKey[]): Record<string, string> {
  const inLanguage = (language: (typeof LANGUAGES)[number]) =>
    Object.fromEntries(keys.map((key) => [key, widgetTexts[language][key]]));
  return { [name]: JSON.stringify(Object.fromEntries(LANGUAGES.map((language) => [language, inLanguage(language)]))) };
}

/** A style sheet is imported as its minified text: elements adopt it, because a strict page allows no inline style. */
const minifiedStyles: esbuild.Plugin = {
  name: "minified-styles",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const options: esbuild.TransformOptions = { loader: "css", minify: true, target: "es2020", charset: "utf8" };
      const { code } = await esbuild.transform(await readFile(path, "utf8"), options);
      // Space around the values of custom properties is part of them, and means nothing in any of ours.
      const css = code.trim().replaceAll(/(--[\w-]+[:,]) /g, "$1");
      return { contents: `export const css = ${JSON.stringify(css)};`, loader: "js" };
    });
  },
};

/** The body and the second part are only ever loaded by the panel, so what it has brought is not brought again. */
const fromPanel: esbuild.Plugin = {
  name: "from-panel",
  setup(build) {
    build.onResolve({ filter: /^\.\/panel\.ts$/ }, () => ({ path: "./panel.js", external: true }));
  },
};

if (import.meta.main) await buildAssets();
