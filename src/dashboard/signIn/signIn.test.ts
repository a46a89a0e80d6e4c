import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../app.ts";
import type { Mail } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { ADDRESS_HEADER, createTestApp, SESSION_SECRET } from "../../testing/createTestApp.ts";
import type { DashboardClient, PageAnswer } from "../../testing/signIn.ts";
import { cookieOf, dashboardClient, signedIn } from "../../testing/signIn.ts";

let app: TestApp;
let stranger: DashboardClient;
beforeAll(async () => {
  // It is imported late, which on a slow machine takes longer than a request may.
  await import("./auth.ts");
  app = await createTestApp();
  stranger = dashboardClient(app, null, app.tenant);
});
afterAll(() => app.close());

const MINUTE = 60_000;

/** A member who is not signed in. */
async function memberWithout(role: "owner" | "viewer" = "owner") {
  const member = await signedIn(app, role, app.tenant);
  await app.database.query("DELETE FROM auth_sessions WHERE user_id = $1", [member.userId]);
  return member;
}

let addresses = 0;
const askFor = (email: string, fields: Record<string, string> = {}) => {
  const headers = { [ADDRESS_HEADER]: `192.0.2.${++addresses % 250}` };
  return stranger.post("/dashboard/sign-in", { email, ...fields }, headers);
};
const mailsTo = async (email: string): Promise<readonly Mail[]> =>
  (await app.mailed()).filter(({ to }) => to === email);

/** The link of the latest mail, and what it carries. */
async function linkTo(email: string) {
  const url = new URL(/https:\S+/.exec((await mailsTo(email)).at(-1)?.text ?? "")?.[0] ?? "");
  return { path: url.pathname + url.search, origin: url.origin, token: url.hash.slice(1) };
}

const open = (token: string, fields: Record<string, string> = {}) =>
  stranger.post("/dashboard/sign-in/link", { token, ...fields });
const sessionsOf = async (userId: string) =>
  (await app.database.query("SELECT token FROM auth_sessions WHERE user_id = $1", [userId])).length;
const cookieIn = ({ headers }: PageAnswer) => headers.get("set-cookie")?.split(";")[0] ?? "";

