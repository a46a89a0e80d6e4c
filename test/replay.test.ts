import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { Call, Figures } from "../dev/replay/replay.ts";
import { figuresOf, replayYear } from "../dev/replay/replay.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { Runtime } from "./support/runtimes.ts";
import { runtimes } from "./support/runtimes.ts";

const expectedFile = readFileSync(new URL("../dev/data/expected-friends.json", import.meta.url), "utf8");
const { program: _, ...expected } = JSON.parse(expectedFile) as Figures & { program: string };

let runtime: Runtime;
let call: Call;

beforeAll(async () => {
  runtime = await runtimes.Node(inject("postgresUrl"));
  const [tenant] = await runtime.newTenants();
  const api = apiClient(runtime.fetch, tenant.secretKey);
  call = async (path, body) => (body === undefined ? await api.get(path) : await api.post(path, body));
});
afterAll(() => runtime.close());

it("a year of real orders comes out to the penny, and replaying it changes nothing", { timeout: 240_000 }, async () => {
  const participants = expected.top.map(({ participant }) => participant);
  const summary = await replayYear(call, () => {});
  expect(await figuresOf(call, summary, participants)).toEqual(expected);
  const again = await replayYear(call, () => {});
  expect(again).toEqual(summary);
});
