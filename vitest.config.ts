import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/closingLine.ts";

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
          pool: "threads",
          testTimeout: 10_000,
          hookTimeout: 30_000,
        },
      },
      {
        // What needs a real PostgreSQL, a browser or several processes: slower, so that a hang must not look
        // like a slow machine.
        extends: true,
        test: {
          name: "database",
          include: ["test/**/*.test.{ts,tsx}"],
          globalSetup: "./test/globalSetup.ts",
          pool: "forks",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
