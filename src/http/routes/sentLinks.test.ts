import { afterAll, beforeAll, describe, expect, it, test } from "vitest";
import { verifyClickId } from "../../engine/events/clickIds.ts";
import { openTenantSecret } from "../../engine/events/tenantSecrets.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** Share links as people send, print and type them. */

let app: TestApp;
let code: string;
beforeAll(async () => {
  app = await createTestApp();
  const participant = { externalId: "adv" };
  const issued = await app.api.post<{ code: string }>("/v1/codes", {
    program: "friends",
    participant,
    vanity: "ada-10",
  });
  code = issued.body.code;
  await app.api.patch("/v1/tenant", { allowedOrigins: ["https://blog.example"] });
});
afterAll(() => app.close());

const visit = async (path: string, method = "GET") => {
  const { status, headers } = await app.api.send(method, path);
  const location = headers.get("location");
  return { status, url: location === null ? null : new URL(location) };
};
const clickSecret = async () => {
  const [row] = await app.database.query("SELECT click_secret FROM tenants");
  return await openTenantSecret(app.deps.sealing, app.tenant.tenantId, "clickSecret", String(row?.[0]));
};

describe("a link that came mangled leads to where it was to lead", () => {
  it.each([
    ["in capitals", "/R/TEA-SHOP/ADA10"],
    ["typed in small letters", "/r/tea-shop/ada10"],
    ["with a slash", "/r/tea-shop/ADA10/"],
    ["with a slash, on a host that serves one tenant", "/r/ADA10/"],
    ["in capitals, on a host that serves one tenant", "/R/ADA10"],
    ["with slashes too many", "/r//tea-shop///ADA10//"],
    ["with the full stop of its sentence", "/r/tea-shop/ADA10."],
    ["with an underscore", "/r/tea-shop/ADA10_"],
    ["in brackets", "/r/tea-shop/ADA10)"],
    ["in brackets, with a slash", "/r/tea-shop/ADA10/)"],
    ["in brackets, with a slash, on a host that serves one tenant", "/r/ADA10/)"],
    ["in quotation marks", "/r/tea-shop/ADA10%E2%80%9D"],
    ["in quotation marks of an older encoding", "/r/tea-shop/ADA10%94"],
    ["between angle brackets", "/r/tea-shop/ADA10%3E"],
    ["with a space", "/r/tea-shop/ADA10%20"],
    ["with a space that was encoded twice", "/r/tea-shop/ADA10%2520"],
    ["with a line break", "/r/tea-shop/ADA10%0D%0A"],
    ["with the equals sign of a broken line", "/r/tea-shop/ADA10="],
    ["with a mark that is not seen", "/r/tea-shop/ADA10%E2%80%8B"],
    ["with such a mark before its tenant", "/r/%E2%80%8Btea-shop/ADA10"],
    ["in bold", "/r/tea-shop/*ADA10*"],
    ["with the rest of a sentence", "/r/tea-shop/ADA10%E3%80%82%E3%81%82%E3%82%8A"],
    ["with its query encoded", "/r/tea-shop/ADA10%3Fvia%3Dwhatsapp"],
    ["with its query begun by &", "/r/tea-shop/ADA10&via=whatsapp"],
    ["written as HTML", "/r/tea-shop/ADA10?via=whatsapp&amp;lang=en"],
  ])("%s: %s", async (_, path) => {
    const { status, url } = await visit(path);
    expect([status, url?.origin, url?.pathname]).toEqual([302, "https://shop.example", "/welcome"]);
    expect(url?.searchParams.get("ref")).toBe("ADA10");
    const click = await verifyClickId(await clickSecret(), url?.searchParams.get("click") ?? "");
    expect(click).toMatchObject({ code, channel: path.includes("via") ? "whatsapp" : null });
  });

  test("and costs no statement more than a right one", async () => {
    await visit("/r/tea-shop/ADA10");
    for (const path of ["/R/Tea-Shop/ada-10/", "/r/tea-shop/ADA10)", "/r/tea-shop/ADA10%20"]) {
      expect(await app.database.during(() => visit(path))).toBe(0);
    }
    await app.deps.clicks.flush();
  });

  test("by HEAD too, and by no other method", async () => {
    expect((await visit("/R/TEA-SHOP/ADA10/", "HEAD")).url?.href).toBe("https://shop.example/welcome?ref=ADA10");
    expect((await visit("/R/TEA-SHOP/ADA10/", "POST")).status).toBe(404);
  });

  test("and where nothing was meant there is nothing", async () => {
    for (const path of ["/r", "/r/", "/R/./", "/r/a/b/c"]) expect((await visit(path)).status).toBe(404);
    expect((await visit("/r/tea-shop/%E2%80%9D")).url?.href).toBe("https://shop.example/welcome");
  });
});

