import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_GOALS } from "../../domain/goals.ts";
import type { Json } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const day = (away: number) => new Date(app.clock.now().getTime() + away * 86_400_000).toISOString().slice(0, 10);
const put = (id: string, body: object) => app.api.put<Json>(`/v1/programs/friends/goals/${id}`, body);
const all = async () => (await app.api.get<{ data: Json[] }>("/v1/programs/friends/goals")).body.data;
const remove = (id: string) => app.api.send("DELETE", `/v1/programs/friends/goals/${id}`);
const audited = async () =>
  await app.database.query("SELECT count(*)::integer FROM audit WHERE tenant_id = $1 AND action LIKE 'goal.%'", [
    app.tenant.tenantId,
  ]);

describe("goals", () => {
  it("are there once under their name, and the same again writes nothing", async () => {
    const goal = { metric: "friends", target: 10, firstDay: day(-9), lastDay: day(10) };
    expect((await put("spring", goal)).status).toBe(201);
    expect((await put("spring", goal)).status).toBe(200);
    expect(await audited()).toEqual([[1]]);
    expect((await put("spring", { ...goal, target: 20 })).body).toMatchObject({ target: 20, direction: "at_least" });
    expect(await audited()).toEqual([[2]]);
    expect(await all()).toHaveLength(1);
    expect([(await remove("spring")).status, (await remove("spring")).status]).toEqual([200, 404]);
    expect(await all()).toEqual([]);
  });

  it("count from their first day to the end of the last, as the tenant's time zone has them", async () => {
    const { body } = await app.api.post<{ code: string }>("/v1/codes", {
      ...{ program: "friends", participant: { externalId: "ada" } },
    });
    // 23:30 in London is the next day in Kyiv.
    const occurredAt = `${day(-2)}T23:30:00.000Z`;
    const signup = { type: "signup", program: "friends", code: body.code, participant: { externalId: "fay" } };
    expect((await app.api.post("/v1/events", { ...signup, occurredAt })).status).toBe(201);
    const ofOneDay = (away: number) => ({ metric: "friends", target: 1, firstDay: day(away), lastDay: day(away) });
    await put("two-days-ago", ofOneDay(-2));
    await put("yesterday", ofOneDay(-1));
    const values = async () => (await all()).map(({ id, value, standing }) => [id, value, standing]);
    await app.api.patch("/v1/tenant", { timezone: "UTC" });
    expect(await values()).toEqual([
      ["two-days-ago", 1, "reached"],
      ["yesterday", 0, "missed"],
    ]);
    await app.api.patch("/v1/tenant", { timezone: "Europe/Kyiv" });
    expect(await values()).toEqual([
      ["two-days-ago", 0, "missed"],
      ["yesterday", 1, "reached"],
    ]);
  });

  it("are refused beyond as many as a program may have, and one that is there can still be changed", async () => {
    const goal = { metric: "clicks", target: 1, firstDay: day(1), lastDay: day(2) };
    for (let n = (await all()).length; n < MAX_GOALS; n++) expect((await put(`g-${n}`, goal)).status).toBe(201);
    expect(await put("more", goal)).toMatchObject({ status: 409, body: { code: "too_many_goals" } });
    expect((await put(`g-${MAX_GOALS - 1}`, { ...goal, target: 2 })).status).toBe(200);
    expect((await all()).at(-1)).toMatchObject({ standing: "upcoming", value: 0, expected: 0, projected: null });
  });
});
