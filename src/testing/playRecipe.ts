import { DAY_MS } from "../domain/periods.ts";
import type { Answer, ApiClient, Json } from "./apiClient.ts";
import type { TestApp } from "./createTestApp.ts";
import { createTestApp } from "./createTestApp.ts";

/** What an event's reply says, as far as the stories of recipes ask. */
export interface Told {
  readonly results: readonly ToldResult[];
}

interface ToldResult {
  readonly program: string;
  readonly referral: {
    readonly id: string;
    readonly status: string;
    readonly advocate: string | null;
    readonly rejectedReason: string | null;
  } | null;
  readonly decisions: readonly { readonly ruleId: string; readonly outcome: string; readonly reason: string | null }[];
  readonly rewards: readonly ToldReward[];
}

export interface ToldReward {
  readonly id: string;
  readonly ruleId: string;
  readonly participant: string;
  readonly amountMinor: number;
  readonly unit: string | null;
  readonly status: string;
  readonly coupon: { readonly code: string } | null;
}

/** A recipe taken as it is by a shop that reports what its customers do, in pounds. */
export interface PlayedRecipe {
  readonly app: TestApp;
  readonly api: ApiClient;
  /** The code of an advocate, issued now. */
  codeOf(externalId: string): Promise<string>;
  report(event: object): Promise<Told>;
  signup(friend: string, code: string): Promise<Told>;
  purchase(buyer: string, orderId: string, amountMinor: number, more?: object): Promise<Told>;
  refund(orderId: string, amountMinor: number): Promise<Told>;
  /** By unit: what is held and what is free to take. */
  balances(externalId: string): Promise<Readonly<Record<string, readonly [pending: number, available: number]>>>;
  /** Days go by, and what is no longer held is released. */
  passDays(days: number): Promise<void>;
  close(): Promise<void>;
}

/** The key of the program that is made of the recipe. */
export const PLAYED = "played";

/** Takes a recipe from the API, makes a program of it and publishes that, as a tenant who chose it would. */
export async function playRecipe(key: string): Promise<PlayedRecipe> {
  const app = await createTestApp();
  const { api } = app;
  // The program that every test app has would pay for the same purchases.
  await api.patch("/v1/programs/friends", { status: "ended" });
  const { rules, texts } = (await api.get(`/v1/recipes/${key}?currency=GBP`)).body;
  const program = { key: PLAYED, name: "Played", landingUrl: "https://shop.example/", currency: "GBP", texts, rules };
  expectStatus(201, await api.post("/v1/programs", program));
  expectStatus(200, await api.post(`/v1/programs/${PLAYED}/publish`, {}));
  let refunds = 0;
  const report = async (event: object) => expectStatus(201, await api.post<Told>("/v1/events", event));
  return {
    app,
    api,
    report,
    async codeOf(externalId) {
      const body = { program: PLAYED, participant: { externalId } };
      return expectStatus(201, await api.post<{ code: string }>("/v1/codes", body)).code;
    },
    signup: (friend, code) => report({ type: "signup", participant: { externalId: friend }, code }),
    purchase: (buyer, orderId, amountMinor, more = {}) => {
      const participant = { externalId: buyer };
      return report({ type: "purchase", participant, orderId, amountMinor, currency: "GBP", ...more });
    },
    refund: (orderId, amountMinor) => {
      return report({ type: "refund", orderId, refundId: `r-${++refunds}`, amountMinor, currency: "GBP" });
    },
    async balances(externalId) {
      interface Balance {
        readonly unit: string;
        readonly pendingMinor: number;
        readonly availableMinor: number;
      }
      const read = await api.get<{ balances: readonly Balance[] }>(`/v1/participants/${externalId}`);
      const entries = expectStatus(200, read).balances;
      return Object.fromEntries(entries.map((one) => [one.unit, [one.pendingMinor, one.availableMinor]]));
    },
    async passDays(days) {
      app.clock.advance(days * DAY_MS);
      expectStatus(200, await api.post("/v1/jobs/release-rewards", {}));
    },
    close: () => app.close(),
  };
}

function expectStatus<T>(status: number, answer: Answer<T>): T {
  if (answer.status !== status) throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** The rewards of a reply, each as its rule, whose it is and what it comes to. */
export function rewardsIn({ results }: Told): (readonly [ruleId: string, participant: string, amountMinor: number])[] {
  return results.flatMap(({ rewards }) => {
    return rewards.map(({ ruleId, participant, amountMinor }) => [ruleId, participant, amountMinor] as const);
  });
}

/** By rule: why it gave nothing, or null where it gave. */
export function reasonsIn({ results }: Told): Json {
  const decisions = results.flatMap((result) => result.decisions);
  return Object.fromEntries(decisions.map(({ ruleId, reason }) => [ruleId, reason]));
}

/** The code of the coupon that a rule gave. */
export function couponIn({ results }: Told, rule: string): string {
  const code = results.flatMap(({ rewards }) => rewards).find(({ ruleId }) => ruleId === rule)?.coupon?.code;
  if (code === undefined) throw new Error(`no coupon of ${rule}`);
  return code;
}
