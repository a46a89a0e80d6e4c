import { beforeAll, describe, expect, it } from "vitest";
import type { Endpoint } from "../http/endpoint.ts";
import { routeTable } from "../http/routeTable.ts";
import type { CreatedTenant } from "../usecases/tenants/createTenant.ts";
import type { Answer, ApiClient, Fetch, Json } from "./apiClient.ts";
import { apiClient } from "./apiClient.ts";
import { wrongVariants } from "./badInput.ts";
import type { CallerKind } from "./callers.ts";
import { badCredentials, callersOf, credentialFor } from "./callers.ts";
import type { Sample } from "./sample.ts";
import { furnish } from "./samples.ts";
import { bodyOfSample, headersOf } from "./sentSample.ts";

/** What the suites run against: the app in this process, or a Worker behind its own fetch. */
export interface RouteTarget {
  readonly fetch: Fetch;
  /** Has the program "friends" published and nothing else. */
  readonly tenant: CreatedTenant;
  /** Has nothing at all. */
  readonly other: CreatedTenant;
  readonly now: () => Date;
}

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;
/** Each route that needs a credential, with each kind that it takes. */
const cases = routeTable.flatMap((route) => callersOf(route).map((kind) => [nameOf(route), kind] as const));
const withBody = routeTable.flatMap((route) => {
  if (route.body === "form") throw new Error(`let badInput.ts write wrong forms, for ${nameOf(route)}`);
  return route.body === "json" ? callersOf(route).map((kind) => [nameOf(route), kind] as const) : [];
});
const withPath = cases.filter(([name]) => name.includes("{"));
/** The first route of each kind of caller. */
function oneOfEachKind(all: typeof cases): typeof cases {
  return all.filter(([, kind], index) => all.findIndex(([, other]) => other === kind) === index);
}
const guarded = routeTable.filter((route) => callersOf(route).length > 0);

/**
 * The suites that every route goes through, whatever it does: who may call, and what happens to bad input.
 *
 * @param badInputFor the routes that are sent every bad path, query, body and value: thousands of requests, which are
 *   parsed by the same code wherever it runs
 */
