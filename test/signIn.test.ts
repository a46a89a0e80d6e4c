import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createAfterReply } from "../src/adapters/afterReply.ts";
import { directoryAssets } from "../src/adapters/assets/directoryAssets.ts";
import { resendMailer } from "../src/adapters/mail/resendMailer.ts";
import { nanoIds } from "../src/adapters/nanoIds.ts";
import { systemClock } from "../src/adapters/systemClock.ts";
import { ACCOUNT_TEXTS } from "../src/i18n/dashboard/account.ts";
import { MAIL_TEXTS } from "../src/i18n/dashboard/mails.ts";
import { MEMBERS_TEXTS } from "../src/i18n/dashboard/members.ts";
import { SIGN_IN_TEXTS } from "../src/i18n/dashboard/signIn.ts";
import { LANGUAGES } from "../src/i18n/languages.ts";
import { DASHBOARD_URL } from "../src/testing/createTestApp.ts";
import type { DashboardClient, PageAnswer } from "../src/testing/signIn.ts";
import { dashboardClient } from "../src/testing/signIn.ts";
import { changeMemberHere } from "../src/usecases/members/changeMember.ts";
import type { CreatedTenant } from "../src/usecases/tenants/createTenant.ts";
import type { ResendService } from "./support/resendService.ts";
import { startResendService } from "./support/resendService.ts";
import type { Runtime } from "./support/runtimes.ts";
import { startNode, startWorker } from "./support/runtimes.ts";

/** Signing in as it is deployed: by both drivers, and through the client of the service that sends the mails. */

const secret = "of-sessions-0123456789abcdef-0123456789";
const key = "re_test";
const from = "Shop <mail@shop.example>";
const assets = fileURLToPath(new URL("../dist/assets", import.meta.url));

const starts: Readonly<Record<string, (postgresUrl: string, service: ResendService) => Promise<Runtime>>> = {
  "Node over PostgreSQL": (postgresUrl, { url: baseUrl }) =>
    startNode(postgresUrl, (url) => Promise.resolve(url), {
      assets: directoryAssets(assets),
      dashboard: {
        ...{ url: DASHBOARD_URL, secrets: [secret], mailer: resendMailer({ key, from, baseUrl }, systemClock) },
        ...{ afterReply: createAfterReply().later, isLocal: false, socketOf: () => null, oneClick: null },
      },
    }),
  // The vendor's client takes its address from the environment.
  "Workers over Neon's HTTP": (postgresUrl, { url: RESEND_BASE_URL }) =>
    startWorker(postgresUrl, {
      variables: {
        ...{ DASHBOARD_URL, SESSION_SECRETS: secret },
        ...{ RESEND_API_KEY: key, MAIL_FROM: from, RESEND_BASE_URL },
      },
    }),
};

describe.each(Object.entries(starts))("on %s", (_, start) => {
  let runtime: Runtime;
  let service: ResendService;
  let tenant: CreatedTenant;
  let stranger: DashboardClient;

  beforeAll(async () => {
    // On a busy machine that takes longer than the first mail may, which imports it.
    await import("../src/dashboard/signIn/auth.ts");
    service = await startResendService();
    runtime = await start(inject("postgresUrl"), service);
    [tenant] = await runtime.newTenants();
    stranger = dashboardClient(runtime, null, tenant);
  });
  afterAll(async () => {
    await runtime.close();
    await service.close();
  });

  const email = "ada@staff.example";
  const sessions = async () => (await runtime.database.query("SELECT id FROM auth_sessions")).length;

  it("a mailed link that is used four times at once makes one session, which reads, and ends by signing out", async () => {
    const deps = { database: runtime.database, clock: systemClock, ids: nanoIds };
    await changeMemberHere(deps, tenant.tenantId, { act: "invite", email, role: "owner" });
    const asked = await stranger.post("/dashboard/sign-in", { email });
    expect([asked.status, asked.location]).toEqual([303, "/dashboard/sign-in/sent"]);
    const link = new URL(/https:\S+/.exec(await service.mailTo(email))?.[0] ?? "");
    expect([link.origin, link.pathname]).toEqual([DASHBOARD_URL, "/dashboard/sign-in/link"]);
    expect((await stranger.get(link.pathname)).status).toBe(200);

    const open = () => stranger.post("/dashboard/sign-in/link", { token: link.hash.slice(1) });
    const opened = await Promise.all([open(), open(), open(), open()]);
    expect(opened.map(({ status }) => status).toSorted()).toEqual([303, 422, 422, 422]);
    expect(await sessions()).toBe(1);
    expect((await open()).status).toBe(422);
    const audited = "SELECT count(*)::int FROM audit WHERE action = 'member.signed_in' AND tenant_id = $1";
    expect(await runtime.database.query(audited, [tenant.tenantId])).toEqual([[1]]);

    const cookie = opened.flatMap(({ headers }) => headers.get("set-cookie")?.split(";")[0] ?? []).join();
    const member = dashboardClient(runtime, { userId: "", email, token: "", cookie }, tenant);
    let page: PageAnswer | null = null;
    const statements = await runtime.during(async () => {
      page = await member.get("/setup/members");
    });
    expect([(page as PageAnswer | null)?.status, statements]).toEqual([200, 1]);

    await member.post("/dashboard/account/language", { language: "uk" });
    expect((await member.get("/setup/members")).text).toContain(MEMBERS_TEXTS.title.uk);
    await member.post("/dashboard/account/language", { language: "ru" });
    expect((await member.get("/dashboard/account")).text).toContain(ACCOUNT_TEXTS.title.ru);

    expect((await member.post("/dashboard/sign-out", {})).status).toBe(303);
    expect(await sessions()).toBe(0);
    const after = await member.get("/setup/members");
    expect([after.status, after.location]).toEqual([303, expect.stringMatching(/^\/dashboard\/sign-in/)]);
  });

  it("a mail is in the language that its reader chose", async () => {
    const [hebrew, at] = ["noa@staff.example", systemClock.now().toISOString()];
    await runtime.database.query(
      `WITH noa AS (
         INSERT INTO auth_users (id, name, email, email_verified, language, created_at, updated_at)
         VALUES ('usr_noa', '', $1, true, 'he', $2, $2) RETURNING id
       ) INSERT INTO members (tenant_id, user_id, role, created_at) SELECT $3, id, 'owner', $2 FROM noa`,
      [hebrew, at, tenant.tenantId],
    );
    await stranger.post("/dashboard/sign-in", { email: hebrew });
    expect(await service.mailTo(hebrew)).toContain(MAIL_TEXTS.sign_in.title.he);
  });

  it.each(LANGUAGES)("the page to sign in is in %s, where the browser asks for it", async (language) => {
    const page = await stranger.get("/dashboard/sign-in", { "accept-language": language });
    expect(page.text).toContain(`<html lang="${language}"`);
    expect(page.text).toContain(SIGN_IN_TEXTS.title[language]);
  });
});
