import { readFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { bindingRateLimiter } from "../../adapters/rateLimiters/bindingRateLimiter.ts";
import { MAX_SUBJECTS, memoryRateLimiter } from "../../adapters/rateLimiters/memoryRateLimiter.ts";
import { RATE_WINDOW_MS } from "../../ports.ts";
import type { ApiClient } from "../../testing/apiClient.ts";
import { apiClient } from "../../testing/apiClient.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { ADDRESS_HEADER, createTestApp } from "../../testing/createTestApp.ts";
import { fixedClock } from "../../testing/fixedClock.ts";
import { participantToken } from "../../testing/participantTokens.ts";
import {
  ADDRESS_LIMIT,
  FAILED_CODE_LIMIT,
  OWN_FAILED_CODE_LIMIT,
  PARTICIPANT_LIMIT,
  SIGN_IN_ADDRESS_LIMIT,
  SIGN_IN_EMAIL_LIMIT,
} from "./limits.ts";

const PANEL = "/v1/client/panel?program=friends";
const NOW = "2026-01-05T10:00:20.000Z";

async function clientsOf(app: TestApp) {
  return {
    app,
    visitor: apiClient(app.fetch, app.tenant.publishableKey),
    as: async (externalId: string): Promise<ApiClient> =>
      apiClient(app.fetch, await participantToken(app.tenant, externalId, app.clock.now())),
  };
}

/** So that none waits too long for its turn, however slow the machine is. */
const AT_ONCE = 20;

const times = async (count: number, work: (n: number) => Promise<{ status: number }>) => {
  const statuses: number[] = [];
  while (statuses.length < count) {
    const size = Math.min(AT_ONCE, count - statuses.length);
    const answers = await Promise.all(Array.from({ length: size }, (_, n) => work(statuses.length + n)));
    statuses.push(...answers.map(({ status }) => status));
  }
  return statuses;
};
const tally = (statuses: readonly number[]) =>
  Object.fromEntries([...Map.groupBy(statuses, (status) => status)].map(([status, all]) => [status, all.length]));

describe("how often browsers may ask", () => {
  let shared: Awaited<ReturnType<typeof clientsOf>>;
  /** Of a code that has an owner, and can be checked. */
  let check: string;

  beforeAll(async () => {
    shared = await clientsOf(await createTestApp());
    const owner = { program: "friends", participant: { externalId: "owner" } };
    const { body } = await shared.app.api.post<{ code: string }>("/v1/codes", owner);
    check = `/v1/client/codes/${body.code}`;
  });
  // A new window for each test.
  beforeEach(() => shared.app.clock.advance(RATE_WINDOW_MS));
  afterAll(() => shared.app.close());

  it("is counted by participant, whatever their address, and told with the time to wait", async () => {
    const { app, as } = shared;
    const ada = await as("ada");
    const ask = (n: number) => ada.get(check, { [ADDRESS_HEADER]: `10.0.0.${n}` });
    expect(tally(await times(PARTICIPANT_LIMIT.most + 5, ask))).toEqual({ 200: PARTICIPANT_LIMIT.most, 429: 5 });
    const refused = await ada.get(`${PANEL}&lang=he`, { origin: "http://localhost:1" });
    expect(refused.body).toMatchObject({ code: "rate_limited", message: expect.stringMatching(/[א-ת]/) });
    expect(refused.headers.get("retry-after")).toBe("60");
    expect(refused.headers.get("access-control-allow-origin")).toBe("http://localhost:1");
    expect((await (await as("bob")).get(PANEL)).status).toBe(200);
    app.clock.advance(RATE_WINDOW_MS);
    expect((await (await as("ada")).get(PANEL)).status).toBe(200);
  });

  it("can't be used up for another participant with a forged token, and is each tenant's own", async () => {
    const { app, as } = shared;
    const forged = { ...app.tenant, widgetSecret: "x".repeat(43) };
    const forger = apiClient(app.fetch, await participantToken(forged, "ada", app.clock.now()));
    expect(tally(await times(PARTICIPANT_LIMIT.most + 1, () => forger.get(check)))).toEqual({
      401: PARTICIPANT_LIMIT.most + 1,
    });
    const { tenant } = await app.newTenant("Coffee shop");
    const namesake = apiClient(app.fetch, await participantToken(tenant, "ada", app.clock.now()));
    await times(PARTICIPANT_LIMIT.most + 1, () => namesake.get(PANEL));
    expect((await namesake.get(PANEL)).status).toBe(429);
    expect((await (await as("ada")).get(PANEL)).status).toBe(200);
  });

  it("is counted by address before anything is read, a whole IPv6 network as one", async () => {
    const { app, visitor } = shared;
    const from = (address: string) => visitor.get(check, { [ADDRESS_HEADER]: address });
    const statuses = await times(ADDRESS_LIMIT.most, (n) => from(`2001:db8:0:7::${n.toString(16)}`));
    expect(tally(statuses)).toEqual({ 200: ADDRESS_LIMIT.most });
    expect(await app.database.during(async () => expect((await from("2001:db8:0:7::ffff")).status).toBe(429))).toBe(0);
    expect((await from("2001:db8:0:8::1")).status).toBe(200);
  });
});

describe("a limiter that is down", () => {
  beforeEach(() => {
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const never = new Promise<never>(() => {});
  const failing = () => Promise.reject(new Error("no connection"));

  it.each([
    ["refuses", failing],
    ["hangs", () => never],
  ])("stops what tells codes apart and lets panels go on, asked once a request: it %s", async (_, answer) => {
    const asked = vi.fn(answer);
    const down = await clientsOf(await createTestApp({ rateLimiter: { take: asked, isSpent: asked } }));
    const { app, visitor, as } = down;
    const code = (
      await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant: { externalId: "a" } })
    ).body.code;
    const from = { [ADDRESS_HEADER]: "10.0.0.1" };
    const answers = [
      await visitor.get(`/v1/client/codes/${code}?lang=uk`, from),
      await (await as("bob")).post("/v1/client/redemptions", { code }, from),
    ];
    for (const { status, body, headers } of answers) {
      expect([status, body.code]).toEqual([503, "limiter_unavailable"]);
      expect(headers.get("retry-after")).toBe("1");
    }
    expect(answers[0]?.body.message).toMatch(/[а-яі]/);
    expect((await app.api.get("/v1/participants/bob")).status).toBe(404);
    expect((await (await as("ada")).get(PANEL, from)).status).toBe(200);
    // Three requests, each of which waited once.
    expect(asked).toHaveBeenCalledTimes(3);
    expect((await app.api.get(`/v1/codes/${code}`)).status).toBe(200);
    await app.close();
  });
});

describe("counting", () => {
  const limit = { name: "address", most: 3 } as const;

  it("in this process forgets the first subjects rather than grow, and all of them with the window", async () => {
    const clock = fixedClock(NOW);
    const limiter = memoryRateLimiter(clock);
    for (let n = 0; n < 3; n++) expect(await limiter.take(limit, "first")).toBe(true);
    expect([await limiter.take(limit, "first"), await limiter.isSpent(limit, "first")]).toEqual([false, true]);
    for (let n = 0; n < MAX_SUBJECTS; n++) await limiter.take(limit, `other-${n}`);
    expect(await limiter.isSpent(limit, "first")).toBe(false);
    for (let n = 0; n < 3; n++) await limiter.take(limit, "second");
    clock.advance(40_000);
    expect(await limiter.isSpent(limit, "second")).toBe(false);
  });

  it("by bindings remembers what was refused until the window is over", async () => {
    const clock = fixedClock(NOW);
    let left = 2;
    const binding = { limit: async () => ({ success: left-- > 0 }) };
    const bindings = {
      ...{ address: binding, participant: binding, failedCodes: binding, ownFailedCodes: binding },
      ...{ signInAddress: binding, signInEmail: binding },
    };
    const limiter = bindingRateLimiter(bindings, clock);
    const seen = [];
    for (let n = 0; n < 3; n++) seen.push(await limiter.isSpent(limit, "a"), await limiter.take(limit, "a"));
    expect(seen).toEqual([false, true, false, true, false, false]);
    expect([await limiter.isSpent(limit, "a"), await limiter.isSpent(limit, "b")]).toEqual([true, false]);
    clock.advance(40_000);
    expect(await limiter.isSpent(limit, "a")).toBe(false);
  });

  it("has the same numbers and windows in wrangler.toml", () => {
    const toml = readFileSync(new URL("../../../wrangler.toml", import.meta.url), "utf8");
    const found = [
      ...toml.matchAll(/name = "(\w+_LIMIT)"\nnamespace_id = "\d+"\nsimple = \{ limit = (\d+), period = (\d+) \}/g),
    ];
    const period = RATE_WINDOW_MS / 1000;
    expect(found.map(([, name, most, seconds]) => [name, Number(most), Number(seconds)])).toEqual([
      ["ADDRESS_LIMIT", ADDRESS_LIMIT.most, period],
      ["PARTICIPANT_LIMIT", PARTICIPANT_LIMIT.most, period],
      ["FAILED_CODE_LIMIT", FAILED_CODE_LIMIT.most, period],
      ["FAILED_CODE_ADDRESS_LIMIT", OWN_FAILED_CODE_LIMIT.most, period],
      ["SIGN_IN_ADDRESS_LIMIT", SIGN_IN_ADDRESS_LIMIT.most, period],
      ["SIGN_IN_EMAIL_LIMIT", SIGN_IN_EMAIL_LIMIT.most, period],
    ]);
  });
});
