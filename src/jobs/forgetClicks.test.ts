import { expect, it } from "vitest";
import { demoProgram } from "../demo/demoProgram.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { runScheduledJobs } from "./runScheduledJobs.ts";

const DAY_MS = 86_400_000;
const LONG_WINDOW_DAYS = 60;
/** From a click to the next. */
const DAYS_APART = 14;
const CLICKS = 7;

interface Told {
  readonly results: ReadonlyArray<{ readonly referral: { readonly source: string; readonly status: string } | null }>;
}

/** A history in which friends come days after their clicks, one of them after the longest window that there ever was. */
async function play(forgets: boolean) {
  const app = await createTestApp();
  const { api, clock, deps } = app;
  const rules = demoProgram.rules as { readonly attribution: object };
  const publish = async (windowDays: number) => {
    const next = { ...rules, attribution: { ...rules.attribution, windowDays } };
    expect((await api.patch("/v1/programs/friends", { rules: next })).status).toBe(200);
    expect((await api.post("/v1/programs/friends/publish", {})).status).toBe(200);
  };
  await publish(LONG_WINDOW_DAYS);
  await publish(7);
  await api.put("/v1/participants/ann", {});
  const { code } = (
    await api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId: "ann" } })
  ).body;
  const slug = (await app.database.query("SELECT slug FROM tenants"))[0]?.[0];
  const visit = async (channel: string) => {
    const reply = await app.fetch(new Request(`http://localhost/r/${slug}/${code}?via=${channel}`));
    await deps.clicks.flush();
    return new URL(reply.headers.get("location") ?? "").searchParams.get("click");
  };
  const outcomes: unknown[] = [];
  const first = clock.now().toISOString();
  const kept: number[] = [];
  for (let day = 0; day < CLICKS; day++) {
    const click = await visit(`day-${day}`);
    for (const [after, friend] of [
      [0, "at-once"],
      [6, "in-time"],
      [8, "late"],
    ] as const) {
      clock.advance(after * DAY_MS);
      if (forgets) await runScheduledJobs(deps);
      const event = { type: "signup", participant: { externalId: `${friend}-${day}` }, program: "friends" };
      const { body } = await api.post<Told>("/v1/events", { ...event, clickIds: [click] });
      outcomes.push([friend, day, body.results.map(({ referral }) => [referral?.source, referral?.status])]);
    }
    kept.push(Number((await app.database.query("SELECT count(*) FROM clicks"))[0]?.[0]));
  }
  const figures = [
    (await api.get<{ stats: unknown }>("/v1/participants/ann")).body.stats,
    (await api.get<{ clicks: number }>(`/v1/reports/summary?from=${first}`)).body.clicks,
    (await api.get<{ data: unknown }>("/v1/reports/channel?from=2026-01-01&to=2026-12-31")).body.data,
  ];
  await app.close();
  return { outcomes, figures, kept };
}

it("whom clicks bring, and how many there were, is the same whether old clicks are forgotten or not", async () => {
  const [all, few] = [await play(false), await play(true)];
  expect(few.outcomes).toEqual(all.outcomes);
  expect(few.figures).toEqual(all.figures);
  expect(JSON.stringify(all.outcomes)).toContain("click");
  expect(all.kept.at(-1)).toBe(CLICKS);
  // As long as the longest window that was ever published, though it is not in force any more.
  expect(few.kept.at(-1)).toBe(Math.floor(LONG_WINDOW_DAYS / DAYS_APART));
});
