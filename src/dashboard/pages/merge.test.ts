import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
});
afterAll(() => app.close());

const as = (role: Role): DashboardClient => clients.get(role) ?? expect.fail();
const plain = (text: string) =>
  text
    .replaceAll(/<[^>]*>|[\u2066-\u2069]/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll(/\s+/g, " ");
const known = (externalId: string, profile: object = {}) => app.api.put(`/v1/participants/${externalId}`, profile);
const codeOf = async (externalId: string) =>
  (await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId } })).body.code;
const signUp = (externalId: string, code: string) =>
  app.api.post("/v1/events", { type: "signup", participant: { externalId }, code });
const buy = (externalId: string, orderId: string) => {
  const order = { type: "purchase", orderId, amountMinor: 10_000, currency: "GBP" };
  return app.api.post("/v1/events", { ...order, participant: { externalId } });
};
const aliasesOf = async (externalId: string) =>
  (await app.api.get<{ aliases: readonly string[] }>(`/v1/participants/${externalId}`)).body.aliases;
const idOf = async (externalId: string) => {
  const [[id] = []] = await app.database.query("SELECT id FROM participants WHERE external_id = $1", [externalId]);
  return String(id);
};
const look = async (kept: string, name: string, role: Role = "support") => {
  const page = await as(role).get(`/people/${await idOf(kept)}/merge/${encodeURIComponent(name)}`);
  const seen = /name="seen" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  return { ...page, seen, words: plain(page.text) };
};
const merge = async (kept: string, name: string, fields: Record<string, string>, role: Role = "support") => {
  const sent = { reason: "one person", ...fields };
  const page = await as(role).post(`/people/${await idOf(kept)}/merge/${encodeURIComponent(name)}`, sent);
  return { ...page, words: plain(page.text) };
};
const audited = async () =>
  (await app.api.get<{ data: readonly object[] }>("/v1/audit?action=participant.merged")).body.data;

/** Two accounts of one person: each brought a friend, and each is the friend of another advocate. */
async function twins(name: string): Promise<readonly [kept: string, other: string]> {
  const [kept, other] = [name, `${name}-2`];
  const [first, second] = [await codeOf(`${name}-adv-1`), await codeOf(`${name}-adv-2`)];
  await signUp(kept, first);
  await signUp(other, second);
  await signUp(`${name}-friend`, await codeOf(other));
  await buy(other, `${name}-o`);
  await buy(`${name}-friend`, `${name}-fo`);
  return [kept, other];
}

describe("before two are merged the page says what will move", () => {
  it("codes, friends, orders, rewards and balances in amounts, who brought them, what stays and what ends", async () => {
    const [kept, other] = await twins("ann");
    await known(other, { name: "Ann Tea", country: "GB" });
    const { status, words } = await look(kept, other);
    expect(status).toBe(200);
    expect(words).toContain("All that ann-2 has becomes ann’s, and ann-2 is another name of ann from then on.");
    expect(words).toMatch(/Stays ann Becomes another name Ann Tea \(ann-2\)/);
    expect(words).toMatch(
      /Codes [A-Z0-9]+ Friends they brought 1 Orders 1 .*Rewards, On hold, Cash, GBP £10\.00 \(1\)/,
    );
    expect(words).toMatch(/Balance on hold, .* £[\d.]+ /);
    expect(words).toMatch(/Filled in from it Name, Country/);
    expect(words).toMatch(/ann-2 ann-adv-2 .* Ends ann ann-adv-1 .* Stays/);
    expect(words).toMatch(/Rewards that end .* Rewards, On hold, Cash, GBP £10\.00 \(1\)/);
    expect(words).not.toContain("Rewards that are earned by it");
  });

  it("and what is earned by it, where orders of the one count from then on", async () => {
    await signUp("abe", await codeOf("abe-adv"));
    await buy("abe-2", "abe-o");
    expect((await look("abe", "abe-2")).words).toMatch(/Rewards that are earned by it .* GBP £10\.00 \(1\)/);
  });

  it("and looking writes nothing", async () => {
    const [kept, other] = await twins("bea");
    const rows = () =>
      app.database.query("SELECT (SELECT count(*) FROM events), (SELECT sum(version) FROM participants)");
    const before = await rows();
    const { seen } = await look(kept, other);
    expect((await look(kept, other)).seen).toBe(seen);
    expect(await rows()).toEqual(before);
    expect(await aliasesOf(kept)).toEqual([]);
  });

  it("which name stays is chosen: the other way round is one link away", async () => {
    await Promise.all([known("cat"), known("cat-2", { email: "cat@example.com" })]);
    const { text, words } = await look("cat", "cat-2");
    expect(words).not.toContain("There is nothing to move");
    const swapped = /href="([^"]+\/merge\/cat)"/.exec(text)?.[1] ?? "";
    expect(swapped).toContain(await idOf("cat-2"));
    const other = plain((await as("support").get(swapped)).text);
    expect(other).toMatch(/Stays cat-2 Becomes another name cat There is nothing to move but the name/);
  });

  it("and where one of the two is blocked, that the person will be", async () => {
    await Promise.all([known("dan"), known("dan-2")]);
    expect((await look("dan", "dan-2")).words).not.toContain("is blocked");
    await app.api.post("/v1/participants/dan-2/block", { reason: "spam" });
    expect((await look("dan", "dan-2")).words).toContain("One of the two is blocked");
  });
});

