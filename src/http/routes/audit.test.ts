import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Entry {
  readonly id: string;
  readonly at: string;
  readonly actor: { readonly type: string; readonly id: string };
  readonly action: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly detail: Readonly<Record<string, unknown>>;
}

interface Page {
  readonly data: readonly Entry[];
  readonly nextCursor: string | null;
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  const { api, clock } = app;
  for (const externalId of ["ann", "bob"]) {
    clock.advance(60_000);
    await api.put(`/v1/participants/${externalId}`, {});
    await api.post(`/v1/participants/${externalId}/block`, { reason: "many accounts" });
    const adjustment = { amountMinor: 100, unit: "points", reason: "sorry" };
    await api.post(`/v1/participants/${externalId}/adjustments`, adjustment, { "idempotency-key": externalId });
  }
  clock.advance(60_000);
  await api.post("/v1/programs/friends/applications", { participant: { externalId: "bob" } });
  await api.patch("/v1/programs/friends", { name: "Friends" });
});
afterAll(() => app.close());

const list = async (query = "") => (await app.api.get<Page>(`/v1/audit${query}`)).body;

it("what was done is told with who did it, by the names that the tenant has for people and programs", async () => {
  const { data } = await list();
  expect(data.map(({ action, subject }) => `${action} ${subject.kind}`)).toEqual(
    data.map(({ action }) => `${action} ${KINDS[action]}`),
  );
  const [blocked] = (await list("?action=participant.blocked&participant=ann")).data;
  expect(blocked).toMatchObject({
    actor: { type: "apiKey", id: expect.stringMatching(/^key_/) },
    subject: { kind: "participant", id: "ann" },
    detail: { reason: "many accounts" },
  });
  const [adjusted] = (await list("?action=balance.adjusted&limit=1")).data;
  expect(adjusted?.detail).toEqual({ participant: "bob", amountMinor: 100, unit: "points", reason: "sorry" });
  const [applied] = (await list("?action=application.applied")).data;
  expect(applied).toMatchObject({ subject: { id: "bob" }, detail: { program: "friends" } });
  expect(JSON.stringify(data)).not.toMatch(/"(par|prog)_/);
});

const KINDS: Readonly<Record<string, string>> = {
  "participant.blocked": "participant",
  "balance.adjusted": "posting",
  "application.applied": "participant",
  "program.changed": "program",
  "program.created": "program",
  "program.published": "program",
};

it.each<readonly [string, (entry: Entry) => boolean]>([
  ["?action=participant.blocked", ({ action }) => action === "participant.blocked"],
  ["?participant=bob", ({ subject }) => subject.id === "bob"],
  ["?program=friends", ({ subject }) => subject.id === "friends"],
  ["?from=2026-01-05T10:02:00Z", ({ at }) => at >= "2026-01-05T10:02:00.000Z"],
  ["?to=2026-01-05T10:02:00Z", ({ at }) => at < "2026-01-05T10:02:00.000Z"],
  [
    "?participant=bob&action=participant.blocked",
    ({ action, subject }) => action === "participant.blocked" && subject.id === "bob",
  ],
])("%s leaves those and no others, the latest first", async (query, holds) => {
  const all = (await list()).data;
  const { data } = await list(query);
  expect(data).toEqual(all.filter(holds));
  expect(data.length).toBeGreaterThan(0);
  expect(data.length).toBeLessThan(all.length);
});

it("an actor and a subject leave what they did and what was done to them", async () => {
  const [entry] = (await list("?action=balance.adjusted&limit=1")).data;
  expect((await list(`?subject=${entry?.subject.id}`)).data).toEqual([entry]);
  expect(await list(`?actor=${entry?.actor.id}`)).toEqual(await list());
  for (const query of ["actor=key_0", "subject=pst_0", "participant=nobody", "program=none"]) {
    expect((await list(`?${query}`)).data).toEqual([]);
  }
});

it("page by page come the same, also of what was done at the same instant", async () => {
  const paged: Entry[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: Page = await list(`?limit=1${cursor}`);
    paged.push(...page.data);
    cursor = page.nextCursor === null ? null : `&cursor=${page.nextCursor}`;
  }
  expect(paged).toEqual((await list()).data);
});

it("another tenant reads nothing of it", async () => {
  const other = await app.newTenant("Coffee shop");
  expect((await other.api.get<Page>("/v1/audit?participant=ann")).body.data).toEqual([]);
  expect((await other.api.get<Page>("/v1/audit")).body.data).toEqual([]);
});

it.each(["0000-01-01", "1899-12-31", "2200-01-01"])("no list is asked for with the day %s", async (day) => {
  for (const list of ["audit?from=", "audit?to=", "rewards?from="]) {
    expect([list, (await app.api.get(`/v1/${list}${day}`)).status]).toEqual([list, 422]);
  }
});
