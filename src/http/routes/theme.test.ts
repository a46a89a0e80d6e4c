import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { tinyPng } from "../../testing/pictures.ts";

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const see = (path: string, headers: Record<string, string> = {}) =>
  app.fetch(new Request(`http://api.test${path}`, { headers }));
const sheet = () => see(`/theme/${app.tenant.slug}.css`);
const set = (change: object) => app.api.patch<Record<string, unknown>>("/v1/tenant", change);
async function picture(nth: number): Promise<string> {
  const file = { body: tinyPng(nth, 3), headers: { "content-type": "image/png" } };
  return (await app.api.send<{ sha256: string }>("POST", "/v1/media", file)).body.sha256;
}
async function joinPage(): Promise<string> {
  const asked = { program: "friends", participant: { externalId: "ada" } };
  const { code } = (await app.api.post<{ code: string }>("/v1/codes", asked)).body;
  return await (await see(`/join/${app.tenant.slug}/${code}`)).text();
}

describe("the theme of a tenant", () => {
  it("is empty until there is an accent, and is not found for a tenant that is not there", async () => {
    const empty = await sheet();
    expect([empty.status, await empty.text()]).toEqual([200, ""]);
    for (const file of ["none.css", `${app.tenant.slug}.js`, app.tenant.slug, ".css", "a%20b.css"]) {
      expect((await see(`/theme/${file}`)).status, file).toBe(404);
    }
  });

  it("is a style sheet of readable colours that browsers keep for minutes and ask for by its tag", async () => {
    expect((await set({ accent: "#FFD400" })).body.accent).toBe("#ffd400");
    const response = await sheet();
    const text = await response.text();
    expect(text).toContain(":root{--referral-accent:#ffd400;--referral-on-accent:#000000;");
    expect(text).toMatch(/^(?:[^{}<>"']|\{[^<>]*\}|\[theme="(?:light|dark)"\])+$/);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=300",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
    });
    const etag = response.headers.get("etag") ?? "";
    const again = await see(`/theme/${app.tenant.slug}.css`, { "if-none-match": etag });
    expect([again.status, await again.text()]).toEqual([304, ""]);
    await set({ accent: "#0a6b4d" });
    const other = await see(`/theme/${app.tenant.slug}.css`, { "if-none-match": etag });
    expect([other.status, other.headers.get("etag") === etag]).toEqual([200, false]);
  });

  it("takes a colour of six digits and nothing else, and says so", async () => {
    for (const accent of ["red", "#fff", "#0a6b4dff", "#0a6b4d;}", "0a6b4d", "", 'url("x")']) {
      const { status, body } = await set({ accent });
      expect([status, body.code], String(accent)).toEqual([422, "invalid_request"]);
      expect(JSON.stringify(body)).toContain("#0a6b4d");
    }
    expect((await app.api.get<{ accent: string }>("/v1/tenant")).body.accent).toBe("#0a6b4d");
  });

  it("is on the page of an invitation: the logo with the shop's name, and the colours", async () => {
    const sha256 = await picture(5);
    expect((await set({ accent: "#0a6b4d", logo: sha256 })).body.logo).toEqual({
      ...{ sha256, path: `/media/${sha256}`, width: 5, height: 3 },
    });
    const page = await joinPage();
    expect(page).toContain(`<link rel="stylesheet" href="/theme/${app.tenant.slug}.css?0a6b4d">`);
    expect(page).toContain(`<img class="logo" src="/media/${sha256}" alt="`);
    const share = await (await see(`/share/${app.tenant.slug}`)).text();
    expect(share).toContain(`/theme/${app.tenant.slug}.css`);
    await set({ accent: null, logo: null });
    expect(await joinPage()).not.toMatch(/\/theme\/|class="logo"/);
  });

  it("stays where a change does not name it", async () => {
    const sha256 = await picture(6);
    await set({ accent: "#123456", logo: sha256 });
    expect((await set({ name: "Tea & co" })).body).toMatchObject({ accent: "#123456", logo: { sha256 } });
    expect((await set({ logo: null })).body).toMatchObject({ accent: "#123456", logo: null });
  });

  it("has a logo of the tenant's own pictures, which stays while it is one", async () => {
    expect(await set({ logo: "0".repeat(64) })).toMatchObject({ status: 404, body: { code: "picture_not_found" } });
    const sha256 = await picture(7);
    await set({ logo: sha256 });
    const removed = await app.api.send("DELETE", `/v1/media/${sha256}`);
    expect(removed).toMatchObject({ status: 409, body: { code: "picture_used" } });
    await set({ logo: null });
    expect((await app.api.send("DELETE", `/v1/media/${sha256}`)).status).toBe(200);
  });
});
