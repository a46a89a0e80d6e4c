import { readdir, rm } from "node:fs/promises";
import { basename, join } from "node:path";

/** Removes the parts of a build before, whose names tell what was in them, from the folder of the one that is made. */
export async function removeOthers(folder: string, made: readonly { readonly path: string }[]): Promise<void> {
  const names = new Set(made.map(({ path }) => basename(path)));
  const others = (await readdir(folder)).filter((name) => /\.js(\.map)?$/.test(name) && !names.has(name));
  await Promise.all(others.map((name) => rm(join(folder, name), { force: true })));
}
