import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_REASSIGNED } from "../../db/queries/reassign.ts";
import type { Role } from "../../domain/permissions.ts";
import { ROLES } from "../../domain/permissions.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { signIn } from "../../testing/signIn.ts";

let app: TestApp;
const clients = new Map<Role, DashboardClient>();

beforeAll(async () => {
  app = await createTestApp();
  for (const role of ROLES) clients.set(role, await signIn(app, role));
  await app.api.post("/v1/codes", { program: "friends", participant: { externalId: "ann" } });
  for (const externalId of ["ben", "cat"]) await app.api.put(`/v1/participants/${externalId}`, {});
});
afterAll(() => app.close());

const as = (role: Role): DashboardClient => {
  const client = clients.get(role);
  if (client === undefined) throw new Error(`no ${role}`);
  return client;
};
const plain = (text: string) =>
  text
    .replaceAll(/<[^>]*>|[\u2066-\u2069]/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");

/** A friend of ann's who has bought, and the id of the referral. */
async function friendOf(friend: string): Promise<string> {
  const hand = { program: "friends", advocate: "ann", friend, reason: "rang us", attributedAt: "2026-01-03T00:00:00Z" };
  const { body } = await app.api.post<{ results: readonly { referral: { id: string } }[] }>("/v1/referrals", hand);
  await app.api.post("/v1/events", {
    ...{ type: "purchase", participant: { externalId: friend }, orderId: `o-${friend}`, amountMinor: 5_000 },
    ...{ currency: "GBP", occurredAt: "2026-01-04T00:00:00Z" },
  });
  return body.results[0]?.referral.id ?? expect.fail();
}

const give = (id: string, more: Record<string, string> = {}, role: Role = "support") =>
  as(role).post(`/referrals/${id}/reassign`, { advocate: "ben", reason: "the link was Ben's", ...more });
const advocateOf = async (id: string) => (await app.api.get<{ advocate: string }>(`/v1/referrals/${id}`)).body.advocate;
const LINK = /href="([^"]+\/referrals\/ref_[^"]+\/reassign)"/;

describe("a friend is given to another advocate by a form", () => {
  it("once, however often it is sent, and the page of the friend tells what happened", async () => {
    const id = await friendOf("fay");
    const sent = { key: "sent-once", advocate: " ben ", reason: " the link was Ben's " };
    const first = await give(id, sent);
    expect(first.location).toMatch(/\/people\/par_[^?]+\?referral=ref_[^&]+&said=reassigned$/);
    expect((await give(id, sent)).location).toBe(first.location);
    expect((await give(id, { ...sent, reason: "another" })).location).toContain("said=sent_before");
    expect((await give(id)).location).toContain("said=attributed_before");
    expect(await advocateOf(id)).toBe("ben");
    const { body } = await app.api.get<{ data: object[] }>("/v1/audit?action=referral.reassigned");
    expect(body.data).toMatchObject([
      { actor: { type: "user", id: as("support").member?.userId }, detail: { reason: "the link was Ben's" } },
    ]);
    const page = plain((await as("support").get(first.location ?? "")).text);
    expect(page).toContain("The person is a friend of the other advocate now.");
    expect(page).toContain("Was given to another advocate by hand");
    expect(page).toMatch(/corrected by hand who had invited fay.*the link was Ben's/);
    expect(page).not.toContain("referral_reassigned");
  });

  it("which says before how many rewards go along, and how many stay since they were given out", async () => {
    const counts = async (id: string) => {
      const text = plain((await as("owner").get(`/referrals/${id}/reassign`)).text);
      return /Rewards that go along (\d+) Rewards that were given out (\d+)/.exec(text)?.slice(1);
    };
    const id = await friendOf("gus");
    expect(await counts(id)).toEqual(["1", "0"]);
    const { body } = await app.api.get<{ data: readonly { id: string }[] }>(
      "/v1/rewards?participant=ann&status=pending",
    );
    await app.api.post(`/v1/rewards/${body.data[0]?.id}/approve`, {});
    await app.api.post(`/v1/rewards/${body.data[0]?.id}/fulfill`, {});
    expect(await counts(id)).toEqual(["0", "1"]);
    await give(id);
    expect(await counts(id)).toEqual(["0", "0"]);
  });
});

describe("what can't be is told in words, and stays as it was typed", () => {
  const refused = async (id: string, more: Record<string, string>) => {
    const events = () => app.database.query("SELECT count(*) FROM events");
    const before = await events();
    const { status, text } = await give(id, more);
    expect(await events()).toEqual(before);
    return { status, text: plain(text), html: text };
  };

  it("to the friend, to one below the friend, to one who is blocked, and to no one", async () => {
    const id = await friendOf("hal");
    const { code } = (
      await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId: "hal" } })
    ).body;
    await app.api.post("/v1/events", { type: "signup", participant: { externalId: "ida" }, code });
    await app.api.post("/v1/participants/cat/block", { reason: "spam" });
    const own = await refused(id, { advocate: "hal", reason: 'her "aunt" wrote' });
    expect([own.status, own.text]).toEqual([409, expect.stringContaining("Nothing was changed. Nobody can invite")]);
    expect(own.html).toContain('value="her &quot;aunt&quot; wrote"');
    expect((await refused(id, { advocate: "ida" })).text).toContain("cannot go round in a circle");
    expect((await refused(id, { advocate: "cat" })).text).toContain("was stopped by a check");
    expect((await refused(id, { advocate: "no one" })).text).toContain("No one has this id.");
    expect(await advocateOf(id)).toBe("ann");
  });

  it("more rewards than may change hands", async () => {
    const id = await friendOf("max");
    await app.database.query(
      `INSERT INTO rewards SELECT (jsonb_populate_record(w, jsonb_build_object('id', w.id || '-' || n, 'source',
        w.source || '-' || n))).* FROM rewards w, generate_series(1, $2::integer) n
      WHERE w.referral_id = $1 AND w.recipient = 'advocate'`,
      [id, MAX_REASSIGNED],
    );
    expect((await refused(id, {})).text).toContain("more orders or rewards than can be given");
  });

  it.each([
    ["advocate", { advocate: " " }, "Write an id"],
    ["advocate", { advocate: "x".repeat(256) }, "Write an id"],
    ["reason", { reason: "  " }, "Write why"],
    ["reason", { reason: "x".repeat(501) }, "Write why"],
  ])("at its box: %s, %j", async (box, more, said) => {
    const [[id] = []] = await app.database.query("SELECT id FROM referrals WHERE status <> 'rejected' LIMIT 1");
    const { status, text, html } = await refused(String(id), more as Record<string, string>);
    expect(status).toBe(422);
    expect(text).toContain(said);
    expect([...html.matchAll(/<p class="error" id="field-([^"]+)-error"/g)].map(([, name]) => name)).toEqual([box]);
  });
});

