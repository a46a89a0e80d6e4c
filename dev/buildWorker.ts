import { builtinModules } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import type { LateTexts } from "./lateTexts.ts";
import { takeTextsApart } from "./lateTexts.ts";
import { leaveOut } from "./leaveOut.ts";
import { removeOthers } from "./removeOthers.ts";
import { writeIfChanged } from "./writeIfChanged.ts";

/**
 * Makes `dist/worker/`, which wrangler minifies and deploys: the sources, in which the texts that come late are English,
 * with the packages that they ask for, and the texts in other languages beside them, as files that an isolate reads when
 * it needs them.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const workerFolder = join(root, "dist/worker");
const assetsFolder = join(root, "dist/assets");

/** Writes the files that changed. */
export async function buildWorker(): Promise<void> {
  const late = await takeTextsApart();
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: { index: "src/index.ts" },
    outdir: workerFolder,
    bundle: true,
    write: false,
    // What is imported late stays apart, and wrangler evaluates it late.
    splitting: true,
    external: ["cloudflare:*", "node:*", ...builtinModules],
    platform: "neutral",
    // What wrangler takes of a package that has several.
    conditions: ["workerd", "worker", "browser"],
    mainFields: ["browser", "module", "main"],
    format: "esm",
    target: "es2024",
    charset: "utf8",
    sourcemap: true,
    logLevel: "warning",
    plugins: [englishTexts(late), leaveOut()],
  });
  await Promise.all([
    ...outputFiles.map(({ path, contents }) => writeIfChanged(path, contents)),
    ...[...late.files].map(([path, file]) =>
      writeIfChanged(join(assetsFolder, path), Buffer.from(JSON.stringify(file))),
    ),
  ]);
  await removeOthers(workerFolder, outputFiles);
}

/** Puts the English in place of what is written in every language. */
export function englishTexts({ modules }: LateTexts): esbuild.Plugin {
  return {
    name: "english-texts",
    setup(build) {
      build.onLoad({ filter: /[\\/]i18n[\\/]/ }, ({ path }) => {
        const contents = modules.get(path);
        return contents === undefined ? undefined : { contents, loader: "js" };
      });
    },
  };
}

if (import.meta.main) await buildWorker();
