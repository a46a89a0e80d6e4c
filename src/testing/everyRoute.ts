import { beforeAll, describe, expect, it } from "vitest";
import { routeTable } from "../http/routeTable.ts";
import type { Answer, ApiClient, Fetch, Json } from "./apiClient.ts";
import { apiClient } from "./apiClient.ts";
import { wrongVariants } from "./badInput.ts";
import type { Sample } from "./samples.ts";
import { furnish, headersOf } from "./samples.ts";

/** What the suites run against: the app in this process, or a Worker behind its own fetch. */
export interface RouteTarget {
  readonly fetch: Fetch;
  /** Of a tenant with the program "friends" published and nothing else. */
  readonly secretKey: string;
  readonly publishableKey: string;
  /** Of another tenant, with nothing at all. */
  readonly otherSecretKey: string;
}

const serverRoutes = routeTable.filter(({ access }) => access === "secretKey");
const names = serverRoutes.map(({ method, path }) => `${method} ${path}`);
const withBody = serverRoutes.filter(({ hasBody }) => hasBody).map(({ method, path }) => `${method} ${path}`);

/** The suites that every route goes through, whatever it does: who may call, and what happens to bad input. */
export function everyRouteSuites(open: () => Promise<RouteTarget>): void {
  let target: RouteTarget;
  let own: ApiClient;
  let samples: Readonly<Record<string, Sample>>;

  beforeAll(async () => {
    target = await open();
    own = apiClient(target.fetch, target.secretKey);
    samples = await furnish(own);
  });

  const sampleOf = (name: string): Sample => {
    const sample = samples[name];
    if (sample === undefined) throw new Error(`give ${name} a sample in src/testing/samples.ts`);
    return sample;
  };
  const call = (client: ApiClient, name: string, path: string, body: unknown): Promise<Answer<Json>> => {
    const method = name.split(" ")[0]?.toUpperCase() ?? "";
    const headers = headersOf(sampleOf(name));
    return client.send(method, path, { headers, ...(body === null ? {} : { body: JSON.stringify(body) }) });
  };

  describe("only holders of a secret key get in", () => {
    it.each(names)("%s", async (name) => {
      const { path, body } = sampleOf(name);
      const unknown = `sk_test_${"x".repeat(32)}`;
      for (const key of [null, "", "nonsense", "sk_test_", `${target.secretKey}x`, unknown, target.publishableKey]) {
        const answer = await call(apiClient(target.fetch, key), name, path, body);
        expectProblem(answer, 401, "unauthorized");
        expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
      }
    });
  });

  describe("a bad key is told before anything about the content", () => {
    it.each(names)("%s", async (name) => {
      const stranger = apiClient(target.fetch, `sk_test_${"x".repeat(32)}`);
      const { path } = sampleOf(name);
      const isRead = name.startsWith("get ");
      expectProblem(
        await call(stranger, name, withQuery(path, "nonsense=1"), isRead ? null : { nonsense: true }),
        401,
        "unauthorized",
      );
      if (isRead) return;
      const method = name.split(" ")[0]?.toUpperCase() ?? "";
      expectProblem(await stranger.send(method, path, { body: "{" }), 401, "unauthorized");
      expectProblem(
        await stranger.send(method, path, { body: " ".repeat(1_048_577), headers: jsonType }),
        401,
        "unauthorized",
      );
    });
  });

  describe("what belongs to another tenant is as absent as what does not exist", () => {
    it.each(names)("%s", async (name) => {
      const { path, absent, body } = sampleOf(name);
      if (absent === null) return;
      const other = apiClient(target.fetch, target.otherSecretKey);
      const theirs = await call(other, name, path, body);
      const nothing = await call(own, name, absent, body);
      expect(theirs.status).toBe(404);
      expect(nothing.status).toBe(404);
      expect(theirs.body.code).toBe(nothing.body.code);
    });
  });

  describe("a query that the route does not know is refused with its name", () => {
    it.each(names)("%s", async (name) => {
      const { path, body } = sampleOf(name);
      expectProblem(await call(own, name, withQuery(path, "nonsense=1"), body), 422, "invalid_request", "nonsense");
      expect((await call(own, name, withQuery(path, "a%00b=1"), body)).status).toBe(422);
      expect((await call(own, name, withQuery(path, "limit=%00"), body)).status).toBe(422);
      expect((await call(own, name, withQuery(path, "limit=%ff"), body)).status).toBe(422);
      expect((await call(own, name, withQuery(path, "limit=1&limit=2"), body)).status).toBe(422);
    });
  });

  describe("a path that can't be anything's is refused", () => {
    it.each(names)("%s", async (name) => {
      const pattern = name.split(" ")[1] ?? "";
      if (!pattern.includes("{")) return;
      const { body } = sampleOf(name);
      for (const text of ["%00", "a%00b", "%ff", "%", "x".repeat(2_000), "%0A"]) {
        const answer = await call(own, name, pattern.replace(/\{\w+\}/, text), body);
        expect([404, 422]).toContain(answer.status);
        expect(answer.headers.get("content-type")).toBe("application/problem+json");
      }
    });
  });

  describe("a body that is no JSON object of the right type is refused", () => {
    it.each(withBody)("%s", async (name) => {
      const { path } = sampleOf(name);
      const method = name.split(" ")[0]?.toUpperCase() ?? "";
      const send = (body: BodyInit, type = "application/json") =>
        own.send(method, path, { body, headers: { "content-type": type } });
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
    it.each(withBody)("%s", { timeout: 60_000 }, async (name) => {
      const { path, body } = sampleOf(name);
      for (const { at, wrong, mustFail } of wrongVariants(body)) {
        const answer = await call(own, name, path, wrong);
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
    expect(Object.keys(samples).toSorted()).toEqual(names.toSorted());
  });

  it("a method that a path does not have is 405, with those that it has", async () => {
    for (const path of new Set(routeTable.map((route) => route.path))) {
      const answer = await own.send("DELETE", path.replaceAll(/\{\w+\}/g, "x"));
      expectProblem(answer, 405, "method_not_allowed");
      expect(answer.headers.get("allow")).toMatch(/^[A-Z, ]+$/);
    }
  });

  it("a path that is nobody's is 404", async () => {
    expectProblem(await own.get("/v1/nothing"), 404, "not_found");
    expectProblem(await own.get("/v1/events/"), 404, "not_found");
  });
}

const jsonType = { "content-type": "application/json" };

/** A sample's path with more of a query than it has. */
function withQuery(path: string, query: string): string {
  return `${path}${path.includes("?") ? "&" : "?"}${query}`;
}

/** A problem of the whole request, or of the only event or row of a batch. */
function problemIn(answer: Answer<Json>, at: string): unknown {
  if (answer.status >= 400) return answer.body;
  if (!/^(events|codes)\b/.test(at)) return null;
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
