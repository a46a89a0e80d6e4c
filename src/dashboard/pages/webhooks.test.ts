import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { dashboardClient, signedIn } from "../../testing/signIn.ts";

let app: TestApp;
let owner: ReturnType<typeof dashboardClient>;

beforeAll(async () => {
  app = await createTestApp();
  owner = dashboardClient(app, await signedIn(app, "owner", app.tenant), app.tenant);
});
afterAll(() => app.close());

interface Hook {
  readonly id: string;
  readonly url: string;
  readonly events: readonly string[] | null;
  readonly enabled: boolean;
}

const hooks = async () => (await app.api.get<{ data: Hook[] }>("/v1/webhooks")).body.data;
const add = (url: string, events = "", description = "") => owner.post("/setup/webhooks", { url, events, description });

describe("the pages of webhooks", () => {
  it("add one, show its secret once, and refuse what can't be asked with the boxes as they were", async () => {
    const made = await add("https://hooks.shop.example/a", "reward.approved, reward.voided");
    expect([made.status, /whsec_\w+=*/.exec(made.text)?.length]).toEqual([200, 1]);
    expect(await hooks()).toMatchObject([{ events: ["reward.approved", "reward.voided"], enabled: true }]);
    const [first] = await hooks();
    const page = await owner.get(`/setup/webhooks/${first?.id}`);
    expect(page.text).toContain("https://hooks.shop.example/a");
    expect(page.text).not.toContain("whsec_");
    for (const [url, events] of [
      ["https://10.0.0.1/", ""],
      ["https://shop.example/", "reward.lost"],
    ] as const) {
      const refused = await add(url, events);
      expect([refused.status, refused.text.includes(`value="${url}"`)]).toEqual([422, true]);
    }
    expect(await hooks()).toHaveLength(1);
  });

  it("test one, send again what it was sent, disable, enable and remove it", async () => {
    const id = (await hooks())[0]?.id ?? "";
    const step = (name: string, form: Record<string, string> = {}) => owner.post(`/setup/webhooks/${id}/${name}`, form);
    expect((await step("test")).status).toBe(303);
    const { data } = (await app.api.get<{ data: { id: string }[] }>(`/v1/webhooks/${id}/deliveries`)).body;
    expect(data).toHaveLength(1);
    expect((await owner.get(`/setup/webhooks/${id}`)).text).toContain("webhook.test");
    expect((await step("retry", { delivery: data[0]?.id ?? "" })).status).toBe(303);
    await step("disable");
    expect((await hooks())[0]?.enabled).toBe(false);
    expect((await step("test")).status).toBe(409);
    await step("enable");
    expect((await hooks())[0]?.enabled).toBe(true);
    await step("remove");
    expect(await hooks()).toEqual([]);
    expect((await owner.get(`/setup/webhooks/${id}`)).status).toBe(404);
  });

  it("send again only what the endpoint itself was sent, and show its name in the direction of its own letters", async () => {
    await add("https://hooks.shop.example/one", "", "הזמנות (1)");
    await add("https://hooks.shop.example/two");
    const [one = "", two = ""] = (await hooks()).map(({ id }) => id);
    await owner.post(`/setup/webhooks/${two}/test`, {});
    const sent = async () =>
      (await app.api.get<{ data: { id: string; status: string }[] }>(`/v1/webhooks/${two}/deliveries`)).body.data[0];
    const delivery = (await sent())?.id ?? "";
    await app.database.query("UPDATE deliveries SET status = 'delivered'");
    const retry = (id: string) => owner.post(`/setup/webhooks/${id}/retry`, { delivery });
    expect([(await retry(one)).status, (await sent())?.status]).toEqual([404, "delivered"]);
    expect([(await retry(two)).status, (await sent())?.status]).toEqual([303, "waiting"]);
    expect((await owner.get(`/setup/webhooks/${one}`)).text).toContain("<h2><bdi>הזמנות (1)</bdi></h2>");
  });
});