export function everyRouteSuites(
  open: () => Promise<RouteTarget>,
  badInputFor: "every route" | "one route of each kind of caller",
): void {
  const some = (all: typeof cases) => (badInputFor === "every route" ? all : oneOfEachKind(all));
  let target: RouteTarget;
  let own: ApiClient;
  let samples: Readonly<Record<string, Sample>>;

  beforeAll(async () => {
    target = await open();
    own = apiClient(target.fetch, target.tenant.secretKey);
    samples = await furnish(own, target.tenant);
  });

  const sampleOf = (name: string): Sample => {
    const sample = samples[name];
    if (sample === undefined) throw new Error(`give ${name} a sample in src/testing/samples.ts`);
    return sample;
  };
  const clientOf = async (kind: CallerKind, tenant = target.tenant): Promise<ApiClient> =>
    apiClient(target.fetch, await credentialFor(kind, tenant, target.now()));
  const call = (client: ApiClient, name: string, path: string, body: unknown): Promise<Answer<Json>> => {
    const method = name.split(" ")[0]?.toUpperCase() ?? "";
    const sample = sampleOf(name);
    return client.send(method, path, { headers: headersOf(sample), ...bodyOfSample(sample, body) });
  };

  describe("only holders of a right credential get in", () => {
    it.each(guarded.map((route) => [nameOf(route), route] as const))("%s", async (name, { access }) => {
      const { path, body } = sampleOf(name);
      const { tenant, other, now } = target;
      for (const [what, credential] of await badCredentials(access, tenant, other, now())) {
        const answer = await call(apiClient(target.fetch, credential), name, path, body);
        expect(answer.status, what).toBe(401);
        expectProblem(answer, 401, "unauthorized");
        expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      }
    });
  });

  describe("a bad credential is told before anything about the content", () => {
    it.each(cases)("%s with %s", async (name, kind) => {
      const { tenant, other, now } = target;
      const forged = { ...tenant, widgetSecret: other.widgetSecret };
      const strange = kind === "participant" ? await credentialFor(kind, forged, now()) : UNKNOWN[kind];
      const stranger = apiClient(target.fetch, strange);
      const { path } = sampleOf(name);
      const isRead = name.startsWith("get ");
      const nonsense = isRead ? null : { nonsense: true };
      expectProblem(await call(stranger, name, withQuery(path, "nonsense=1"), nonsense), 401, "unauthorized");
      if (isRead) return;
      const method = name.split(" ")[0]?.toUpperCase() ?? "";
      expectProblem(await stranger.send(method, path, { body: "{" }), 401, "unauthorized");
      const large = { body: " ".repeat(1_048_577), headers: jsonType };
      expectProblem(await stranger.send(method, path, large), 401, "unauthorized");
    });
  });

  describe("what belongs to another tenant is as absent as what does not exist", () => {
    it.each(cases)("%s with %s", async (name, kind) => {
      const { path, absent, body } = sampleOf(name);
      if (absent === null) return;
      const theirs = await call(await clientOf(kind, target.other), name, path, body);
      const nothing = await call(await clientOf(kind), name, absent, body);
      expect(theirs.status).toBe(404);
      expect(nothing.status).toBe(404);
      expect(theirs.body.code).toBe(nothing.body.code);
    });
  });

  describe("a query that the route does not know is refused with its name", () => {
    it.each(some(cases))("%s with %s", async (name, kind) => {
      const { path, body } = sampleOf(name);
      const client = await clientOf(kind);
      const asking = (query: string) => call(client, name, withQuery(path, query), body);
      expectProblem(await asking("nonsense=1"), 422, "invalid_request", "nonsense");
      for (const query of ["a%00b=1", "limit=%00", "limit=%ff", "limit=1&limit=2"]) {
        expect((await asking(query)).status).toBe(422);
      }
    });
  });

  describe("a path that can't be anything's is refused", () => {
    it.each(some(withPath))("%s with %s", async (name, kind) => {
      const pattern = name.split(" ")[1] ?? "";
      const { body } = sampleOf(name);
      for (const text of ["%00", "a%00b", "%ff", "%", "x".repeat(2_000), "%0A"]) {
        const answer = await call(await clientOf(kind), name, pattern.replace(/\{\w+\}/, text), body);
        expect([404, 422]).toContain(answer.status);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
      }
    });
  });

  describe("a body that is no JSON object of the right type is refused", () => {
    it.each(some(withBody))("%s with %s", async (name, kind) => {
      const { path } = sampleOf(name);
      const client = await clientOf(kind);
      const method = name.split(" ")[0]?.toUpperCase() ?? "";
      const send = (body: BodyInit, type = "application/json") =>
        client.send(method, path, { body, headers: { "content-type": type } });
      for (const text of ["{", "nonsense", '{"a":1,}', '"\u0000"', "\u0000"]) {
        expectProblem(await send(text), 400, "invalid_json");
      }
      expectProblem(await send(new Uint8Array([0x22, 0xff, 0x22])), 400, "invalid_json");
      expectProblem(await send("{}", "text/plain"), 415, "unsupported_media_type");
      expectProblem(await send(" ".repeat(1_048_577)), 413, "body_too_large");
      for (const value of ["[]", "null", "1", '"text"', "true"]) {
        expectProblem(await send(value), 422, "invalid_request");
      }
      expectProblem(await send(`${"[".repeat(50_000)}${"]".repeat(50_000)}`), 422, "invalid_request");
    });
  });

  describe("every wrong value in a body is refused with its path, and never a 500", () => {
    it.each(some(withBody))("%s with %s", async (name, kind) => {
      const { path, body, others = [] } = sampleOf(name);
      for (const { at, wrong, mustFail } of [body, ...others].flatMap((each) => [...wrongVariants(each)])) {
        const answer = await call(await clientOf(kind), name, path, wrong);
        const problem = problemIn(answer, at);
        const told = JSON.stringify({ at, answer: answer.body });
        if (mustFail) expect(problem, told).not.toBeNull();
        expect(answer.status, told).toBeLessThan(500);
        if (problem === null) continue;
        expect(problem, told).toMatchObject({ code: expect.any(String), detail: expect.any(String) });
      }
    });
  });

  it("every route has a sample", () => {
    expect(Object.keys(samples).toSorted()).toEqual(guarded.map(nameOf).toSorted());
  });

  it("a method that a path does not have is 405, with those that it has", async () => {
    for (const [path, routes] of Map.groupBy(routeTable, (route) => route.path)) {
      const has = routes.map(({ method }) => method.toUpperCase());
      const lacks = METHODS.find((method) => !has.includes(method)) ?? "TRACE";
      const answer = await own.send(lacks, path.replaceAll(/\{\w+\}/g, "x"));
      expectProblem(answer, 405, "method_not_allowed");
      const withHead = has.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method]));
      expect(answer.headers.get("allow")).toBe(withHead.join(", "));
    }
  });

  it("a path that no route has is 404", async () => {
    expectProblem(await own.get("/v1/nothing"), 404, "not_found");
    expectProblem(await own.get("/v1/events/"), 404, "not_found");
  });
}

const METHODS = ["DELETE", "PATCH", "PUT", "POST", "GET"];
const UNKNOWN = { secretKey: `sk_test_${"x".repeat(32)}`, publishableKey: `pk_test_${"x".repeat(32)}` };

function withQuery(path: string, query: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${query}`;
}

const jsonType = { "content-type": "application/json" };

/** A problem of the whole request, or of the only event or row of a batch. */
function problemIn(answer: Answer<Json>, at: string): unknown {
  if (answer.status >= 400) return answer.body;
  if (!/^(events|codes|participants)\b/.test(at)) return null;
  const results = answer.body.results as readonly { readonly problem?: unknown }[] | undefined;
  return results?.[0]?.problem ?? null;
}

/** The answer is a problem as RFC 9457 tells it. */
function expectProblem(answer: Answer<Json>, status: number, code: string, path?: string): void {
  expect(answer.status, JSON.stringify(answer.body)).toBe(status);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.body).toMatchObject({
    status,
    code,
    type: expect.any(String),
    title: expect.any(String),
    detail: expect.any(String),
  });
  expect(answer.body.requestId).toBe(answer.headers.get("x-request-id"));
  if (path !== undefined) expect(answer.body.errors).toContainEqual({ path, message: expect.any(String) });
}
