import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";

/**
 * What other people's linters say of the OpenAPI document. They bring 200 packages, more than all the rest, so they are
 * downloaded here and not installed with it; `dev/document/document.test.ts` holds what matters at every change.
 */

const openApi = fileURLToPath(new URL("../../dist/assets/openapi.json", import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "lint-"));
  await writeFile(join(folder, ".spectral.yaml"), 'extends: ["spectral:oas"]\n');
});
afterAll(async () => await rm(folder, { recursive: true }));

function lint(...parameters: readonly string[]): Promise<{ readonly code: number | string; readonly said: string }> {
  const env = {
    ...process.env,
    REDOCLY_TELEMETRY: "off",
    REDOCLY_SUPPRESS_UPDATE_NOTICE: "true",
    SCARF_ANALYTICS: "false",
  };
  return new Promise((resolve) => {
    execFile("npx", ["--yes", ...parameters], { cwd: folder, env }, (error, out, err) => {
      resolve({ code: error?.code ?? 0, said: out + err });
    });
  });
}

it("Spectral finds nothing in the OpenAPI document", async () => {
  const { code, said } = await lint("@stoplight/spectral-cli@6.16.3", "lint", openApi, "--fail-severity=hint");
  expect(said).toContain("No results");
  expect(code).toBe(0);
});

it("Redocly finds nothing in the OpenAPI document", async () => {
  const { code, said } = await lint(
    "@redocly/cli@2.77.0",
    "lint",
    openApi,
    "--extends=recommended",
    "--max-problems=20",
  );
  expect(said).not.toMatch(/You have \d+ (warning|error)/);
  expect(said).toContain("is valid");
  expect(code).toBe(0);
});
