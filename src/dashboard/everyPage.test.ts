import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Role } from "../domain/permissions.ts";
import { ROLES, roleMay } from "../domain/permissions.ts";
import type { Endpoint } from "../http/endpoint.ts";
import { routeTable } from "../http/routeTable.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp, DASHBOARD_URL } from "../testing/createTestApp.ts";
import type { PageSample } from "../testing/pageSamples.ts";
import { furnishPages } from "../testing/pageSamples.ts";
import type { DashboardClient, PageAnswer } from "../testing/signIn.ts";
import { cookieOf, dashboardClient, signedIn, signIn } from "../testing/signIn.ts";
import type { CreatedTenant } from "../usecases/tenants/createTenant.ts";
import { pageTable } from "./pageTable.ts";

/** What every page and every form of the dashboard goes through, whatever it shows or does. */

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
const cases = pageTable.map((route) => [nameOf(route), route] as const);
const guarded = cases.filter(([, { access }]) => access.kind !== "anyone");
const ofShops = cases.filter(([, { access }]) => access.kind === "session");

let app: TestApp;
let other: CreatedTenant;
let samples: Readonly<Record<string, PageSample>>;
let owner: DashboardClient;
const byRole = new Map<Role, DashboardClient>();

beforeAll(async () => {
  app = await createTestApp();
  other = (await app.newTenant("Coffee shop")).tenant;
  samples = await furnishPages(app);
  for (const role of ROLES) byRole.set(role, await signIn(app, role));
  owner = clientOf("owner");
});
afterAll(() => app.close());

function clientOf(role: Role): DashboardClient {
  const client = byRole.get(role);
  if (client === undefined) throw new Error(`no ${role}`);
  return client;
}

function sampleOf(name: string): PageSample {
  const path = name.split(" ")[1] ?? "";
  const sample = samples[name];
  if (sample === undefined && (path.replace("{tenant}", "").includes("{") || name.startsWith("post "))) {
    throw new Error(`give ${name} a sample in src/testing/pageSamples.ts`);
  }
  return sample ?? { path, absent: null, form: {} };
}

const ask = (
  client: DashboardClient,
  name: string,
  { tenant = app.tenant.slug, path = sampleOf(name).path, query = "", headers = {} as Record<string, string> } = {},
): Promise<PageAnswer> => {
  const full = path.replace("{tenant}", tenant) + query;
  return name.startsWith("get ") ? client.get(full, headers) : client.post(full, sampleOf(name).form, headers);
};