describe("the form merges what it showed", () => {
  it("once, however often it is sent, and the page tells then what moved", async () => {
    const [kept, other] = await twins("eve");
    const { seen } = await look(kept, other);
    const before = (await audited()).length;
    const sent = { key: "eve-once", seen };
    const first = await merge(kept, other, sent);
    expect(first.location).toMatch(/\/people\/par_[^/]+\/merge\/eve-2\?said=merged$/);
    expect((await merge(kept, other, sent)).location).toBe(first.location);
    expect((await merge(kept, other, { ...sent, reason: "another" })).location).toContain("said=sent_before");
    expect((await merge(kept, other, { seen })).location).toBe(first.location);
    expect(await aliasesOf(kept)).toEqual([other]);
    const rows = await audited();
    expect(rows.length).toBe(before + 1);
    expect(rows[0]).toMatchObject({
      actor: { type: "user", id: as("support").member?.userId },
      detail: { reason: "one person" },
    });
    const page = plain((await as("support").get(first.location ?? "")).text);
    expect(page).toContain("The two accounts are one now.");
    expect(page).toMatch(/What moved Stays eve Becomes another name eve-2 Codes .*Friends they brought 1 Orders 1/);
    expect(page).toMatch(/Referrals that ended 1 Rewards that end 1 /);
    const person = plain((await as("support").get(`/people/${await idOf(kept)}`)).text);
    expect(person).toContain("Was merged with another account");
    expect(person).not.toContain("participant_merged");
  });

  it("and nothing else: what has changed since is told and shown, and merges when it was seen", async () => {
    const [kept, other] = await twins("fay");
    const { seen } = await look(kept, other);
    await buy(other, "fay-late");
    const late = await merge(kept, other, { seen, reason: 'her "second" one' });
    expect(late.status).toBe(409);
    expect(late.words).toContain("something about the two is no longer as you saw it");
    expect(late.words).toMatch(/Orders 2/);
    expect(late.text).toContain('value="her &quot;second&quot; one"');
    expect(await aliasesOf(kept)).toEqual([]);
    const now = /name="seen" value="([^"]+)"/.exec(late.text)?.[1] ?? "";
    expect((await merge(kept, other, { seen: now })).location).toContain("said=merged");
    expect(await aliasesOf(kept)).toEqual([other]);
  });

  it.each(["", "  ", "x".repeat(501)])("with a reason, which is asked for at its box: %j", async (reason) => {
    await Promise.all([known("gus"), known("gus-2")]);
    const { seen } = await look("gus", "gus-2");
    const { status, words, text } = await merge("gus", "gus-2", { seen, reason });
    expect(status).toBe(422);
    expect(words).toContain("Write why");
    expect(text).toContain('id="field-reason-error"');
    expect(await aliasesOf("gus")).toEqual([]);
  });

  it("and never makes a mere name of one whom no one has", async () => {
    await known("hal");
    expect((await look("hal", "no-one")).status).toBe(404);
    expect((await merge("hal", "no-one", { seen: "x" })).status).toBe(404);
    expect(await aliasesOf("hal")).toEqual([]);
  });
});

describe("what can't be merged is told in words, without a form", () => {
  const hindered = async (kept: string, name: string) => {
    const page = await look(kept, name);
    expect(page.text).not.toContain('name="seen"');
    const sent = await merge(kept, name, { seen: "x" });
    expect([page.status, sent.status]).toEqual([200, 409]);
    expect(sent.words).not.toContain("This is how it is now");
    return page.words;
  };

  it("oneself, and someone's other name; one's own other name leads back to the person", async () => {
    await Promise.all([known("ida"), known("jon")]);
    await app.api.put("/v1/participants/jon/aliases/jon-too", {});
    expect(await hindered("ida", "ida")).toContain("this is the person’s own id");
    expect(await hindered("ida", "jon-too")).toContain("this is another name of someone else");
    const own = await look("jon", "jon-too");
    expect([own.status, own.location]).toEqual([303, expect.stringMatching(/\/people\/par_[^/]+$/)]);
  });

  it("too many names, and more than may move at once", async () => {
    await Promise.all([known("kim"), known("kim-2")]);
    for (let nth = 0; nth < 20; nth++) await app.api.put(`/v1/participants/kim/aliases/kim-name-${nth}`, {});
    expect(await hindered("kim", "kim-2")).toContain("more than 20 other names together");
    await known("lea");
    await app.database.query(
      `INSERT INTO codes SELECT (jsonb_populate_record(c, jsonb_build_object('code', 'LEA' || n, 'kind', 'further',
        'primary_code', c.code))).* FROM codes c, generate_series(1, 1000) n WHERE c.code = $1`,
      [await codeOf("lea-2")],
    );
    expect(await hindered("lea", "lea-2")).toContain("more than 1,000 orders, friends, rewards or codes");
  });
});

describe("the way to the page", () => {
  it("is the form of names where the name is another participant's", async () => {
    await Promise.all([known("may"), known(encodeURIComponent("may/2 é"))]);
    const id = await idOf("may");
    const { location } = await as("support").post(`/people/${id}/names`, { alias: "may/2 é" });
    expect(location).toContain(`/people/${id}/merge/may%2F2%20%C3%A9?said=name_of_person`);
    const { status, text } = await as("support").get(location ?? "");
    expect([status, plain(text)]).toEqual([200, expect.stringContaining("the shop has reported someone by this id")]);
  });

  it("is beside an account with the same e-mail, and both are for those who handle cases", async () => {
    await known("ned", { email: "ned@example.com" });
    await known("ned-2", { email: "ned@example.com" });
    const id = await idOf("ned");
    expect((await as("marketer").get(`/people/${id}`)).text).toContain(`/people/${id}/merge/ned-2"`);
    expect((await as("viewer").get(`/people/${id}`)).text).not.toContain("/merge/");
    const { seen } = await look("ned", "ned-2", "marketer");
    expect((await look("ned", "ned-2", "viewer")).status).toBe(403);
    expect((await merge("ned", "ned-2", { seen }, "viewer")).status).toBe(403);
    expect(await aliasesOf("ned")).toEqual([]);
  });
});