describe("the way to the form", () => {
  it("is above what happened in a referral, for those who may", async () => {
    await friendOf("kim");
    const { text } = await as("marketer").get("/people/kim");
    const there = await as("marketer").get(LINK.exec(text)?.[1] ?? "");
    expect(plain(there.text)).toMatch(/Friend kim .* Present advocate ann/);
    expect((await as("viewer").get("/people/kim")).text).not.toMatch(LINK);
    const id = /ref_[^/]+/.exec(LINK.exec(text)?.[1] ?? "")?.[0] ?? expect.fail();
    expect((await as("viewer").get(`/referrals/${id}/reassign`)).status).toBe(403);
    expect((await give(id, {}, "viewer")).status).toBe(403);
    expect(await advocateOf(id)).toBe("ann");
  });

  it("is not there for a friend who was refused, and neither is the form", async () => {
    const hand = { type: "signup", participant: { externalId: "lou" }, program: "friends", code: "NOSUCH" };
    const { body } = await app.api.post<{ results: readonly { referral: { id: string } }[] }>("/v1/events", hand);
    expect((await as("owner").get("/people/lou")).text).not.toMatch(LINK);
    const id = body.results[0]?.referral.id ?? expect.fail();
    expect((await as("owner").get(`/referrals/${id}/reassign`)).status).toBe(404);
    expect((await give(id)).status).toBe(404);
  });
});
