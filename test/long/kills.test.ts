import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../../dev/postgres.ts";
import { demoProgram } from "../../src/demo/demoProgram.ts";
import { type ApiClient, apiClient } from "../../src/testing/apiClient.ts";
import { type KillableServer, startKillableServer } from "../support/killableServer.ts";

/**
 * A server that is killed again and again while a shop reports: whatever had been committed when it died, the
 * repeats of the shop are answered by it, and nothing is paid twice or lost.
 */

const SHOPPERS = 16;
const CAPPED = 25;
const cash = { kind: "cash", amountMinor: 500, currency: "GBP" };
const rewards = [
  { id: "each", recipient: "advocate", on: { event: "purchase" }, grant: cash },
  {
    id: "capped",
    recipient: "advocate",
    on: { event: "purchase" },
    grant: { kind: "points", amount: 1 },
    limits: [{ per: "recipient", period: "lifetime", count: CAPPED }],
    onRefund: "keep",
  },
];
const rules = { ...(demoProgram.rules as object), qualifies: [], rewards };

interface Told {
  readonly event: { readonly duplicate: boolean };
  readonly results: readonly { readonly rewards: readonly { readonly id: string; readonly ruleId: string }[] }[];
}

const cases: ReadonlyArray<readonly [string, number, (folder: string) => Promise<Record<string, string>>]> = [
  [
    "a PostgreSQL",
    200,
    async () => ({ DATABASE_URL: await createDatabase(inject("postgresUrl"), "kills", MIGRATED_TEMPLATE) }),
  ],
  ["the embedded database", 50, async () => ({})],
];

describe.each(cases)("a server on %s that is killed %i times", (_, kills, database) => {
  let folder: string;
  let server: KillableServer;
  let api: ApiClient;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kills-"));
    server = await startKillableServer({ DATA_DIR: folder, ...(await database(folder)) });
    const { secretKey } = await import(join(folder, "dev-keys.json"), { with: { type: "json" } }).then(
      (file) => file.default,
    );
    api = apiClient(server.fetch, secretKey);
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("has stored each event once and paid for each once", async () => {
    await api.post("/v1/programs", { ...demoProgram, key: "killed", rules });
    await api.post("/v1/programs/killed/publish", {});
    const advocate = { program: "killed", participant: { externalId: "ada" } };
    const { code } = (await api.post<{ code: string }>("/v1/codes", advocate)).body;

    let isOver = false;
    let answered = () => {};
    const sent: { readonly event: object; readonly told: Told }[] = [];
    const report = async (event: object) => {
      const { status, body } = await api.post<Told>("/v1/events", event);
      expect([200, 201], JSON.stringify(body)).toContain(status);
      sent.push({ event, told: body });
      answered();
    };
    const shop = async (shopper: number) => {
      const participant = { externalId: `friend-${shopper}` };
      await report({ type: "signup", participant, program: "killed", code });
      for (let n = 0; !isOver; n++) {
        const order = { orderId: `order-${shopper}-${n}`, amountMinor: 4200, currency: "GBP" };
        await report({ type: "purchase", participant, ...order });
        if (n % 3 === 0) await report({ type: "refund", refundId: `return-${shopper}-${n}`, ...order });
      }
    };
    const shopping = Promise.all(Array.from({ length: SHOPPERS }, (__, shopper) => shop(shopper)));
    for (let kill = 0; kill < kills; kill++) {
      // The moment of an answer is any moment of the fifteen requests that are under way.
      await new Promise<void>((resolve) => {
        answered = resolve;
      });
      await server.kill();
    }
    isOver = true;
    await shopping;

    const rewardsOf = ({ results }: Told) => results.flatMap((result) => result.rewards.map(({ id }) => id));
    for (const { event, told } of sent) {
      const { status, body } = await api.post<Told>("/v1/events", event);
      expect([status, body.event.duplicate]).toEqual([200, true]);
      expect(rewardsOf(body)).toEqual(rewardsOf(told));
    }
    const typed = (type: string) => sent.filter(({ event }) => "type" in event && event.type === type);
    const paidMinor = 500 * (typed("purchase").length - typed("refund").length);
    expect((await api.get("/v1/participants/ada")).body.balances).toEqual([
      { unit: "cash:GBP", pendingMinor: 0, availableMinor: paidMinor, paidMinor: 0 },
      { unit: "points", pendingMinor: 0, availableMinor: Math.min(CAPPED, typed("purchase").length), paidMinor: 0 },
    ]);
    const { totals } = (await api.get<{ totals: { balanceMinor: number }[] }>("/v1/ledger/balances")).body;
    for (const { balanceMinor } of totals) expect(balanceMinor).toBe(0);
  });
});
