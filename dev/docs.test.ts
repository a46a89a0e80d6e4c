import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { jwtVerify } from "jose";
import { describe, expect, it } from "vitest";

const page = readFileSync(fileURLToPath(new URL("../docs/add-to-your-shop.md", import.meta.url)), "utf8");

/** The code that follows a `snippet` mark. */
function snippet(name: string): string {
  const code = page.match(new RegExp(`<!-- snippet: ${name} -->\n\`\`\`\\w+\n([\\s\\S]*?)\n\`\`\``))?.[1];
  if (code === undefined) throw new Error(`the page has no snippet "${name}"`);
  return code;
}

/** How each language is asked for a token: its program, and the snippet with a call after it. */
const SIGNERS = [
  [
    "node",
    "node",
    ["--input-type=module", "-e"],
    'process.stdout.write(referralToken({ tenantId: "ten_1", widgetSecret: "s3cret", customerId: "c \\"ü\\" 1" }))',
  ],
  ["php", "php", ["-r"], `echo referral_token("ten_1", "s3cret", 'c "ü" 1');`],
  ["python", "python3", ["-c"], `print(referral_token("ten_1", "s3cret", 'c "ü" 1'), end="")`],
  ["ruby", "ruby", ["-e"], `print referral_token("ten_1", "s3cret", 'c "ü" 1')`],
] as const;

describe("the page for shops", () => {
  for (const [name, program, flags, call] of SIGNERS) {
    const isThere = spawnSync(program, ["--version"]).status === 0;

    it.runIf(isThere)(`has ${name} sign a token that is believed`, async () => {
      const run = spawnSync(program, [...flags, `${snippet(name)}\n${call}`], { encoding: "utf8" });
      expect(run.stderr).toBe("");
      const secret = new TextEncoder().encode("s3cret");
      const { payload } = await jwtVerify(run.stdout, secret, { algorithms: ["HS256"], audience: "ten_1" });
      expect(payload.sub).toBe('c "ü" 1');
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    });
  }
});
