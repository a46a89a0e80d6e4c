import { availableParallelism } from "node:os";
import type { TestProjectInlineConfiguration } from "vitest/config";
import { ClosingLine } from "./closingLine.ts";
import { slowestTests } from "./slowestTests.ts";

/** What `vitest.config.ts`, which `npm test` runs, and `vitest.long.config.ts` are made of. */

/** Many times what the slowest takes on a busy machine: nothing but a hang is ended by it. */
const HANG_MS = 240_000;
/** Of a whole story in a browser, each step of which has a time of its own (`test/support/browser.ts`). */
const STORY_HANG_MS = 900_000;
/** Of a campaign: hundreds of kills or rounds in one test. */
const CAMPAIGN_HANG_MS = 3_600_000;

/** What every project needs to be there. */
const PREPARED = ["./test/buildAssets.ts", "./test/migratedDump.ts"];
/** What those need that start a PostgreSQL, the server or the Worker. */
const WITH_SERVERS = ["./test/buildServer.ts", "./test/buildWorker.ts", "./test/globalSetup.ts"];
/** They hold every driver to the same, so they need a server too. */
const DRIVER_TESTS = ["src/adapters/database/*.test.ts"];
/** They need a browser and no PostgreSQL: where there is a database, it is the embedded one. */
const BROWSER_TESTS = ["test/{widget,story,reference,guide,dashboard}*.test.ts"];
/** What `npm test` has no time for. */
const LONG_TESTS = ["test/long/*.test.ts"];

/**
 * Files share a process, one after the other: so the app is imported, and made fast by V8, once a process and not once a
 * file, which took two thirds of the time. What a file could leave to the next is looked for after each.
 */
const SHARING_PROCESSES = { isolate: false, setupFiles: ["./test/leavesNothing.ts"] };

/** One more than there are cores: some files wait for seconds, such as for a request that has no database to answer it. */
const WORKERS = availableParallelism() + 1;

export const EVERY_RUN = { maxWorkers: WORKERS, reporters: ["default", ...slowestTests(), new ClosingLine()] };

export const unitTests: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "unit",
    include: ["{src,widget,dev,bench}/**/*.test.{ts,tsx}"],
    exclude: DRIVER_TESTS,
    globalSetup: PREPARED,
    ...SHARING_PROCESSES,
    // Not "threads": V8 ends the whole run when a thread that holds compiled WebAssembly, as PGlite is, goes away at a
    // bad moment ("Check failed: jit_page_->allocations_.erase(addr) == 1", seen twice on a busy machine).
    pool: "forks",
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
  },
};

/** What needs a real PostgreSQL or several processes. */
export const databaseTests: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "database",
    include: ["test/**/*.test.{ts,tsx}", ...DRIVER_TESTS],
    exclude: [...BROWSER_TESTS, ...LONG_TESTS],
    globalSetup: [...PREPARED, ...WITH_SERVERS],
    pool: "forks",
    testTimeout: HANG_MS,
    hookTimeout: HANG_MS,
  },
};

/** What is done once in `npm test`, many times; and what is not in it at all. */
export const campaigns: TestProjectInlineConfiguration = {
  extends: true,
  test: {
    name: "campaigns",
    include: ["test/*aces.test.ts", "test/bothRuntimes.test.ts", ...LONG_TESTS],
    env: { LONG: "1" },
    globalSetup: [...PREPARED, ...WITH_SERVERS],
    pool: "forks",
    testTimeout: CAMPAIGN_HANG_MS,
    hookTimeout: HANG_MS,
  },
};

/** @param env FONTS and SCREENSHOTS, as `test/support/fonts.ts` and `test/support/visitor.ts` take them */
export function browserTests(name: string, env: Record<string, string> = {}): TestProjectInlineConfiguration {
  return {
    extends: true,
    test: {
      name,
      include: BROWSER_TESTS,
      env,
      globalSetup: [...PREPARED, "./test/browserSetup.ts"],
      pool: "forks",
      testTimeout: STORY_HANG_MS,
      hookTimeout: STORY_HANG_MS,
    },
  };
}
