import { spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { PATIENCE } from "../src/testing/patience.ts";
import { createDatabase, type Postgres, startPostgres } from "./postgres.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "postgres-test-"));
  // Root's server runs as another user, who has to walk through this folder.
  await chmod(folder, 0o755);
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const result = await client.query<[unknown]>({ text: sql, rowMode: "array" });
    return result.rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test("a throw-away server answers, keeps databases apart and leaves nothing behind", async () => {
  const postgres: Postgres = await startPostgres({ parentFolder: folder });
  try {
    expect(await ask(postgres.url, "SELECT version()")).toMatch(/^PostgreSQL 15\./);
    expect(await ask(postgres.url, "SHOW fsync")).toBe("on");
    const template = await createDatabase(postgres.url, "template");
    await ask(template, "CREATE TABLE kept (id int)");
    const copy = await createDatabase(postgres.url, "copy", "template");
    await ask(copy, "INSERT INTO kept VALUES (1)");
    expect(await ask(copy, "SELECT count(*)::int FROM kept")).toBe(1);
    expect(await ask(template, "SELECT count(*)::int FROM kept")).toBe(0);
  } finally {
    await postgres.stop();
  }
  await expect(ask(postgres.url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
  expect(await readdir(folder)).toEqual([]);
  // Stopping twice is harmless, so that a test's own stop and a tidy-up can't collide.
  await postgres.stop();
});

test("where nothing has to outlive the machine, commits wait for no disk", async () => {
  const postgres: Postgres = await startPostgres({ parentFolder: folder, isDurable: false });
  try {
    expect(await ask(postgres.url, "SHOW fsync")).toBe("off");
    await ask(postgres.url, "CREATE TABLE kept AS SELECT 1 AS id");
    expect(await ask(postgres.url, "SELECT id FROM kept")).toBe(1);
  } finally {
    await postgres.stop();
  }
});

test("a server ends with the process that started it, also when that is killed", async () => {
  const program = `
    const { startPostgres } = await import(${JSON.stringify(new URL("./postgres.ts", import.meta.url).href)});
    console.log((await startPostgres({ parentFolder: ${JSON.stringify(folder)} })).url);
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [printed] = await once(child.stdout, "data");
  const url = String(printed).trim();
  expect(await ask(url, "SELECT 1")).toBe(1);
  child.kill("SIGKILL");
  await vi.waitFor(async () => expect(await readdir(folder)).toEqual([]), PATIENCE);
  await expect(ask(url, "SELECT 1")).rejects.toThrow("ECONNREFUSED");
});
