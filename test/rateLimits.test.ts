import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { ensureSystemPackage } from "../dev/systemPackages.ts";
import { upstashRateLimiter } from "../src/adapters/rateLimiters/upstashRateLimiter.ts";
import { FAILED_CODE_LIMIT, PARTICIPANT_LIMIT } from "../src/http/client/limits.ts";
import type { RateLimiter } from "../src/ports.ts";
import { RATE_WINDOW_MS } from "../src/ports.ts";
import { apiClient } from "../src/testing/apiClient.ts";
import type { TestApp } from "../src/testing/createTestApp.ts";
import { ADDRESS_HEADER, createTestApp } from "../src/testing/createTestApp.ts";
import { participantToken } from "../src/testing/participantTokens.ts";
import type { RedisRest } from "./support/redisRest.ts";
import { REDIS_TOKEN, startRedisRest } from "./support/redisRest.ts";

const program = ensureSystemPackage("redis-server", "redis-server");
const PANEL = "/v1/client/panel?program=friends";

/** The time stands still in the middle of a window, so that none ends, and no answer is late, however slow the machine. */
function stopTheClock(): void {
  const now = Math.floor(Date.now() / RATE_WINDOW_MS) * RATE_WINDOW_MS + RATE_WINDOW_MS / 2;
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now });
}

async function inTurn(count: number, ask: (n: number) => Promise<{ readonly status: number }>): Promise<number[]> {
  const statuses: number[] = [];
  for (let n = 0; n < count; n++) statuses.push((await ask(n)).status);
  return statuses;
}

describe.skipIf(program === null)("counting in a Redis behind Upstash's REST protocol", () => {
  let redis: RedisRest;
  let limiter: RateLimiter;
  let app: TestApp;

  beforeAll(async () => {
    redis = await startRedisRest(program ?? "");
    limiter = upstashRateLimiter({ url: redis.url, token: REDIS_TOKEN });
    app = await createTestApp({ rateLimiter: limiter });
  });
  afterAll(async () => {
    await app.close();
    await redis.close();
  });
  beforeEach(async () => {
    redis.isSilent = false;
    await redis.flush();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("lets exactly as many through as there are, however many ask at once", async () => {
    stopTheClock();
    const limit = { name: "address", most: 25 } as const;
    const others = [limiter, upstashRateLimiter({ url: redis.url, token: REDIS_TOKEN })];
    const taken = await Promise.all(
      Array.from({ length: 200 }, (_, n) => (others[n % 2] ?? limiter).take(limit, "one subject")),
    );
    expect(taken.filter(Boolean)).toHaveLength(limit.most);
    expect([await limiter.isSpent(limit, "one subject"), await limiter.isSpent(limit, "another")]).toEqual([
      true,
      false,
    ]);
  });

  it("limits participants and failed codes, each tenant's apart, and stores no name and no address", async () => {
    stopTheClock();
    const client = async (tenant = app.tenant, externalId = "ada@example.com") =>
      apiClient(app.fetch, await participantToken(tenant, externalId, app.clock.now()));
    const ada = await client();
    const owner = { program: "friends", participant: { externalId: "owner" } };
    const check = `/v1/client/codes/${(await app.api.post<{ code: string }>("/v1/codes", owner)).body.code}`;
    const from = { [ADDRESS_HEADER]: "203.0.113.77" };
    const asked = await inTurn(PARTICIPANT_LIMIT.most + 5, () => ada.get(check, from));
    expect(asked.filter((status) => status === 429)).toHaveLength(5);
    const { tenant: other } = await app.newTenant("Coffee shop");
    expect((await (await client(other)).get(PANEL)).status).toBe(404);

    const guesser = apiClient(app.fetch, app.tenant.publishableKey);
    const statuses = await inTurn(FAILED_CODE_LIMIT.most + 7, (n) => guesser.get(`/v1/client/codes/NO${n}`));
    expect(statuses.filter((status) => status === 404)).toHaveLength(FAILED_CODE_LIMIT.most);
    // As if they were the owner's.
    expect(statuses.filter((status) => status === 200)).toHaveLength(7);

    const keys = (await redis.keys()).join("\n");
    expect(keys).toContain("refer-a-friend:participant:");
    for (const told of ["ada", "203.0.113.77", app.tenant.tenantId]) expect(keys).not.toContain(told);
  });

  it("that does not answer is down", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => {});
    redis.isSilent = true;
    const visitor = apiClient(app.fetch, app.tenant.publishableKey);
    const from = { [ADDRESS_HEADER]: "203.0.113.78" };
    expect((await visitor.get("/v1/client/codes/NO1", from)).body.code).toBe("limiter_unavailable");
    expect((await visitor.get(PANEL, from)).status).toBe(200);
    log.mockRestore();
  });

  it("that refuses, or is not there, lets nothing pass for it", async () => {
    const limit = { name: "address", most: 1 } as const;
    await expect(upstashRateLimiter({ url: redis.url, token: "wrong" }).take(limit, "a")).rejects.toThrow();
    await expect(upstashRateLimiter({ url: "http://127.0.0.1:1", token: "x" }).take(limit, "a")).rejects.toThrow();
  });
});
