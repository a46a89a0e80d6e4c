import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import type { DashboardClient } from "../../testing/signIn.ts";
import { cookieOf, dashboardClient, signedIn, signIn } from "../../testing/signIn.ts";

let app: TestApp;
let owner: DashboardClient;
beforeAll(async () => {
  app = await createTestApp();
  owner = await signIn(app, "owner");
});
afterAll(() => app.close());

const HOUR = 3_600_000;
const PATH = "/setup/members";
const memberOf = async (email: string) => {
  const [row] = await app.database.query(
    `SELECT m.role, m.removed_at IS NULL, m.invited_by FROM members m JOIN auth_users u ON u.id = m.user_id
    WHERE u.email = $1 AND m.tenant_id = $2`,
    [email, app.tenant.tenantId],
  );
  return row;
};
const auditOf = (subject: string | undefined) =>
  app.database.query("SELECT action, actor, detail FROM audit WHERE subject = $1 ORDER BY created_at, id", [subject]);
const idOf = (client: DashboardClient) => client.member?.userId ?? "";

describe("members", () => {
  it("an owner invites; the one who opens the mailed link is in, with the role, and all of it is in the audit", async () => {
    const invited = await owner.post(PATH, { email: "Bob@Staff.example ", role: "marketer" });
    expect([invited.status, invited.location]).toEqual([303, `/dashboard/t/${app.tenant.slug}${PATH}?said=invited`]);
    expect(await memberOf("bob@staff.example")).toEqual(["marketer", true, idOf(owner)]);
    const mail = (await app.mailed()).find(({ to }) => to === "bob@staff.example");
    expect(mail?.subject).toBe("You are invited to Tea shop");
    const rowOf = async () => {
      const { text } = await owner.get(PATH);
      const row = text.split("<tr").find((each) => each.includes("bob@staff.example"));
      return row?.replaceAll(/<[^>]*>/g, " ");
    };
    const since = new Intl.DateTimeFormat("en", { dateStyle: "medium" }).format(app.clock.now());
    expect(await rowOf()).toContain(since);
    expect(await rowOf()).toContain("Has not signed in yet");
    const token = /#(\w+)/.exec(mail?.text ?? "")?.[1] ?? "";
    app.clock.advance(1);
    const opened = await owner.post("/dashboard/sign-in/link", { token });
    const cookie = opened.headers.get("set-cookie")?.split(";")[0] ?? "";
    const [[userId]] = (await app.database.query("SELECT id FROM auth_users WHERE email = 'bob@staff.example'")) as [
      [string],
    ];
    const bob = dashboardClient(app, { userId, email: "bob@staff.example", token: "", cookie }, app.tenant);
    expect(await rowOf()).not.toContain("Has not signed in yet");
    expect((await bob.get(PATH)).status).toBe(403);
    expect((await bob.get("/dashboard")).text).toContain("Tea shop");
    expect(await auditOf(userId)).toEqual([
      ["member.invited", { type: "user", id: idOf(owner) }, { role: "marketer" }],
      ["member.signed_in", { type: "user", id: userId }, {}],
    ]);
  });

  it("a role that was left as it was stays what another owner made of it meanwhile", async () => {
    const support = await signedIn(app, "support", app.tenant);
    const page = (await owner.get(`${PATH}/${support.userId}`)).text;
    expect(page).toContain(`name="was" value='{"role":"support"}'`);
    await owner.post(`${PATH}/role`, { userId: support.userId, role: "viewer" });
    const was = JSON.stringify({ role: "support" });
    const kept = await owner.post(`${PATH}/role`, { userId: support.userId, role: "support", was });
    expect([kept.status, (await memberOf(support.email))?.[0]]).toEqual([303, "viewer"]);
    await owner.post(`${PATH}/role`, { userId: support.userId, role: "marketer", was });
    expect((await memberOf(support.email))?.[0]).toBe("marketer");
  });

  it("an invitation sent twice makes one member, and another mail; with another role it says where to change it", async () => {
    for (let n = 0; n < 2; n++) await owner.post(PATH, { email: "twice@staff.example", role: "viewer" });
    const again = await owner.post(PATH, { email: "twice@staff.example", role: "support" });
    expect(again.status).toBe(409);
    expect(again.text).toContain("with another role");
    expect(await memberOf("twice@staff.example")).toEqual(["viewer", true, idOf(owner)]);
    const mails = (await app.mailed()).filter(({ to }) => to === "twice@staff.example");
    expect(mails.length).toBeGreaterThan(0);
    const [[id]] = (await app.database.query("SELECT id FROM auth_users WHERE email = 'twice@staff.example'")) as [
      [string],
    ];
    expect(await auditOf(id)).toHaveLength(1);
  });

  it("a person works for two shops with one address, and sees each", async () => {
    const { tenant: other } = await app.newTenant("Coffee shop");
    const theirs = await signIn(app, "owner", other);
    const person = await signedIn(app, "viewer", app.tenant);
    await theirs.post(PATH, { email: person.email, role: "support" });
    const listed = await dashboardClient(app, person, app.tenant).get("/dashboard");
    expect(listed.text).toContain("Tea shop");
    expect(listed.text).toContain("Coffee shop");
  });

  it("a removed member is refused at the next request, and may be invited anew", async () => {
    const client = await signIn(app, "marketer");
    const { email = "" } = client.member ?? {};
    expect((await client.get(PATH)).status).toBe(403);
    await owner.post(`${PATH}/remove`, { userId: idOf(client) });
    expect((await client.get(PATH)).status).toBe(404);
    expect((await client.get("/dashboard")).text).not.toContain("Tea shop");
    app.clock.advance(1);
    await owner.post(PATH, { email, role: "owner" });
    expect((await client.get(PATH)).status).toBe(200);
    expect((await auditOf(idOf(client))).map(([action]) => action)).toEqual(["member.removed", "member.invited"]);
  });

  it("a changed role counts from the next request on", async () => {
    const client = await signIn(app, "viewer");
    await owner.post(`${PATH}/role`, { userId: idOf(client), role: "owner" });
    expect((await client.get(PATH)).status).toBe(200);
    app.clock.advance(1);
    await owner.post(`${PATH}/role`, { userId: idOf(client), role: "support" });
    expect((await client.get(PATH)).status).toBe(403);
    expect((await auditOf(idOf(client))).map(([, , detail]) => detail)).toEqual([
      { role: "owner", was: "viewer" },
      { role: "support", was: "owner" },
    ]);
  });

  it("the last owner stays, whatever is asked", async () => {
    const { tenant } = await app.newTenant("Small shop");
    const only = await signIn(app, "owner", tenant);
    for (const [path, fields] of [
      [`${PATH}/remove`, {}],
      [`${PATH}/role`, { role: "viewer" }],
    ] as const) {
      const answer = await only.post(path, { userId: idOf(only), ...fields });
      expect(answer.status).toBe(409);
      expect(answer.text).toContain("A shop needs an owner");
    }
    expect((await only.get(PATH)).status).toBe(200);
  });

  it("a person of another shop is not changed, nor one who is no member", async () => {
    const { tenant } = await app.newTenant("Far shop");
    const theirs = await signIn(app, "viewer", tenant);
    for (const userId of [idOf(theirs), "usr_none"]) {
      expect((await owner.post(`${PATH}/remove`, { userId })).status).toBe(404);
      expect((await owner.post(`${PATH}/role`, { userId, role: "owner" })).status).toBe(404);
    }
    expect(await auditOf(idOf(theirs))).toEqual([]);
  });

  it("a change needs a sign-in of the last hour, and comes back to the page after it", async () => {
    const late = await signIn(app, "owner");
    app.clock.advance(HOUR + 1);
    expect((await late.get(PATH)).status).toBe(200);
    const page = `https://dashboard.test/dashboard/t/${app.tenant.slug}${PATH}`;
    const fields = { email: "late@staff.example", role: "viewer" };
    const refused = await late.post(PATH, fields, { referer: page });
    const to = encodeURIComponent(new URL(page).pathname);
    expect([refused.status, refused.location]).toEqual([303, `/dashboard/sign-in?fresh=1&to=${to}`]);
    expect((await late.post(PATH, fields, { referer: "https://evil.example/" })).location).not.toContain("evil");
    expect(await memberOf("late@staff.example")).toBeUndefined();
    expect((await (await signIn(app, "owner")).post(PATH, fields)).status).toBe(303);
  });

  it("a form is refused as it is, with what is wrong beside it, and nothing is written", async () => {
    const fresh = await signIn(app, "owner");
    expect((await fresh.post(PATH, { email: "none", role: "viewer" })).status).toBe(422);
    expect((await fresh.post(PATH, { email: "a@staff.example", role: "boss" })).status).toBe(422);
    expect((await fresh.post(`${PATH}/role`, { userId: "'; DROP", role: "viewer" })).status).toBe(422);
    expect(await memberOf("a@staff.example")).toBeUndefined();
  });
});

