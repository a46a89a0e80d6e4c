import { spawn } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DemoSite, startDemoSite } from "../../test/support/demoSite.ts";

const textOf = (path: string) => readFile(fileURLToPath(new URL(`../../${path}`, import.meta.url)), "utf8");
const pageOf = (name: string) => textOf(`docs/${name}`);

interface Run {
  readonly exitCode: number;
  readonly out: string;
  readonly errors: string;
}

describe("what the guide says to paste", () => {
  let site: DemoSite;
  let folder: string;
  beforeAll(async () => {
    [site, folder] = await Promise.all([startDemoSite(), mkdtemp(join(tmpdir(), "ten-minutes-"))]);
    await mkdir(join(folder, ".data"));
    await writeFile(join(folder, ".data/dev-keys.json"), JSON.stringify({ ...site.keys, apiUrl: site.url }));
  });
  afterAll(async () => {
    await site?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("gives Maya her 10.00 GBP and the reader a program, also after the tour of README.md on the same server", async () => {
    const [readme, page] = await Promise.all([textOf("README.md"), pageOf("ten-minutes.md")]);
    const tour = /## A tour[\s\S]*?(?=^## )/m.exec(readme)?.[0] ?? "";
    const commands = [...tour.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, code]) => code);
    expect(commands).toHaveLength(8);
    expect(await bash(`set -euo pipefail\n${commands.join("\n")}`, folder)).toMatchObject({ exitCode: 0, errors: "" });
    const script = [...page.matchAll(/<!-- run -->\n```sh\n([\s\S]*?)```/g)].map(([, code]) => code).join("\n");
    const { exitCode, out, errors } = await bash(`set -euo pipefail\n${script}`, folder);
    expect([exitCode, errors]).toEqual([0, ""]);
    const replies = out
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(replies.filter(({ status, code }) => typeof status === "number" && code !== undefined)).toEqual([]);
    const rewards = replies.find(({ data }) => data !== undefined).data;
    expect(rewards).toMatchObject([{ participant: "maya", amountMinor: 1000, unit: "cash:GBP", status: "pending" }]);
    expect(replies.some(({ event }) => event?.duplicate === true)).toBe(true);
    expect((await site.api.get("/v1/programs/mine")).body).toMatchObject({ version: 1 });
  });

  it("is taken by the API where a page shows an event or a batch of codes", async () => {
    const [orders, moving] = await Promise.all([pageOf("orders-and-refunds.md"), pageOf("moving-here.md")]);
    const blocks = [...orders.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = ""]) => JSON.parse(json));
    expect(blocks).toHaveLength(6);
    for (const event of blocks) expect((await site.api.post("/v1/events", event)).status).toBe(201);
    const codes = /```json\n([\s\S]*?)```/.exec(moving)?.[1] ?? "";
    const { body } = await site.api.post("/v1/codes/batch", JSON.parse(codes));
    expect(body).toMatchObject({ results: [{ status: 201 }, { status: 201 }] });
  });
});

function bash(script: string, cwd: string): Promise<Run> {
  return new Promise((resolve, reject) => {
    const child = spawn("bash", ["-c", script], { cwd });
    let [out, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text) => {
      errors += text;
    });
    child.on("error", reject);
    child.on("close", (code) => resolve({ exitCode: code ?? -1, out, errors }));
  });
}
