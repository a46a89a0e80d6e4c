import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/closingLine.ts";

/** They hold every driver to the same, so they need a server too. */
const DRIVER_TESTS = ["src/adapters/database/*.test.ts"];
/** They need a browser and no PostgreSQL: where there is a database, it is the embedded one. */
const BROWSER_TESTS = ["test/{widget,story}*.test.ts"];
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
          testTimeout: 10_000,
          hookTimeout: 30_000,
        },
      },
      {
        // What needs a real PostgreSQL or several processes: slower, so that a hang must not look like a slow
        // machine.
        extends: true,
        test: {
          name: "database",
          include: ["test/**/*.test.{ts,tsx}", ...DRIVER_TESTS],
          exclude: BROWSER_TESTS,
          globalSetup: [...PREPARED, "./test/globalSetup.ts"],
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: BROWSER_TESTS,
          globalSetup: [...PREPARED, "./test/browserSetup.ts"],
          pool: "forks",
          // One step of a story may take a minute on a slow machine; a page that never comes is found out by its own.
          testTimeout: 240_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