describe("one's account", () => {
  it("ends one's other sessions and none of anyone else, at their next request", async () => {
    const person = await signedIn(app, "viewer", app.tenant);
    const token = "another-token-of-the-same-person-0123456789";
    await app.database.query(
      `INSERT INTO auth_sessions (id, user_id, token, expires_at, created_at, updated_at, user_agent)
      SELECT 'ses_other', user_id, $1, expires_at, created_at, updated_at, $3 FROM auth_sessions WHERE user_id = $2`,
      [token, person.userId, "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36"],
    );
    const own = dashboardClient(app, person, app.tenant);
    const other = dashboardClient(app, { ...person, cookie: await cookieOf(token) }, app.tenant);
    expect((await own.get("/dashboard/account")).text).toContain("Chrome, Linux");
    expect((await other.get("/dashboard")).status).toBe(200);
    const stranger = await signIn(app, "owner");
    await stranger.post("/dashboard/account/sessions/end", { session: "ses_other" });
    expect((await other.get("/dashboard")).status).toBe(200);
    await own.post("/dashboard/account/sessions/end", { session: "ses_other" });
    expect((await other.get("/dashboard")).status).toBe(303);
    expect((await own.get("/dashboard")).status).toBe(200);
  });

  it("signing out ends the session itself, not only its cookie", async () => {
    const client = await signIn(app, "viewer");
    const out = await client.post("/dashboard/sign-out", {});
    expect([out.status, out.location]).toEqual([303, "/dashboard/sign-in"]);
    expect(out.headers.get("set-cookie")).toContain("Max-Age=0");
    expect((await client.get("/dashboard")).status).toBe(303);
  });

  it("the language is one's own, in every shop", async () => {
    const client = await signIn(app, "owner");
    await client.post("/dashboard/account/language", { language: "he" });
    expect((await client.get(PATH)).text).toContain('<html lang="he" dir="rtl">');
    expect((await client.post("/dashboard/account/language", { language: "xx" })).status).toBe(422);
  });
});
