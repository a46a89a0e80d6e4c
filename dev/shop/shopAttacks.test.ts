import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../src/testing/createTestApp.ts";
import { createTestApp } from "../../src/testing/createTestApp.ts";
import { demoShop } from "./shop.ts";

const ORIGIN = "http://api.test";

describe("the demo shop, with an attacker", () => {
  let app: TestApp;
  let shop: ReturnType<typeof demoShop>;
  /** What was reported to the referral service, and what it answered. */
  let reported: { type: string; refundId?: string; status: number }[] = [];
  beforeAll(async () => {
    app = await createTestApp();
    const fetch = async (request: Request) => {
      const event = new URL(request.url).pathname === "/v1/events" ? await request.clone().json() : null;
      // As slow as a network, so that requests sent together are under way together.
      await new Promise((resolve) => setTimeout(resolve, 20));
      const response = await app.fetch(request);
      if (event !== null) reported.push({ ...event, status: response.status });
      return response;
    };
    shop = demoShop({ keys: { ...app.tenant, apiUrl: ORIGIN }, fetch });
  });
  afterAll(() => app.close());

  const send = (cookie: string, path: string, body: Record<string, string> | string | null = null) =>
    shop.fetch(
      new Request(`${ORIGIN}${path}`, {
        method: body === null ? "GET" : "POST",
        headers: { cookie, origin: ORIGIN, "content-type": "application/x-www-form-urlencoded" },
        body: body === null ? null : new URLSearchParams(body).toString(),
      }),
    );
  const cookieOf = (response: Response) => response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const signedIn = async (customer: string) => cookieOf(await send("", "/signin", { customer }));
  const buying = async (cookie: string, ...skus: string[]) => {
    for (const sku of skus) await send(cookie, "/cart/add", { sku });
  };

  it("a session gets another id at sign-in: one that an attacker planted signs no one in", async () => {
    const planted = cookieOf(await send("", "/"));
    const own = cookieOf(await send(planted, "/signin", { customer: "shop-maya" }));
    expect(own).not.toBe(planted);
    expect(await (await send(own, "/")).text()).toContain("<bdi>Maya</bdi>");
    expect(await (await send(planted, "/")).text()).not.toContain("<bdi>Maya</bdi>");
  });

  it("a second click on Pay is shown the order of the first", async () => {
    const cookie = await signedIn("shop-maya");
    await buying(cookie, "POT-1");
    reported = [];
    const paid = await Promise.all([1, 2].map(() => send(cookie, "/checkout", {})));
    expect(new Set(paid.map(({ headers }) => headers.get("location"))).size).toBe(1);
    expect(paid[0]?.headers.get("location")).toMatch(/^\/demo\/orders\//);
    expect(reported).toMatchObject([{ type: "purchase", status: 201 }]);
  });

  it("items that are sent back at the same time are each refunded, once", async () => {
    const cookie = await signedIn("shop-daniel");
    await buying(cookie, "POT-1", "BOOK-YEAR");
    const { headers } = await send(cookie, "/checkout", {});
    const order = new URL(headers.get("location") ?? "", ORIGIN).pathname.slice("/demo".length);
    reported = [];
    await Promise.all(["POT-1", "BOOK-YEAR", "POT-1"].map((sku) => send(cookie, `${order}/return`, { sku })));
    expect(reported.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(reported.map(({ refundId }) => refundId)).size).toBe(2);
  });

  it("a form full of made-up clicks costs no customer their signup", async () => {
    reported = [];
    const form = { name: "F", email: "f@example.com", referral_code: "", referral_clicks: "clk_a,".repeat(500) };
    expect((await send("", "/signup", form)).status).toBe(303);
    expect(reported).toMatchObject([{ type: "signup", status: 201 }]);
  });

  it("a form that is too long is not read", async () => {
    expect((await send("", "/cart", { sku: "x".repeat(1_000_000) })).status).toBe(413);
  });
});