test("a click carries the primary code, whichever of its names the link has, and is stored under the name that it has", async () => {
  const ids = await Promise.all(
    [code, "ada-10"].map(async (each) => (await visit(`/r/tea-shop/${each}`)).url?.searchParams.get("click") ?? ""),
  );
  const secret = await clickSecret();
  expect(ids.map((id) => verifyClickId(secret, id)?.code)).toEqual([code, code]);
  await app.deps.clicks.flush();
  const stored = ids.map((id) => id.split(".")[0]);
  const rows = await app.database.query("SELECT code FROM clicks WHERE id IN ($1, $2) ORDER BY id", stored);
  expect(rows).toEqual([[code], ["ADA10"]]);
});

describe("what a link is asked with", () => {
  const asked = async (query: string) => {
    const { url } = await visit(`/r/tea-shop/ada-10${query}`);
    url?.searchParams.delete("click");
    return url?.href;
  };

  it.each([
    ["?utm_source=x&gclid=a+b", "https://shop.example/welcome?utm_source=x&gclid=a+b&ref=ADA10"],
    ["?ref=EVIL&click=clk_evil&via=x", "https://shop.example/welcome?ref=ADA10"],
    ["?to=/p/blue-teapot", "https://shop.example/p/blue-teapot?ref=ADA10"],
    [
      "?to=%2Fp%3Fsize%3Ds%26utm_source%3Down%23buy&utm_source=x&y=1",
      "https://shop.example/p?size=s&utm_source=own&y=1&ref=ADA10#buy",
    ],
    ["?to=https%3A%2F%2Fblog.example%2Fpost", "https://blog.example/post?ref=ADA10"],
    ["?to=//evil.example", "https://shop.example/welcome?ref=ADA10"],
    ["?to=/%5Cevil.example", "https://shop.example/welcome?ref=ADA10"],
    ["?to=/%09/evil.example", "https://shop.example/welcome?ref=ADA10"],
    ["?to=https%3A%2F%2Fshop.example%40evil.example", "https://shop.example/welcome?ref=ADA10"],
  ])("%s leads to %s", async (query, expected) => {
    expect(new URL((await asked(query)) ?? "").href).toBe(new URL(expected).href);
  });

  test("follows the shop's list of origins at once", async () => {
    await app.api.patch("/v1/tenant", { allowedOrigins: [] });
    expect(await asked("?to=https://blog.example/post")).toBe("https://shop.example/welcome?ref=ADA10");
    await app.api.patch("/v1/tenant", { allowedOrigins: ["https://blog.example"] });
    expect(await asked("?to=https://blog.example/post")).toBe("https://blog.example/post?ref=ADA10");
  });
});

describe("a link that is pasted where a code belongs", () => {
  const signUp = (externalId: string, pasted: string, more = {}) => {
    const event = { type: "signup", participant: { externalId }, program: "friends", code: pasted, ...more };
    return app.api.post<{ code?: string; results: { referral: { source: string } | null }[] }>("/v1/events", event);
  };

  it("holds no code of this shop where it is another shop's, though the same code is here", async () => {
    const { body } = await signUp("lost", "https://refer.example/r/coffee-shop/ADA10");
    expect(body.results[0]?.referral).toMatchObject({ rejectedReason: "unknown_code", advocate: null });
    const own = await signUp("lost", "https://refer.example/r/tea-shop/ADA10");
    expect(own.body.results[0]?.referral).toMatchObject({ source: "code", advocate: "adv" });
  });

  it("leaves the clicks that came with it to decide", async () => {
    const { url } = await visit("/r/tea-shop/ada-10");
    const clickIds = [url?.searchParams.get("click")];
    const { body } = await signUp("clicked", "refer.example/r/coffee-shop/ADA10", { clickIds });
    expect(body.results[0]?.referral).toMatchObject({ source: "click", advocate: "adv" });
  });

  it("is no code to the pages of the shop either", async () => {
    const check = (pasted: string) => {
      const headers = { authorization: `Bearer ${app.tenant.publishableKey}` };
      return app.api.send("GET", `/v1/client/codes/${encodeURIComponent(pasted)}`, { headers });
    };
    expect((await check("https://refer.example/r/coffee-shop/ADA10")).status).toBe(404);
    expect((await check("https://refer.example/r/tea-shop/ADA10")).status).toBe(200);
  });
});
