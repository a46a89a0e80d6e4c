import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** What the compiler says of a line of the source. */
export interface CompileError {
  readonly path: string;
  readonly line: number;
}

/**
 * Compiles a file of `src`, with all that it imports, as it would stand after a change to it.
 *
 * @param path from the root of the repository
 */
export async function compileErrors(path: string, change: (text: string) => string): Promise<CompileError[]> {
  const folder = await mkdtemp(join(tmpdir(), "compiling-"));
  try {
    await cp(join(root, "src"), join(folder, "src"), { recursive: true });
    for (const name of ["node_modules", "package.json"]) await symlink(join(root, name), join(folder, name));
    const config = JSON.parse(await readFile(join(root, "tsconfig.json"), "utf8"));
    await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ ...config, include: undefined, files: [path] }));
    const text = await readFile(join(root, path), "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`the change leaves ${path} as it is`);
    await writeFile(join(folder, path), changed);
    return errorsOf(await compile(folder));
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The compiler's own words; it ends with a failure where it has any. */
function compile(folder: string): Promise<string> {
  const compiler = join(root, "node_modules/.bin/tsc");
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, "--pretty", "false"], { cwd: folder }, (_, said) => resolve(said));
  });
}

function errorsOf(said: string): CompileError[] {
  return [...said.matchAll(/^(\S+)\((\d+),\d+\): error TS\d+/gm)].map(([, path = "", line]) => {
    return { path, line: Number(line) };
  });
}
