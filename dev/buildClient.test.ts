import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { buildClient } from "./buildClient.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const CONFIG = {
  compilerOptions: {
    module: "nodenext",
    target: "es2024",
    lib: ["es2024", "dom"],
    strict: true,
    noEmit: true,
    types: [],
  },
  include: ["*.ts"],
};

/** Another project, which has this one among its packages. */
let project: string;
beforeAll(async () => {
  await buildClient();
  project = await mkdtemp(join(tmpdir(), "project-"));
  await mkdir(join(project, "node_modules"));
  await symlink(root, join(project, "node_modules/refer-a-friend"));
  await writeFile(join(project, "package.json"), '{"type":"module"}');
  await writeFile(join(project, "tsconfig.json"), JSON.stringify(CONFIG));
});
afterAll(async () => await rm(project, { recursive: true }));

/** The lines that the compiler has something against, from 1; those of the client itself are on the first. */
async function wrongLines(lines: readonly string[]): Promise<number[]> {
  const begin =
    'import { createReferralClient } from "refer-a-friend/client"; const api = createReferralClient({ baseUrl: "", key: "" });';
  await writeFile(join(project, "shop.ts"), [begin, ...lines].join("\n"));
  const said = await new Promise<string>((resolve) => {
    const compiler = join(root, "node_modules/typescript/bin/tsc");
    execFile(process.execPath, [compiler, "--pretty", "false"], { cwd: project }, (_, out) => resolve(out));
  });
  return [...said.matchAll(/^shop\.ts\((\d+),/gm)].map(([, line]) => Number(line));
}

const refund = 'type: "refund", orderId: "1", refundId: "2", currency: "GBP"';

it("what another project sends and reads compiles where it is as documented, and nowhere else", async () => {
  const wrong = await wrongLines([
    `await api.POST("/v1/events", { body: { ${refund}, amountMinor: 1 } });`,
    `await api.POST("/v1/events", { body: { ${refund}, amountMinor: "1" } });`,
    `await api.POST("/v1/events", { body: { ${refund}, amount: 1 } });`,
    'await api.GET("/v1/nothing");',
    'const { data, error } = await api.GET("/v1/rewards/{id}", { params: { path: { id: "rwd_1" } } });',
    "console.log(data?.coupon?.code, error?.code === 'not_found');",
    "console.log(data?.cupon);",
    "console.log(error?.code === 'no_such_problem');",
  ]);
  expect(wrong).toEqual([3, 4, 5, 8, 9]);
});
