import { readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type * as esbuild from "esbuild";
import { trimNeon } from "./trimNeon.ts";

/**
 * Leaves out of the Worker what packages bring and nothing here calls, a fifth of all the code: what reads mails that come
 * in, what proves who sent them, and reports of how packages are used. Of better-auth only sending and opening a link is
 * called, so its other routes are left out, with what they alone need: other companies, passwords, ciphers, tokens.
 * Of Neon's driver statements over HTTP are called. Documents of schemas are made when the Worker is built, and not in it.
 */

const root = fileURLToPath(new URL("..", import.meta.url));
const packages = join(root, "node_modules");
const unused = join(root, "dev/unused");

/** What stands in the place of a whole package. */
const PACKAGES: Readonly<Record<string, string>> = {
  "@better-auth/core/social-providers": "socialProviders.mjs",
  "@better-auth/memory-adapter": "emptyPackage.cjs",
  "@better-auth/telemetry": "telemetry.mjs",
  "@upstash/core-analytics": "emptyPackage.cjs",
  // As a whole, for tokens that better-auth could make. Participants' tokens are proved by parts of it, which have their own names.
  jose: "emptyPackage.cjs",
  "postal-mime": "emptyPackage.cjs",
  standardwebhooks: "emptyPackage.cjs",
};

/** Files of packages in whose place stands `stub`, with the names that each exports. */
const FILES = [
  "@noble/hashes/utils.js",
  "better-auth/dist/api/rate-limiter/index.mjs",
  "better-auth/dist/api/routes/account.mjs",
  "better-auth/dist/api/routes/callback.mjs",
  "better-auth/dist/api/routes/email-verification.mjs",
  "better-auth/dist/api/routes/error.mjs",
  "better-auth/dist/api/routes/password.mjs",
  "better-auth/dist/api/routes/session.mjs",
  "better-auth/dist/api/routes/sign-in.mjs",
  "better-auth/dist/api/routes/sign-out.mjs",
  "better-auth/dist/api/routes/sign-up.mjs",
  "better-auth/dist/api/routes/update-session.mjs",
  "better-auth/dist/api/routes/update-user.mjs",
  "better-auth/dist/crypto/jwt.mjs",
  "better-auth/dist/crypto/password.mjs",
  "better-auth/dist/state.mjs",
  "zod/v4/core/json-schema-processors.js",
  "zod/v4/core/to-json-schema.js",
];

/** What of them is called of each schema, also where what it makes is called by nothing. */
const MADE_FOR_EACH = "createStandardJSONSchemaMethod";

const NEON = "@neondatabase/serverless/index.mjs";

/** The plugin for that. The build fails where a package no longer has one of the files. */
export function leaveOut(): esbuild.Plugin {
  return {
    name: "leave-out",
    setup(build) {
      const unmet = new Set([...FILES, NEON]);
      build.onResolve({ filter: /^[@\w]/ }, ({ path }) => {
        const instead = Object.hasOwn(PACKAGES, path) ? PACKAGES[path] : undefined;
        return instead === undefined ? undefined : { path: join(unused, instead) };
      });
      build.onLoad(
        { filter: /[\\/]node_modules[\\/](@neondatabase|@noble|better-auth|zod)[\\/]/ },
        async ({ path }) => {
          const file = relative(packages, path).replaceAll("\\", "/");
          if (!unmet.delete(file)) return undefined;
          if (file === NEON) return { contents: trimNeon(await readFile(path, "utf8")), loader: "js" };
          const names = Object.keys((await import(pathToFileURL(path).href)) as object);
          const exports = names.map((name) => `${name === MADE_FOR_EACH ? "stubMade" : "stub"} as ${name}`).join(", ");
          return { contents: `export { ${exports} } from "./stub.mjs";`, resolveDir: unused, loader: "js" };
        },
      );
      build.onEnd(() => ({
        errors: [...unmet].map((file) => ({
          text: `${file}, which dev/leaveOut.ts leaves out, is asked for by nothing`,
        })),
      }));
    },
  };
}
