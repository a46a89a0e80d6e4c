import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import type { PublicReport } from "../testing/publicReports/playReport.ts";
import { playReport } from "../testing/publicReports/playReport.ts";

/** What people reported of other systems comes out right here: each is a history with an answer that was worked out by hand. */

const FOLDER = new URL("../testing/publicReports/stories/", import.meta.url);
const reports = readdirSync(FOLDER).map((file) => {
  return [file.replace(".json", ""), JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")) as PublicReport] as const;
});

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  // Some of them name their days.
  app.clock.advance(Date.parse("2026-11-30T12:00:00Z") - app.clock.now().getTime());
});
afterAll(() => app.close());

describe("a report of another system comes out right", () => {
  it.each(reports)("%s", async (name, report) => {
    expect((await playReport(app, report, `run${name.split("-")[0]}`)) ?? "right").toBe("right");
  });
});
