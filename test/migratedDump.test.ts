import { expect, inject, it } from "vitest";
import { migratedDump } from "../src/testing/migratedDump.ts";
import { setup } from "./migratedDump.ts";

it("a run that begins leaves the dump as it is to those that are reading it", async () => {
  const reading = await migratedDump();
  const given: string[] = [];
  await setup({ provide: (_: string, path: string) => given.push(path) } as never);
  expect(given).toEqual([inject("migratedDump")]);
  expect((await reading.slice(0, 512).arrayBuffer()).byteLength).toBe(512);
});
