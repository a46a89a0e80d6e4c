import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { expect, test } from "vitest";

const run = promisify(execFile);
const cwd = fileURLToPath(new URL("..", import.meta.url));
const wrangler = join(createRequire(import.meta.url).resolve("wrangler/package.json"), "../bin/wrangler.js");

/**
 * It has some 585,000, of which signing in is 60,000 and is evaluated when it is needed. Every new isolate reads all of it
 * before it answers. What people read stands in it in English alone (`dev/lateTexts.ts`).
 * `dev/leaveOut.ts` leaves out what packages bring and nothing calls, which would be 125,000 more.
 */
const MOST_BYTES = 650_000;

test("the Worker as it is deployed has at most 650 kB, gzipped", async () => {
  const outdir = await mkdtemp(join(tmpdir(), "refer-a-friend-worker-"));
  try {
    const env = { ...process.env, WRANGLER_SEND_METRICS: "false" };
    await run(process.execPath, [wrangler, "deploy", "--dry-run", "--outdir", outdir], { cwd, env });
    const bytes = (await promisify(gzip)(await readFile(join(outdir, "index.js")))).length;
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
  } finally {
    await rm(outdir, { recursive: true, force: true });
  }
});