describe("signing in", () => {
  it("a member asks, is mailed a link, opens it with one press, and is in, with the sign-in in the audit", async () => {
    const member = await memberWithout();
    const asked = await askFor(member.email.toUpperCase(), { to: "/dashboard/account" });
    expect([asked.status, asked.location]).toEqual([303, "/dashboard/sign-in/sent"]);
    const link = await linkTo(member.email);
    expect(link.origin).toBe("https://dashboard.test");
    const opened = await open(link.token, { to: "/dashboard/account" });
    expect([opened.status, opened.location]).toEqual([303, "/dashboard/account"]);
    const [name, ...attributes] = opened.headers.get("set-cookie")?.split("; ") ?? [];
    expect(name).toMatch(/^__Secure-raf\.session_token=/);
    expect(attributes.toSorted()).toEqual(["HttpOnly", "Max-Age=1209600", "Path=/dashboard", "SameSite=Lax", "Secure"]);
    const inside = dashboardClient(app, { ...member, cookie: cookieIn(opened) }, app.tenant);
    expect((await inside.get("/setup/members")).status).toBe(200);
    const rows = await app.database.query("SELECT actor, subject FROM audit WHERE action = 'member.signed_in'");
    expect(rows).toEqual([[{ type: "user", id: member.userId }, member.userId]]);
  });

  it("every address is answered alike, in the same one statement, and only members are written to", async () => {
    const member = await memberWithout("viewer");
    const removed = await memberWithout();
    await app.database.query("UPDATE members SET removed_at = now() WHERE user_id = $1", [removed.userId]);
    const answers = [];
    for (const email of [member.email, removed.email, "no-one@staff.example"]) {
      let answer: PageAnswer | null = null;
      const before = app.database.sent();
      answer = await askFor(email);
      const statements = app.database.sent() - before;
      await app.mailed();
      answers.push([answer.status, answer.location, answer.text, answer.headers.get("set-cookie"), statements]);
    }
    expect(new Set(answers.map((each) => JSON.stringify(each))).size).toBe(1);
    expect(answers[0]?.at(-1)).toBe(1);
    const sent = [member.email, removed.email, "no-one@staff.example"].map(
      async (email) => (await mailsTo(email)).length,
    );
    expect(await Promise.all(sent)).toEqual([1, 0, 0]);
  });

  it("programs that look at the links of a mail use nothing up, however often", async () => {
    const member = await memberWithout();
    await askFor(member.email);
    const { path, token } = await linkTo(member.email);
    for (let n = 0; n < 3; n++) {
      const looked = await stranger.get(path);
      expect([looked.status, looked.headers.get("set-cookie")]).toEqual([200, null]);
      await stranger.get(`/dashboard/sign-in/link?token=${token}`);
    }
    expect(await sessionsOf(member.userId)).toBe(0);
    expect((await open(token)).status).toBe(303);
  });

  it("a link that is used four times at once makes one session, and none afterwards", async () => {
    const member = await memberWithout();
    await askFor(member.email);
    const { token } = await linkTo(member.email);
    const all = await Promise.all([open(token), open(token), open(token), open(token)]);
    expect(all.map(({ status }) => status).toSorted()).toEqual([303, 422, 422, 422]);
    expect(await sessionsOf(member.userId)).toBe(1);
    expect((await open(token)).status).toBe(422);
  });

  it("a link is none after its time, nor is what never was one, nor one of a member who is gone", async () => {
    const member = await memberWithout();
    await askFor(member.email);
    const { token } = await linkTo(member.email);
    await app.database.query("UPDATE auth_verifications SET expires_at = now() - interval '1 second'");
    for (const wrong of [token, "", "nonsense", `${token}x`, "é\u0000", "'"]) {
      const { status, headers } = await open(wrong);
      expect([wrong, status, headers.get("set-cookie")]).toEqual([wrong, 422, null]);
    }
    expect(await sessionsOf(member.userId)).toBe(0);
  });

  it("no table holds what a link carries, nor what signs a session", async () => {
    const member = await memberWithout();
    await askFor(member.email);
    const { token } = await linkTo(member.email);
    const stored = await app.database.query(
      "SELECT to_jsonb(v)::text FROM auth_verifications v UNION ALL SELECT to_jsonb(m)::text FROM mails m",
    );
    expect(JSON.stringify(stored)).not.toContain(token);
    expect(JSON.stringify(stored)).not.toContain(SESSION_SECRET);
  });

  it("an address gets five mails an hour, and all five links go on working", async () => {
    const member = await memberWithout();
    for (let n = 0; n < 7; n++) {
      expect((await askFor(member.email)).location).toBe("/dashboard/sign-in/sent");
      await app.mailed();
      app.clock.advance(MINUTE);
    }
    const sent = await mailsTo(member.email);
    expect(sent).toHaveLength(5);
    for (const { text } of sent) {
      const token = /#(\S+)/.exec(text)?.[1] ?? "";
      expect((await open(token)).status).toBe(303);
    }
    app.clock.advance(60 * MINUTE);
    await askFor(member.email);
    expect(await mailsTo(member.email)).toHaveLength(6);
  });

  it("one e-mail is asked for three times a minute, and one address asks ten times", async () => {
    app.clock.advance(MINUTE);
    const statuses = [];
    for (let n = 0; n < 4; n++) statuses.push((await askFor("often@staff.example")).status);
    expect(statuses).toEqual([303, 303, 303, 429]);
    const from = { [ADDRESS_HEADER]: "198.51.100.7" };
    const ofOne = [];
    for (let n = 0; n < 11; n++) {
      ofOne.push((await stranger.post("/dashboard/sign-in", { email: `a${n}@staff.example` }, from)).status);
    }
    expect(ofOne.filter((status) => status === 303)).toHaveLength(10);
    expect(ofOne.at(-1)).toBe(429);
    app.clock.advance(MINUTE);
  });

  it("an address that is none is told so beside its box, and nothing is asked for it", async () => {
    for (const email of ["", "ada", "ada@", "a b@staff.example", "a\u0000@staff.example"]) {
      const statements = await app.database.during(async () => {
        expect((await askFor(email)).status, email).toBe(422);
      });
      expect(statements).toBe(0);
    }
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example/",
    "/dashboard/../../evil",
    "/dashboardx",
    "javascript:alert(1)",
    "/dashboard/t/tea-shop\r\nset-cookie:a=b",
  ])("a way back that leads elsewhere leads to one's shops: %s", async (to) => {
    const member = await memberWithout();
    await askFor(member.email, { to });
    const { token } = await linkTo(member.email);
    expect((await open(token, { to })).location).toBe("/dashboard");
    app.clock.advance(MINUTE);
  });
});

