import { defineConfig } from "vitest/config";
import { browserTests, databaseTests, EVERY_RUN, unitTests } from "./test/projects.ts";

export default defineConfig({
  test: { ...EVERY_RUN, projects: [unitTests, databaseTests, browserTests("browser")] },
});
