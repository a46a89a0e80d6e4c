import { join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { removeOthers } from "./removeOthers.ts";
import { writeIfChanged } from "./writeIfChanged.ts";

/**
 * The second half of `npm run build`: the server as a few files of plain JavaScript, in `dist/server/`. Some six hundred
 * modules that are found, read and stripped of their types one by one cost four times the processor time of these at
 * each start, and half as much memory again (`bench/README.md`).
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const serverFolder = join(root, "dist/server");

/** What these load beside them, such as the database's WebAssembly, is found from where they are installed. */
const LEFT_OUTSIDE = ["@electric-sql/pglite", "drizzle-orm", "pg-native"];

/** Packages that are written with `require` ask for Node's own modules by it. */
const REQUIRE = 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);';

/** Makes `dist/server/node.js`, the thread it starts, the two commands that a deployment needs, and what all share. */
export async function buildServer(): Promise<void> {
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: {
      node: "src/node.ts",
      historyThread: "src/historyThread.ts",
      migrate: "dev/migrate.ts",
      tenant: "dev/tenant.ts",
    },
    outdir: serverFolder,
    bundle: true,
    write: false,
    splitting: true,
    platform: "node",
    format: "esm",
    target: "node24",
    charset: "utf8",
    external: LEFT_OUTSIDE,
    banner: { js: REQUIRE },
    // Not minified, so that the stack of an error in a log names functions that can be found in the source.
    legalComments: "none",
    logLevel: "warning",
  });
  await Promise.all(outputFiles.map(({ path, contents }) => writeIfChanged(path, contents)));
  await removeOthers(serverFolder, outputFiles);
}

if (import.meta.main) await buildServer();