describe("every page of the dashboard", () => {
  it.each(guarded)(
    "%s: those who are not signed in are sent to sign in, without a statement where nothing is signed",
    async (name) => {
      const session = await signedIn(app, "owner", app.tenant);
      const withCookie = (cookie: string) => dashboardClient(app, { ...session, cookie }, app.tenant);
      const strangers = {
        none: dashboardClient(app, null, app.tenant),
        nonsense: withCookie("__Secure-raf.session_token=nonsense"),
        "an empty one": withCookie("__Secure-raf.session_token="),
        "no signature": withCookie(`__Secure-raf.session_token=${session.token}`),
        "another secret": withCookie(await cookieOf(session.token, "a secret that is of someone else's dashboard")),
        "another name": withCookie(session.cookie.replace("__Secure-", "")),
        "a changed token": withCookie(session.cookie.replace("token-of", "token-or")),
      };
      for (const [what, client] of Object.entries(strangers)) {
        const statements = await app.database.during(async () => expectSignIn(await ask(client, name), what));
        expect(statements, what).toBe(0);
      }
    },
  );

  it.each(guarded)("%s: a session that was revoked, has ended, or began 90 days ago is none", async (name) => {
    const ended = [
      "DELETE FROM auth_sessions WHERE token = $1",
      "UPDATE auth_sessions SET expires_at = '2026-01-05T10:00:00Z' WHERE token = $1",
      "UPDATE auth_sessions SET created_at = '2025-10-07T10:00:00Z' WHERE token = $1",
    ];
    for (const sql of ended) {
      const session = await signedIn(app, "owner", app.tenant);
      await app.database.query(sql, [session.token]);
      expectSignIn(await ask(dashboardClient(app, session, app.tenant), name), sql);
    }
  });

  it.each(ofShops)(
    "%s: is for the roles that have its permission, and 403 for all others",
    async (name, { access }) => {
      if (access.kind !== "session") return;
      for (const role of ROLES) {
        const { status } = await ask(clientOf(role), name);
        if (roleMay(role, access.may)) expect([role, status]).not.toEqual([role, 403]);
        else expect([role, status]).toEqual([role, 403]);
      }
    },
  );

  it.each(ofShops)(
    "%s: another shop's is the same 404 as one of no shop, and so is one's own after one was removed",
    async (name) => {
      const removed = await signedIn(app, "owner", app.tenant);
      await app.database.query("UPDATE members SET removed_at = now() WHERE user_id = $1", [removed.userId]);
      const nothing = await ask(owner, name, { tenant: "no-such-shop" });
      for (const answer of [
        await ask(owner, name, { tenant: other.slug }),
        await ask(dashboardClient(app, removed, app.tenant), name),
      ]) {
        expect([answer.status, answer.text]).toEqual([404, nothing.text]);
      }
      const { absent } = sampleOf(name);
      if (absent !== null) expect((await ask(owner, name, { path: absent })).status).toBe(404);
    },
  );

  it.each(guarded)("%s: answers its member, a page in one statement", async (name) => {
    let answer: PageAnswer | null = null;
    // So that there is room for one more: each test of before has made members of its own.
    const kept = [...byRole.values()].map(({ member }) => member?.userId);
    const others = "UPDATE members SET removed_at = now() WHERE role = 'owner' AND NOT $1::jsonb ? user_id";
    await app.database.query(others, [JSON.stringify(kept)]);
    // Some forms end the session, or make it another's.
    const client = name.startsWith("post ") ? await signIn(app, "owner") : owner;
    const statements = await app.database.during(async () => {
      answer = await ask(client, name);
    });
    const { status, headers, text } = answer as unknown as PageAnswer;
    if (name.startsWith("post ")) {
      expect([200, 303]).toContain(status);
      return;
    }
    expect([status, statements]).toEqual([200, 1]);
    if (!/^text\/html/.test(headers.get("content-type") ?? "")) return;
    expect(headers.get("content-security-policy")).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(headers.get("cache-control")).toBe("no-store");
    expect(text).not.toMatch(/<script(?![^>]* src=)|<style| style=| on[a-z]+=/);
    expect(Buffer.byteLength(text)).toBeLessThan(60_000);
  });

  it.each(guarded)(
    "%s: is told in the language that the browser likes, and in the person's own once they chose one",
    async (name) => {
      if (name.startsWith("post ")) return;
      const reader = await signedIn(app, "owner", app.tenant);
      const client = dashboardClient(app, reader, app.tenant);
      const inHebrew = await ask(client, name, { headers: { "accept-language": "he" } });
      if (!/^text\/html/.test(inHebrew.headers.get("content-type") ?? "")) return;
      expect(inHebrew.text).toContain('<html lang="he" dir="rtl">');
      await app.database.query("UPDATE auth_users SET language = 'ru' WHERE id = $1", [reader.userId]);
      const own = await ask(client, name, { headers: { "accept-language": "he" } });
      expect(own.text).toContain('<html lang="ru" dir="ltr">');
      expect(own.headers.get("content-language")).toBe("ru");
    },
  );

  it.each(guarded)("%s: what it can't be asked is refused by a page, and never a 500", async (name) => {
    for (const query of ["?nonsense=1", "?a%00b=1", "?said=%ff", "?said=saved&said=saved"]) {
      const { status, headers } = await ask(owner, name, { query });
      expect([query, status]).toEqual([query, 422]);
      expect(headers.get("content-type")).toBe("text/html; charset=utf-8");
    }
    const pattern = name.split(" ")[1] ?? "";
    for (const text of pattern.includes("{") ? ["%00", "a%00b", "%ff", "%", "x".repeat(2_000), "%0A"] : []) {
      const path = pattern.replaceAll(/\{\w+\}/g, text);
      expect([404, 422]).toContain((await ask(owner, name, { path })).status);
    }
  });

  it("a form that no page of the dashboard sent changes nothing, whatever session comes with it", async () => {
    const forms = cases.filter(([name]) => name.startsWith("post "));
    const foreign: Record<string, string>[] = [
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
      { "sec-fetch-site": "none" },
      { "sec-fetch-site": "cross-site", origin: DASHBOARD_URL },
      { "sec-fetch-site": "", origin: DASHBOARD_URL },
      { "sec-fetch-site": "", origin: "null" },
    ];
    for (const [name] of forms) {
      for (const headers of foreign) {
        const statements = await app.database.during(async () => {
          expect([name, headers, (await ask(owner, name, { headers })).status]).toEqual([name, headers, 403]);
        });
        expect(statements).toBe(0);
      }
    }
  });

  it("every sample is of a page, and no address is a page's and the API's at once", () => {
    const names = cases.map(([name]) => name);
    expect(Object.keys(samples).filter((name) => !names.includes(name))).toEqual([]);
    const paths = new Set(routeTable.map(({ path }) => path));
    expect(pageTable.filter(({ path }) => paths.has(path) || !/^\/(dashboard|dev\/mail)/.test(path))).toEqual([]);
  });
});

function expectSignIn({ status, location, headers, text }: PageAnswer, what: string): void {
  expect([status, text], what).toEqual([303, ""]);
  expect(location, what).toMatch(/^\/dashboard\/sign-in(\?to=%2Fdashboard%2F.*)?$/);
  expect(headers.get("set-cookie"), what).toMatch(/^__Secure-raf\.session_token=; Max-Age=0; Path=\/dashboard;/);
}
