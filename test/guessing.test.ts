import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { FAILED_CODE_LIMIT } from "../src/http/client/limits.ts";
import type { ApiClient } from "../src/testing/apiClient.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import { participantToken } from "../src/testing/participantTokens.ts";
import type { CreatedTenant } from "../src/usecases/tenants/createTenant.ts";
import type { Runtime } from "./support/runtimes.ts";
import { runtimes } from "./support/runtimes.ts";

// `src/http/client/guessing.test.ts` has the attacks one by one; here is that both runtimes withstand them.

/** A window may end between two of them, and no more than one does. */
const WINDOWS = 2;
const GUESSES = (WINDOWS + 1) * FAILED_CODE_LIMIT.most;
const AT_ONCE = 20;

describe.each(Object.entries(runtimes))("on %s", (_, start) => {
  let runtime: Runtime;
  let tenant: CreatedTenant;
  let anyone: ApiClient;
  let code: string;

  beforeAll(async () => {
    runtime = await start(inject("postgresUrl"));
    [tenant] = await runtime.newTenants();
    anyone = apiClient(runtime.fetch, null);
    const owner = { program: "friends", participant: { externalId: "owner" } };
    const issued = await apiClient(runtime.fetch, tenant.secretKey).post<{ code: string }>("/v1/codes", owner);
    code = issued.body.code;
  });
  afterAll(() => runtime.close());

  /** Whether the link to a code leads on as one to a right code does. */
  const leadsOn = async (name: string) => {
    const { headers } = await anyone.get(`/r/${tenant.slug}/${name}`);
    return (headers.get("location") ?? "").includes(`ref=${name}&click=clk_`);
  };

  it("few of many wrong codes are told apart, and right ones are answered and redeemed all the while", async () => {
    let told = 0;
    for (let n = 0; n < GUESSES; n += AT_ONCE) {
      const names = Array.from({ length: AT_ONCE }, (__, index) => `WRONG${n + index}`);
      const led = await Promise.all(names.map(leadsOn));
      told += led.filter((isLed) => !isLed).length;
    }
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThanOrEqual(WINDOWS * FAILED_CODE_LIMIT.most);
    expect(await leadsOn(code)).toBe(true);
    const checked = await apiClient(runtime.fetch, tenant.publishableKey).get(`/v1/client/codes/${code}`);
    expect([checked.status, checked.body.redeemable]).toEqual([200, true]);
    const friend = apiClient(runtime.fetch, await participantToken(tenant, "friend", new Date()));
    const redeemed = await friend.post("/v1/client/redemptions", { code });
    expect([redeemed.status, redeemed.body.status]).toEqual([200, "attributed"]);
  });
});
