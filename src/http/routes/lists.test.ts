import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../../domain/periods.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Page {
  readonly data: readonly {
    readonly id: string;
    readonly friend: string;
    readonly participant: string;
    readonly status: string;
  }[];
  readonly nextCursor: string | null;
}

const FRIENDS = 7;

describe("lists", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
    const { body } = await app.api.post<{ code: string }>("/v1/codes", {
      program: "friends",
      participant: { externalId: "adv" },
    });
    for (let index = 0; index < FRIENDS; index++) {
      app.clock.advance(1_000);
      const participant = { externalId: `f-${index}` };
      await app.api.post("/v1/events", { type: "signup", participant, code: body.code });
      if (index > 2) continue;
      const order = { orderId: `o-${index}`, amountMinor: 4200, currency: "GBP" };
      await app.api.post("/v1/events", { type: "purchase", participant, ...order });
    }
    await app.api.post("/v1/events", {
      type: "signup",
      participant: { externalId: "lost" },
      program: "friends",
      code: "NOPE",
    });
  });
  afterAll(() => app.close());

  const page = (path: string) => app.api.get<Page>(path);

  it.each(["/v1/referrals", "/v1/rewards", "/v1/ledger/postings"])(
    "%s goes on where it stopped, newest first",
    async (path) => {
      const all = (await page(path)).body.data.map(({ id }) => id);
      expect(all).toEqual(all.toSorted().toReversed());
      const seen: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const { body }: { body: Page } = await page(`${path}?limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
        seen.push(...body.data.map(({ id }) => id));
        cursor = body.nextCursor;
      }
      expect(seen).toEqual(all);
      expect(all.length).toBeGreaterThan(2);
    },
  );

  it("accounts go on where they stopped, and sum to zero", async () => {
    const first = await app.api.get<{ data: { account: string; balanceMinor: number }[]; nextCursor: string }>(
      "/v1/ledger/balances?limit=1",
    );
    const rest = await app.api.get<typeof first.body>(`/v1/ledger/balances?cursor=${first.body.nextCursor}`);
    const accounts = [...first.body.data, ...rest.body.data];
    expect(accounts.map(({ balanceMinor }) => balanceMinor).toSorted((a, b) => a - b)).toEqual([-3000, 3000]);
    const own = await app.api.get("/v1/ledger/balances?participant=adv");
    expect(own.body.data).toMatchObject([{ participant: "adv", balanceMinor: 3000 }]);
    expect((await app.api.get("/v1/ledger/balances?participant=unknown")).body).toEqual({
      data: [],
      nextCursor: null,
      totals: [],
    });
  });

  it.each([
    ["/v1/referrals?friend=f-3", 1],
    ["/v1/referrals?advocate=adv", FRIENDS],
    ["/v1/referrals?advocate=f-1", 0],
    ["/v1/referrals?program=none", 0],
    ["/v1/referrals?status=converted", 3],
    ["/v1/referrals?status=attributed&program=friends", 4],
    ["/v1/referrals?status=rejected", 1],
    ["/v1/referrals?status=expired", 0],
    ["/v1/rewards?participant=adv", 3],
    ["/v1/rewards?status=pending", 3],
    ["/v1/rewards?orderId=o-1", 1],
    ["/v1/rewards?orderId=o-1&participant=adv&status=pending&program=friends&from=2026-01-05", 1],
    ["/v1/rewards?orderId=o-1&participant=f-1", 0],
    ["/v1/rewards?orderId=o-1&status=voided", 0],
    ["/v1/rewards?orderId=o-1&program=none", 0],
    ["/v1/rewards?orderId=o-1&to=2026-01-05", 0],
    ["/v1/rewards?orderId=o-9", 0],
    ["/v1/rewards?program=friends&from=2026-01-05&to=2026-01-06", FRIENDS + 3],
    ["/v1/rewards?to=2026-01-05T10:00:03Z", 4],
    ["/v1/rewards?from=2027-01-01", 0],
    ["/v1/ledger/postings?participant=adv&program=friends", 3],
  ])("%s finds %i", async (path, count) => {
    expect((await page(path)).body.data).toHaveLength(count);
  });

  it("a cursor that is no nextCursor of the list, and a limit out of bounds, are refused", async () => {
    const { body } = await page("/v1/rewards?limit=1");
    for (const cursor of ["", "x", "%00", btoa('["ref_1","x"]'), btoa('["\\u0000"]'), body.nextCursor]) {
      const answer = await app.api.get<{ errors: { path: string }[] }>(`/v1/referrals?cursor=${cursor}`);
      expect([answer.status, answer.body.errors[0]?.path]).toEqual([422, "cursor"]);
    }
    for (const limit of ["0", "201", "-1", "1.5", "ten", ""])
      expect((await page(`/v1/referrals?limit=${limit}`)).status).toBe(422);
  });

  it("a summary of a program that does not exist is 404, and one of a period counts what happened in it", async () => {
    expect((await app.api.get("/v1/reports/summary?program=none")).body.code).toBe("program_not_found");
    const inside = await app.api.get("/v1/reports/summary?from=2026-01-05&to=2026-01-06");
    expect(inside.body).toMatchObject({
      referrals: FRIENDS,
      converted: 3,
      rejected: { unknown_code: 1 },
      qualifyingPurchases: 3,
    });
    const before = await app.api.get("/v1/reports/summary?to=2026-01-05");
    expect(before.body).toMatchObject({ referrals: 0, byRule: {}, skipped: {}, totals: {}, revenue: {} });
  });

  it("a referral whose credit window is over is shown as expired", async () => {
    const [newest] = (await page("/v1/referrals?status=attributed")).body.data;
    app.clock.advance(181 * DAY_MS);
    const expired = (await page("/v1/referrals?status=expired")).body.data;
    expect(expired).toHaveLength(4);
    const { nextCursor } = (await page("/v1/referrals?status=expired&limit=1")).body;
    expect((await page(`/v1/referrals?status=expired&cursor=${nextCursor}`)).body.data).toEqual(expired.slice(1));
    expect((await page("/v1/referrals?status=attributed")).body.data).toHaveLength(0);
    expect((await page(`/v1/referrals/${newest?.id}`)).body).toMatchObject({ status: "expired" });
    app.clock.advance(-181 * DAY_MS);
  });

  it.each(["/v1/rewards", "/v1/reports/summary"])("%s refuses a time that ends before it begins", async (path) => {
    const { status, body } = await app.api.get(`${path}?from=2026-02-01&to=2026-01-31T23:59:59Z`);
    expect([status, body.errors]).toEqual([422, [{ path: "to", message: "before from" }]]);
    expect((await app.api.get(`${path}?from=2026-02-01&to=2026-02-01`)).status).toBe(200);
  });

  it("with from or to, rewards go on by when they were earned, also those that were reported late", async () => {
    const order = { orderId: "o-late", amountMinor: 4200, currency: "GBP", occurredAt: "2026-01-05T10:00:05.500Z" };
    app.clock.advance(60_000);
    await app.api.post("/v1/events", { type: "purchase", participant: { externalId: "f-4" }, ...order });
    const { data } = (await page("/v1/rewards?from=2026-01-01")).body;
    const ids = data.map(({ id }) => id);
    // It was stored last, and two friends signed up after it happened.
    expect(ids.indexOf(ids.toSorted().at(-1) ?? "")).toBe(2);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const asked = `/v1/rewards?from=2026-01-01&limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`;
      const { body }: { body: Page } = await page(asked);
      seen.push(...body.data.map(({ id }) => id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(ids);
  });
});
