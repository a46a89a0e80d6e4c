import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findProgram, REQUIRED } from "../../dev/systemPackages.ts";

/**
 * Which fonts a browser finds, by the Debian packages that hold them. What is shown has to fit with any of them. Vera
 * is the least there can be: it has Latin letters alone, every other is a box, and without a font no page begins.
 */
export const FONT_SETS = {
  Vera: ["ttf-bitstream-vera"],
  DejaVu: ["fonts-dejavu-core"],
  Noto: ["fonts-noto-core"],
} as const;
export type FontSet = keyof typeof FONT_SETS;

const cacheFolder = fileURLToPath(new URL("../../node_modules/.cache/refer-a-friend/fonts", import.meta.url));
const DOWNLOAD_TIMEOUT_MS = 300_000;

/**
 * A file for `FONTCONFIG_FILE` that names the fonts of a set and no others. Nothing is installed: packages are
 * downloaded once and unpacked into a folder of their own.
 *
 * @returns null where they can't be had
 * @throws {Error} instead, when REQUIRE_SYSTEM_TESTS is 1
 */
export async function fontconfigFor(set: FontSet): Promise<string | null> {
  const folders: string[] = [];
  for (const name of FONT_SETS[set]) {
    const folder = await unpacked(name);
    if (folder === null) return leftOut(name);
    folders.push(folder);
  }
  const path = join(cacheFolder, `${set}.conf`);
  const dirs = folders.map((folder) => `<dir>${folder}</dir>`).join("");
  await mkdir(cacheFolder, { recursive: true });
  await writeFile(
    path,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>${dirs}<include ignore_missing="yes">/etc/fonts/conf.d</include>
<cachedir>${join(cacheFolder, "cache")}</cachedir></fontconfig>\n`,
  );
  return path;
}

function leftOut(name: string): null {
  const advice = `${name} can't be downloaded, so the browser tests with its fonts are left out`;
  if (process.env[REQUIRED] === "1") throw new Error(`${advice}; ${REQUIRED}=1 forbids that`);
  console.warn(advice);
  return null;
}

async function unpacked(name: string): Promise<string | null> {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  if (findProgram("apt-get") === null || findProgram("dpkg-deb") === null) return null;
  await mkdir(cacheFolder, { recursive: true });
  const draft = await mkdtemp(join(cacheFolder, "draft-"));
  const run = (program: string, ...words: string[]) =>
    spawnSync(program, words, { cwd: draft, stdio: "ignore", timeout: DOWNLOAD_TIMEOUT_MS }).status === 0;
  try {
    // A fresh image has no package lists yet.
    const isThere = run("apt-get", "download", name) || (run("apt-get", "update") && run("apt-get", "download", name));
    const [archive] = (await readdir(draft)).filter((file) => file.endsWith(".deb"));
    if (!isThere || archive === undefined || !run("dpkg-deb", "--extract", archive, "fonts")) return null;
    await rename(join(draft, "fonts"), folder);
    return folder;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
