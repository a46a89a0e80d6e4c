import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
let owner: DashboardClient;

beforeAll(async () => {
  app = await createTestApp();
  owner = await signIn(app, "owner");
});
afterAll(() => app.close());

async function made(key: string): Promise<string> {
  expect((await app.api.post("/v1/programs", { ...demoProgram, key })).status).toBe(201);
  const [[id] = []] = await app.database.query("SELECT id FROM programs WHERE key = $1", [key]);
  return String(id);
}
const remove = (key: string) => app.api.send<{ code?: string; key?: string }>("DELETE", `/v1/programs/${key}`);
const isThere = async (key: string) => (await app.api.get(`/v1/programs/${key}`)).status === 200;

/** Tables whose rows were written for a program by those who made it, and go with it. */
const WRITTEN_FOR_IT = ["goals", "materials", "scheduled_publishes"];
/** Rows of these need one of a table that keeps a program: a code, a referral or a reward. */
const NEED_ANOTHER = ["click_keys", "click_quarters", "clicks", "coupons", "friend_counts"];

describe("a program that was never published", () => {
  it("is removed with its draft, goals, materials and waiting publishes; its key is free again, and the audit names it", async () => {
    const id = await made("spring");
    const goal = { metric: "friends", target: 10, firstDay: "2026-01-01", lastDay: "2026-12-31" };
    await app.api.put("/v1/programs/spring/goals/g", goal);
    const material = { kind: "message", language: "en", title: "A mail", text: "{link}" };
    await app.api.put("/v1/programs/spring/materials/m", material);
    const publishAt = new Date(app.clock.now().getTime() + 86_400_000).toISOString();
    expect((await app.api.post("/v1/programs/spring/publish", { publishAt })).status).toBe(200);
    const { status, body } = await remove("spring");
    expect([status, body.key]).toEqual([200, "spring"]);
    for (const table of ["programs", ...WRITTEN_FOR_IT]) {
      const own = table === "programs" ? "id" : "program_id";
      expect(await app.database.query(`SELECT FROM ${table} WHERE ${own} = $1`, [id]), table).toEqual([]);
    }
    const audit = "SELECT detail FROM audit WHERE action = 'program.removed' AND subject = $1";
    expect(await app.database.query(audit, [id])).toEqual([[{ key: "spring", name: demoProgram.name }]]);
    expect((await owner.get("/activity?action=program.removed")).text).toMatch(/Program deleted.*spring/s);
    const again = await remove("spring");
    expect([again.status, again.body.code]).toEqual([404, "program_not_found"]);
    expect(await made("spring")).not.toBe(id);
  });

  it("is removed in its settings by those who may change programs, once the page has asked", async () => {
    await made("summer");
    const viewer = await signIn(app, "viewer");
    expect((await viewer.post("/programs/summer/remove", {})).status).toBe(403);
    expect((await owner.get("/programs/friends/settings")).text).not.toContain("/remove");
    expect((await owner.get("/programs/summer/settings")).text).toContain("Delete the program?");
    const { location } = await owner.post("/programs/summer/remove", {});
    expect(location).toBe("/dashboard/t/tea-shop/programs?said=program_removed");
    expect((await owner.post("/programs/summer/remove", {})).location).toBe(location);
    expect(await isThere("summer")).toBe(false);
  });
});

describe("a program that anything refers to stays, and can be ended", () => {
  const uses: Readonly<Record<string, (key: string) => Promise<unknown>>> = {
    "a version": (key) => app.api.post(`/v1/programs/${key}/publish`, {}),
    "a code": (program) => app.api.post("/v1/codes", { program, participant: { externalId: "ada" } }),
    "an application": (key) => app.api.post(`/v1/programs/${key}/applications`, { participant: { externalId: "ada" } }),
    "a refused referral": (program) =>
      app.api.post("/v1/events", {
        type: "signup",
        program,
        code: "NOPE",
        participant: { externalId: `by-${program}` },
      }),
  };

  it.each(Object.entries(uses))("%s", async (name, use) => {
    const key = name.replaceAll(" ", "-");
    const id = await made(key);
    await use(key);
    const { status, body } = await remove(key);
    expect([status, body.code]).toEqual([409, "program_used"]);
    expect((await owner.post(`/programs/${key}/remove`, {})).location).toContain("said=program_used");
    expect((await app.api.patch(`/v1/programs/${key}`, { status: "ended" })).status).toBe(200);
    expect((await app.database.query("SELECT key FROM programs WHERE id = $1", [id]))[0]).toEqual([key]);
  });

  it("every table that names a program keeps it, goes with it, or has rows only beside such a table's", async () => {
    const [[body] = []] = await app.database.query("SELECT prosrc FROM pg_proc WHERE proname = 'program_is_used'", []);
    const tables = await app.database.query(
      `SELECT DISTINCT table_name::text FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name = 'program_id' ORDER BY 1`,
      [],
    );
    const keeping = [...String(body).matchAll(/SELECT FROM (\w+)/g)].map(([, table]) => table);
    expect(tables.flat()).toEqual([...WRITTEN_FOR_IT, ...NEED_ANOTHER, ...keeping].toSorted());
  });
});
