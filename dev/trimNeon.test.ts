import { readFile } from "node:fs/promises";
import * as esbuild from "esbuild";
import { expect, it } from "vitest";
import { trimNeon } from "./trimNeon.ts";

type Driver = Pick<typeof import("@neondatabase/serverless"), "neon" | "neonConfig">;

const path = new URL("../node_modules/@neondatabase/serverless/index.mjs", import.meta.url);

/** The driver of some source, as it is bundled. */
async function driverOf(contents: string): Promise<{ readonly bytes: number; readonly driver: Driver }> {
  const { outputFiles } = await esbuild.build({
    stdin: { contents, resolveDir: process.cwd() },
    ...{ bundle: true, write: false, minify: true, format: "esm", platform: "node" },
  });
  const source = outputFiles[0]?.text ?? "";
  const driver = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`)) as Driver;
  return { bytes: source.length, driver };
}

/** What the driver posts for a statement, and what it makes of replies to it. */
async function asked({ neon, neonConfig }: Driver) {
  const replies = [
    Response.json({ fields: [{ name: "n", dataTypeID: 20 }], rows: [["7"], [null]], rowCount: 2 }),
    Response.json({ message: "no such table", code: "42P01", hint: "make one" }, { status: 400 }),
    new Response("away", { status: 503 }),
  ];
  const posted: unknown[] = [];
  neonConfig.fetchFunction = async (url: string, { headers, body }: RequestInit) => {
    posted.push([url, headers, body]);
    return replies.shift();
  };
  const sql = neon("postgresql://me:secret@db.example/shop", { arrayMode: true, fullResults: true });
  const types = { getTypeParser: () => (text: string) => BigInt(text) };
  const values = ["a", null, new Date(0), ["x", 'y"'], Buffer.from("ff", "hex"), { z: 1 }];
  const { rows } = await sql.query("SELECT $1", values, { types });
  const failures = [];
  for (const text of ["SELECT 1", "SELECT 2"]) {
    failures.push(await sql.query(text).catch((error: object) => ({ ...error, said: String(error) })));
  }
  return { posted, rows, failures };
}

it("a statement is posted, answered and refused as by the whole driver, by less than half of it", async () => {
  const source = await readFile(path, "utf8");
  const [whole, trimmed] = [await driverOf(source), await driverOf(trimNeon(source))];
  const expected = await asked(whole.driver);
  expect(expected.posted).toHaveLength(3);
  expect(expected.rows).toEqual([[7n], [null]]);
  expect(expected.failures).toMatchObject([
    { code: "42P01", hint: "make one" },
    { said: expect.stringContaining("503") },
  ]);
  expect(await asked(trimmed.driver)).toEqual(expected);
  expect(trimmed.bytes).toBeLessThan(whole.bytes / 2);
});

it("a version that is written in another way is refused, since more of it might be cut off", () => {
  expect(() => trimNeon("export{a as neon,b as neonConfig};")).toThrow("does not know this version");
});