describe("a session", () => {
  it("is renewed by the first page of another day, in its one statement more, and no other", async () => {
    const member = await signedIn(app, "owner", app.tenant);
    const client = dashboardClient(app, member, app.tenant);
    const ask = async () => {
      let answer: PageAnswer | null = null;
      const statements = await app.database.during(async () => {
        answer = await client.get("/setup/members");
      });
      return [statements, (answer as unknown as PageAnswer).headers.get("set-cookie") !== null];
    };
    expect(await ask()).toEqual([1, false]);
    app.clock.advance(25 * 60 * MINUTE);
    expect(await ask()).toEqual([2, true]);
    expect(await ask()).toEqual([1, false]);
    app.clock.advance(13 * 24 * 60 * MINUTE);
    expect(await ask()).toEqual([2, true]);
  });

  it("signed by an older secret goes on, and its cookie is signed anew by the newest", async () => {
    const older = "an older secret, which is about to be retired";
    const rotated = await createTestApp({ dashboard: { secrets: [SESSION_SECRET, older] } });
    try {
      const member = await signedIn(rotated, "owner", rotated.tenant);
      const cookie = await cookieOf(member.token, older);
      const answer = await dashboardClient(rotated, { ...member, cookie }, rotated.tenant).get("/setup/members");
      expect([answer.status, cookieIn(answer)]).toEqual([200, member.cookie]);
      const afterwards = dashboardClient(rotated, { ...member, cookie: cookieIn(answer) }, rotated.tenant);
      expect((await afterwards.get("/setup/members")).headers.get("set-cookie")).toBeNull();
    } finally {
      await rotated.close();
    }
  });
});

describe("the dashboard's address", () => {
  const statusAt = async (url: string, headers: Record<string, string> = {}) =>
    (await app.fetch(new Request(url, { headers }))).status;

  it("alone serves it, and set apart it serves nothing else", async () => {
    expect(await statusAt("https://dashboard.test/dashboard/sign-in")).toBe(200);
    // A proxy that ends TLS keeps the host.
    expect(await statusAt("http://dashboard.test/dashboard/sign-in")).toBe(200);
    for (const elsewhere of ["http://api.test", "https://dashboard.test.evil.example", "http://127.0.0.1:8787"]) {
      expect(await statusAt(`${elsewhere}/dashboard/sign-in`)).toBe(404);
    }
    const apart = createApp({ ...app.deps, publicUrl: "https://api.test" });
    const at = async (url: string) => (await apart.request(url)).status;
    expect(await at("https://api.test/health")).toBe(200);
    expect(await at("https://dashboard.test/health")).toBe(404);
    expect(await at("https://dashboard.test/v1/programs")).toBe(404);
    expect(await at("https://dashboard.test/dashboard/sign-in")).toBe(200);
  });
});

describe("on a machine of one's own", () => {
  const SECRET = "a secret that the start has printed on the terminal";
  const here = "http://127.0.0.1:8787";
  const post = async (
    path: string,
    fields: Record<string, string>,
    headers = {},
    socket = "127.0.0.1",
    origin = here,
  ) => {
    const dashboard = {
      ...app.deps.dashboard,
      ...{ url: null, mailer: null, isLocal: true, socketOf: () => socket },
      oneClick: { secret: SECRET, email: owner },
    };
    const request = { method: "POST", headers: { origin, ...headers }, body: new URLSearchParams(fields) };
    return await createApp({ ...app.deps, dashboard }).request(`${origin}${path}`, request);
  };
  let owner = "";
  beforeAll(async () => {
    owner = (await signedIn(app, "owner", app.tenant)).email;
  });

  it("the secret that the start printed signs in with one click, with a cookie that browsers keep there", async () => {
    const entered = await post("/dashboard/sign-in/here", { secret: SECRET });
    expect([entered.status, entered.headers.get("location")]).toEqual([303, "/dashboard"]);
    expect(entered.headers.get("set-cookie")).toMatch(/^raf\.session_token=(?!.*Secure)/);
    expect((await post("/dashboard/sign-in/here", { secret: `${SECRET}x` })).status).toBe(422);
  });

  it.each([
    ["from another machine", {}, "192.0.2.1", here],
    ["through a proxy", { "x-forwarded-for": "192.0.2.1" }, "127.0.0.1", here],
    ["under another name", {}, "127.0.0.1", "http://shop.example"],
  ])("and not %s", async (_, headers, socket, origin) => {
    const answer = await post("/dashboard/sign-in/here", { secret: SECRET }, headers, socket, origin);
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([404, null]);
  });
});
