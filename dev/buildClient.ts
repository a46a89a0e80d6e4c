import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import * as esbuild from "esbuild";
import { writeIfChanged } from "./writeIfChanged.ts";

/**
 * The last part of `npm run build`: the typed client, as other projects import it from "refer-a-friend/client", in
 * `dist/client/`.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const NAMES = ["client", "openapi"];

/** Writes `client.js`, and what it and the document are typed by. */
export async function buildClient(): Promise<void> {
  const folder = join(root, "dist/client");
  const { outputFiles } = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["src/client/client.ts"],
    outdir: folder,
    bundle: true,
    packages: "external",
    write: false,
    format: "esm",
    target: "es2022",
    logLevel: "warning",
  });
  const types = await declarations();
  await Promise.all([
    ...outputFiles.map(({ path, contents }) => writeIfChanged(path, contents)),
    ...types.map(([name, text]) => writeIfChanged(join(folder, `${name}.d.ts`), Buffer.from(text))),
  ]);
}

/** A file of types names others as they are called once they are built. */
async function declarations(): Promise<[string, string][]> {
  const folder = await mkdtemp(join(tmpdir(), "client-"));
  try {
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    const options = ["--declaration", "--emitDeclarationOnly", "--noEmit", "false", "--outDir", folder];
    const config = join(root, "src/client/tsconfig.json");
    await promisify(execFile)(process.execPath, [compiler, "-p", config, ...options], { cwd: root });
    return await Promise.all(
      NAMES.map(async (name): Promise<[string, string]> => {
        const text = await readFile(join(folder, `${name}.d.ts`), "utf8");
        return [name, text.replaceAll(/(from "\.\/\w+)\.ts"/g, '$1.js"')];
      }),
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

if (import.meta.main) await buildClient();
