import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { z } from "zod";
import { eventReply } from "../contract/event.ts";
import { apiClient } from "../testing/apiClient.ts";
import { callersOf, credentialFor } from "../testing/callers.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { participantToken } from "../testing/participantTokens.ts";
import type { Sample } from "../testing/sample.ts";
import { furnish } from "../testing/samples.ts";
import { bodyOfSample, headersOf } from "../testing/sentSample.ts";
import type { Endpoint } from "./endpoint.ts";
import { routeTable } from "./routeTable.ts";

/** Their samples ask for what is there already, or only ask. */
const WRITES_NOTHING = [
  "post /v1/codes",
  "post /v1/events/batch",
  "post /v1/programs/{key}/dry-run",
  "post /v1/programs/{key}/scenario",
  "post /v1/jobs/{name}",
  "post /v1/coupons/{code}/check",
];

/**
 * What reads a long history in parts, of which there is one here, and asks before each part where it ends. A backtest
 * waits for its turn when its program is known, and reads the history in pages too.
 */
const IN_PARTS: Readonly<Record<string, number>> = {
  "post /v1/programs/{key}/backtest": 6,
  "get /v1/reports/summary": 2,
};

/** Of what is set, the next sample takes the place of the one before. */
function isSetAgain(name: string): boolean {
  return name.endsWith("/payout-details");
}

function statementsOf(name: string, method: string): number {
  const inParts = IN_PARTS[name];
  if (inParts !== undefined) return inParts;
  return method === "get" || WRITES_NOTHING.includes(name) ? 1 : 2;
}

/** Each route with each kind of caller that it is for. */
const cases = routeTable.flatMap((route) =>
  callersOf(route).map((kind) => [`${route.method} ${route.path}`, kind, route] as const),
);

describe("each route answers what the OpenAPI document promises, in at most two statements, a read in one, but for what is read in parts", () => {
  let app: TestApp;
  let samples: Readonly<Record<string, Sample>>;

  beforeAll(async () => {
    app = await createTestApp();
    samples = await furnish(app.api, app.tenant);
    // So that there is something to publish.
    await app.api.patch("/v1/programs/friends", { rules: (await app.api.get("/v1/programs/friends")).body.rules });
  });
  afterAll(() => app.close());

  it.each(cases)("%s with %s", async (name, kind, route) => {
    const sample = samples[name];
    if (sample === undefined) throw new Error("no sample");
    const { path, body, as, others = [] } = sample;
    const now = app.clock.now();
    const key = await (as === undefined || kind !== "participant"
      ? credentialFor(kind, app.tenant, now)
      : participantToken(app.tenant, as, now));
    for (const each of [body, ...others]) {
      const init = { headers: headersOf(sample), ...bodyOfSample(sample, each) };
      let status = 0;
      let answered: unknown;
      const statements = await app.database.during(async () => {
        ({ status, body: answered } = await apiClient(app.fetch, key).send(route.method.toUpperCase(), path, init));
      });
      const result = schemaOf(route, status).safeParse(answered);
      expect(result.error?.issues ?? [], JSON.stringify(answered)).toEqual([]);
      expect(statements).toBe(statementsOf(name, route.method));
      if (each !== body) expect(isSetAgain(name) ? [200, 201] : [201]).toContain(status);
    }
  });

  it("a signup answers its coupon as documented, and the reward reads as it was answered", async () => {
    const { code } = (await app.api.get<{ codes: { code: string }[] }>("/v1/participants/a-1")).body.codes[0] ?? {};
    const signup = { type: "signup", participant: { externalId: "documented" }, code };
    const { body } = await app.api.post<{ results: { rewards: { id: string }[] }[] }>("/v1/events", signup);
    expect(eventReply.safeParse(body).error?.issues ?? []).toEqual([]);
    const [reward] = body.results[0]?.rewards ?? [];
    expect((await app.api.get(`/v1/rewards/${reward?.id}`)).body).toMatchObject({ ...reward });
  });

  it("a batch of 500 events takes two statements", async () => {
    const events = Array.from({ length: 500 }, (_, index) => ({
      type: "purchase",
      participant: { externalId: `b-${index % 50}` },
      orderId: `b-${index}`,
      amountMinor: 4000,
      currency: "GBP",
    }));
    const statements = await app.database.during(async () => {
      const { body } = await app.api.post<{ results: { status: number }[] }>("/v1/events/batch", { events });
      expect(body.results.map(({ status }) => status)).toEqual(events.map(() => 201));
    });
    expect(statements).toBe(2);
  });
});

function schemaOf({ doc }: Endpoint, status: number): z.ZodType {
  const schema = doc?.replies[status]?.schema;
  if (schema === undefined) throw new Error(`status ${status} is not documented`);
  return schema;
}
