import { SECRET_KEY, SLUG } from "./seed.ts";

/**
 * One kind of request. In `path` and `item` stand, for the request's number: `{n}` something never used before,
 * `{k}` a friend's number, `{a}` an advocate's, `{x}` the same in six digits.
 */
export interface Scenario {
  readonly name: string;
  readonly unit: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly item: string;
  /** What the items go into, at the `*`. */
  readonly wrapper: string;
  readonly itemsPerRequest: number;
  readonly connections: number;
  readonly expects: number;
}

const CONNECTIONS = 32;
const BATCH = 500;

const purchase =
  '{"type":"purchase","participant":{"externalId":"f{k}"},"orderId":"o-{n}","amountMinor":4200,"currency":"GBP"}';
const signup =
  '{"type":"signup","participant":{"externalId":"n-{n}"},"program":"friends","code":"SEED{x}","channel":"whatsapp"}';

const one = { item: "", wrapper: "*", itemsPerRequest: 1, connections: CONNECTIONS };
const event = { ...one, method: "POST", path: "/v1/events", expects: 201 } as const;
const batch = {
  unit: "events/s",
  method: "POST",
  path: "/v1/events/batch",
  item: purchase,
  wrapper: '{"events":[*]}',
  itemsPerRequest: BATCH,
  expects: 200,
} as const;

export const SCENARIOS = {
  purchases: { ...event, name: "purchases, one by one", unit: "purchases/s", item: purchase },
  oneBatch: { ...batch, name: "purchases, one batch of 500 at a time", connections: 1 },
  eightBatches: { ...batch, name: "purchases, eight batches of 500 at a time", connections: 8 },
  signups: { ...event, name: "signups with a code", unit: "signups/s", item: signup },
  reads: {
    ...one,
    name: "reads of one participant",
    unit: "reads/s",
    method: "GET",
    path: "/v1/participants/a{a}",
    expects: 200,
  },
  redirects: {
    ...one,
    name: "redirects",
    unit: "redirects/s",
    method: "GET",
    path: `/r/${SLUG}/SEED{x}`,
    expects: 302,
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** The one request that tells whether the app has the route at all. */
export function sampleOf(scenario: Scenario, run: string): { path: string; init: RequestInit } {
  const fill = (template: string) => fillTemplate(template, { number: 1, referrals: 5, run });
  const { method, path, item, wrapper } = scenario;
  const headers = { authorization: `Bearer ${SECRET_KEY}`, "content-type": "application/json" };
  const body = method === "GET" ? {} : { body: wrapper.replace("*", fill(item)) };
  return { path: fill(path), init: { method, headers, redirect: "manual", ...body } };
}

/** As load.lua does it. */
export function fillTemplate(
  template: string,
  { number, referrals, run }: { number: number; referrals: number; run: string },
): string {
  const friend = 1 + ((number * 7919) % referrals);
  const advocate = Math.floor((friend + 4) / 5);
  return template
    .replaceAll("{n}", `${run}-${number}`)
    .replaceAll("{k}", String(friend))
    .replaceAll("{a}", String(advocate))
    .replaceAll("{x}", String(advocate).padStart(6, "0"));
}
