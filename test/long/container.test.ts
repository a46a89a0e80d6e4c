import { execFile, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { freePort } from "../../dev/postgres.ts";

/** `compose.yaml` as README.md has it used, where there is a Docker engine. */

const run = promisify(execFile);
const cwd = fileURLToPath(new URL("../..", import.meta.url));
const ENGINE_ANSWERS_WITHIN_MS = 20_000;

function engineProblem(): string | null {
  const asked = spawnSync("docker", ["info"], { encoding: "utf8", timeout: ENGINE_ANSWERS_WITHIN_MS });
  if (asked.error !== undefined) return `docker can't be run: ${asked.error.message}`;
  if (asked.status !== 0) return `no Docker engine answers: ${asked.stderr.trim().split("\n").at(-1)}`;
  const compose = spawnSync("docker", ["compose", "version"], { encoding: "utf8" });
  return compose.status === 0 ? null : "docker has no compose";
}

it("the image is built, is ready over its PostgreSQL, runs as no root, and ends with 0 when it is stopped", async (test) => {
  const problem = engineProblem();
  if (problem !== null) return test.skip(problem);
  const port = await freePort();
  const project = `refer-a-friend-test-${port}`;
  const env = { ...process.env, PORT: String(port) };
  const compose = async (...words: string[]) =>
    (await run("docker", ["compose", "-p", project, ...words], { cwd, env })).stdout.trim();
  try {
    await compose("up", "--build", "--wait", "--quiet-pull");
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/widget/panel.js`)).status).toBe(200);
    expect(await compose("exec", "-T", "server", "id", "-un")).toBe("node");
    const made = await compose("exec", "-T", "server", "node", "dist/server/tenant.js", "create", "Tea shop");
    expect(made).toContain("sk_test_");
    await compose("stop", "server");
    const [stopped] = (await compose("ps", "-a", "--format", "json", "server")).split("\n");
    expect(JSON.parse(stopped ?? "{}")).toMatchObject({ State: "exited", ExitCode: 0 });
  } finally {
    await compose("down", "--volumes", "--rmi", "local");
  }
});
