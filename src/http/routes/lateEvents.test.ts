import { afterAll, beforeAll, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** What happened before a person paused or ended a program, and is told after it. */

let app: TestApp;
let code = "";
beforeAll(async () => {
  app = await createTestApp();
  const issued = { program: "friends", participant: { externalId: "ann" } };
  code = (await app.api.post<{ code: string }>("/v1/codes", issued)).body.code;
});
afterAll(() => app.close());

interface Reply {
  readonly results: readonly { readonly referral: { readonly rejectedReason: string | null } }[];
}
const HOUR_MS = 3_600_000;
const before = (ms: number) => new Date(app.clock.now().getTime() - ms).toISOString();
let friends = 0;
const refusalAt = async (occurredAt: string) => {
  friends += 1;
  const signup = { type: "signup", participant: { externalId: `f-${friends}` }, program: "friends", code, occurredAt };
  return (await app.api.post<Reply>("/v1/events", signup)).body.results[0]?.referral.rejectedReason;
};
const change = (status: string) =>
  app.api.patch<{ endsAt: string | null; status: string }>("/v1/programs/friends", { status });

it("a pause by a person holds from its moment on, and a later end leaves it so", async () => {
  app.clock.advance(HOUR_MS);
  await change("paused");
  app.clock.advance(HOUR_MS);
  expect(await refusalAt(before(HOUR_MS + 1))).toBeNull();
  expect(await refusalAt(before(HOUR_MS))).toBe("program_not_active");
  await change("paused");
  expect(await refusalAt(before(HOUR_MS))).toBe("program_not_active");
  await change("active");
  expect(await refusalAt(before(HOUR_MS))).toBeNull();
  await change("paused");
  const paused = app.clock.now();
  app.clock.advance(HOUR_MS);
  expect((await change("ended")).body).toMatchObject({ status: "ended", endsAt: app.clock.now().toISOString() });
  expect(await refusalAt(new Date(paused.getTime() - 1).toISOString())).toBeNull();
  expect(await refusalAt(paused.toISOString())).toBe("program_not_active");
  expect(await refusalAt(app.clock.now().toISOString())).toBe("program_not_active");
});
