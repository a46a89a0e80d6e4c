import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/closingLine.ts";

/** They hold every driver to the same, so they need a server too. */
const DRIVER_TESTS = ["src/adapters/database/*.test.ts"];
/** They need a browser and no PostgreSQL: where there is a database, it is the embedded one. */
const BROWSER_TESTS = ["test/{widget,story}*.test.ts"];
/** Many times what the slowest takes on a busy machine: nothing but a hang is ended by it. */
const HANG_MS = 240_000;
/** Of a whole story in a browser, each step of which has a time of its own (`test/support/browser.ts`). */
const STORY_HANG_MS = 900_000;
/** What every project needs to be there. */
const PREPARED = ["./test/buildAssets.ts", "./test/migratedDump.ts"];

export default defineConfig({
  test: {
    // By default one core is left idle, which on a machine with two is half of it.
    maxWorkers: "100%",
    reporters: ["default", new ClosingLine()],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["{src,widget,dev,bench}/**/*.test.{ts,tsx}"],
          exclude: DRIVER_TESTS,
          globalSetup: PREPARED,
          pool: "threads",
          testTimeout: HANG_MS,
          hookTimeout: HANG_MS,
        },
      },
      {
        // What needs a real PostgreSQL or several processes.
        extends: true,
        test: {
          name: "database",
          include: ["test/**/*.test.{ts,tsx}", ...DRIVER_TESTS],
          exclude: BROWSER_TESTS,
          globalSetup: [...PREPARED, "./test/globalSetup.ts"],
          pool: "forks",
          testTimeout: HANG_MS,
          hookTimeout: HANG_MS,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: BROWSER_TESTS,
          globalSetup: [...PREPARED, "./test/browserSetup.ts"],
          pool: "forks",
          testTimeout: STORY_HANG_MS,
          hookTimeout: STORY_HANG_MS,
        },
      },
    ],
  },
});
