import * as esbuild from "esbuild";
import { expect, it } from "vitest";
import { leaveOut } from "./leaveOut.ts";

const built = (contents: string) =>
  esbuild.build({
    stdin: { contents, resolveDir: process.cwd() },
    ...{ bundle: true, write: false, format: "esm", platform: "node", logLevel: "silent", plugins: [leaveOut()] },
  });

it("fails where a file that is left out is no longer there, since then more might be called than is built", async () => {
  await expect(built("export {};")).rejects.toThrow("better-auth/dist/api/routes/account.mjs, which dev/leaveOut.ts");
});

it("makes signing in without what is left out, and says so where that is called", async () => {
  const { outputFiles } = await built(
    'import "./src/adapters/database/neon.ts"; export { signJWT } from "./node_modules/better-auth/dist/crypto/jwt.mjs"; export * from "./src/dashboard/signIn/auth.ts";',
  );
  const source = outputFiles[0]?.text ?? "";
  expect(source).toContain("/sign-in/magic-link");
  expect(source).not.toContain("/sign-up/email");
  const { signJWT } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(source)}`)) as {
    readonly signJWT: (payload: object) => unknown;
  };
  expect(() => signJWT({})).toThrow("this needs what dev/leaveOut.ts leaves out");
});
