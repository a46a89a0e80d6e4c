import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { MAX_CODE_LENGTH } from "../../domain/codes.ts";
import { verifyClickId } from "../../engine/events/clickIds.ts";
import { openTenantSecret } from "../../engine/events/tenantSecrets.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { KNOWN_FOR_MS } from "../links/shareLinkCache.ts";

describe("share links", () => {
  let app: TestApp;
  let code: string;
  beforeAll(async () => {
    app = await createTestApp();
    const issued = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "adv" },
      vanity: "ada-10",
    });
    code = issued.body.code;
  });
  afterAll(() => app.close());

  const visit = async (path: string, method = "GET") => {
    const { status, headers } = await app.api.send(method, path);
    return { status, headers, location: headers.get("location") ?? "" };
  };
  const clicks = async () => {
    await app.deps.clicks.flush();
    return (await app.api.get<{ stats: { clicks: number } }>("/v1/participants/adv")).body.stats.clicks;
  };

  it("leads to the landing page with the code and a click id that its tenant can prove, and says nothing else", async () => {
    for (const path of [`/r/tea-shop/${code}`, `/r/${code.toLowerCase()}?via=whatsapp`]) {
      const { status, headers, location } = await visit(path);
      expect([status, headers.get("cache-control"), headers.get("referrer-policy")]).toEqual([
        302,
        "no-store",
        "no-referrer",
      ]);
      const url = new URL(location);
      expect([url.origin + url.pathname, [...url.searchParams.keys()], url.searchParams.get("ref")]).toEqual([
        "https://shop.example/welcome",
        ["ref", "click"],
        code,
      ]);
      const [row] = await app.database.query("SELECT click_secret FROM tenants");
      const secret = await openTenantSecret(app.deps.sealing, app.tenant.tenantId, "clickSecret", String(row?.[0]));
      expect(await verifyClickId(secret, url.searchParams.get("click") ?? "")).toEqual({
        code,
        at: app.clock.now().getTime(),
        channel: path.endsWith("via=whatsapp") ? "whatsapp" : null,
      });
    }
  });

  it("tells through the click how the friend came, unless the shop says so itself", async () => {
    const click = new URL((await visit(`/r/tea-shop/${code}?via=telegram`)).location).searchParams.get("click");
    const came = async (who: string, more: object) => {
      const event = { type: "signup", participant: { externalId: who }, clickIds: [click], ...more };
      const { body } = await app.api.post<{ results: { referral: { channel: string | null } }[] }>("/v1/events", event);
      return body.results[0]?.referral.channel;
    };
    expect(await came("by-click", { program: "friends" })).toBe("telegram");
    expect(await came("by-code", { code })).toBe("telegram");
    expect(await came("said", { code, channel: "newsletter" })).toBe("newsletter");
  });

  it("costs no statement when its code was seen within a minute, and one otherwise", async () => {
    app.clock.advance(KNOWN_FOR_MS);
    expect(await app.database.during(() => visit("/r/tea-shop/ada-10"))).toBe(1);
    expect(await app.database.during(() => visit("/r/tea-shop/ADA10"))).toBe(0);
    await app.deps.clicks.flush();
    app.clock.advance(KNOWN_FOR_MS);
    expect(await app.database.during(() => visit("/r/tea-shop/ADA10"))).toBe(1);
    await app.deps.clicks.flush();
  });

  it("is answered at once when its code was seen within a minute: there is nothing to wait for", async () => {
    const request = () => new Request(`http://localhost/r/tea-shop/${code}`);
    app.clock.advance(KNOWN_FOR_MS);
    expect(app.fetch(request())).toBeInstanceOf(Promise);
    await visit(`/r/tea-shop/${code}`);
    expect(app.fetch(request())).toBeInstanceOf(Response);
    await app.deps.clicks.flush();
  });

  it("records each visit once with its channel, and none for HEAD", async () => {
    const before = await clicks();
    await visit("/r/tea-shop/ada-10?via=e-mail_1");
    await visit("/r/tea-shop/ada-10?x=1&via=Twitter-Feb 26!");
    await visit(`/r/tea-shop/ada-10?via=${"x".repeat(41)}`);
    await visit("/r/tea-shop/ada-10?via=%21");
    expect((await visit("/r/tea-shop/ada-10", "HEAD")).location).toBe("https://shop.example/welcome?ref=ADA10");
    expect(await clicks()).toBe(before + 4);
    const rows = await app.database.query("SELECT channel FROM clicks WHERE code = 'ADA10' ORDER BY id DESC LIMIT 4");
    expect(rows).toEqual([[null], ["x".repeat(40)], ["twitter-feb26"], ["e-mail_1"]]);
  });

  it("a click attributes its friend before it is stored", async () => {
    const { location } = await visit(`/r/tea-shop/${code}`);
    const click = new URL(location).searchParams.get("click");
    const signup = { type: "signup", participant: { externalId: "clicked" }, clickIds: [click] };
    const { body } = await app.api.post<{ results: { referral: object }[] }>("/v1/events", signup);
    expect(body.results[0]?.referral).toMatchObject({ advocate: "adv", source: "click", status: "attributed" });
    const forged = {
      type: "signup",
      participant: { externalId: "forged" },
      program: "friends",
      clickIds: [`${click?.slice(0, -1)}!`],
    };
    expect((await app.api.post("/v1/events", forged)).body.results).toEqual([]);
  });

  it("an unknown code leads to the tenant's landing page, without a code, until it exists", async () => {
    for (const unknown of ["SOON", "x".repeat(MAX_CODE_LENGTH + 1), "%00", "a.b", "%F0%9F%98%80", "-"]) {
      expect((await visit(`/r/tea-shop/${unknown}`)).location).toBe("https://shop.example/welcome");
    }
    expect(await app.database.during(() => visit("/r/tea-shop/SOON"))).toBe(0);
    await app.api.post("/v1/codes", { program: "friends", participant: { externalId: "adv-2" }, vanity: "soon" });
    expect((await visit("/r/tea-shop/SOON")).location).toContain("ref=SOON");
  });

  it("a landing page keeps its own query and fragment", async () => {
    await app.api.patch("/v1/programs/friends", { landingUrl: "https://shop.example/a?b=c&d=%20#top" });
    expect((await visit("/r/tea-shop/ada-10", "HEAD")).location).toBe("https://shop.example/a?b=c&d=%20&ref=ADA10#top");
    await app.api.patch("/v1/programs/friends", { landingUrl: "https://shop.example/welcome" });
  });

  it("with two tenants a link has to say whose it is", async () => {
    await app.newTenant("Coffee shop");
    app.clock.advance(KNOWN_FOR_MS);
    expect((await visit(`/r/${code}`)).status).toBe(404);
    expect((await visit(`/r/tea-shop/${code}`)).status).toBe(302);
    expect((await visit(`/r/no-shop/${code}`)).status).toBe(404);
    // A tenant without any program has nowhere to send anyone.
    expect((await visit(`/r/coffee-shop/${code}`)).status).toBe(404);
  });
});
