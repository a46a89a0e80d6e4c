import { describe, expect, it } from "vitest";
import type { Fetch } from "./holdToDocument.ts";
import { holdToDocument } from "./holdToDocument.ts";

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  new Request(`http://api.test${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
const get = (path: string) => new Request(`http://api.test${path}`);

const answering =
  (status: number, body: unknown, type = "application/json"): Fetch =>
  () =>
    new Response(JSON.stringify(body), { status, headers: { "content-type": type } });

const refusing = (status: number, code: string, errors?: readonly object[]): Fetch => {
  const problem = { type: "urn:x", title: "x", status, detail: "x", code, requestId: "req_0" };
  return answering(status, errors === undefined ? problem : { ...problem, errors }, "application/problem+json");
};

const issued = { code: "A", vanity: null, shareUrl: "http://api.test/r/x/A", program: "friends", participant: "ann" };
const asked = { program: "friends", participant: { externalId: "ann" } };

describe("whatever a test sends and is answered is held to the OpenAPI document", () => {
  it("and goes on where it is as documented", async () => {
    const response = await holdToDocument(answering(201, issued))(post("/v1/codes", asked));
    expect(await response.json()).toEqual(issued);
  });

  it("and routes that it does not have are not its matter", async () => {
    expect((await holdToDocument(answering(200, 1))(get("/v1/unknown"))).status).toBe(200);
  });

  it.each([
    ["a field is missing", answering(201, { ...issued, vanity: undefined }), '"vanity"'],
    ["a field is of another type", answering(201, { ...issued, code: 1 }), 'at "/code"'],
    ["a field is not documented", answering(201, { ...issued, more: 1 }), '"more"'],
    ["a status is not documented", answering(202, issued), "no status 202"],
    ["the type is another", answering(201, issued, "text/json"), "promises application/json"],
    ["a problem is not one of the route's", refusing(404, "unknown_coupon"), 'at "/code"'],
  ])("a reply fails where %s", async (_, fetch, told) => {
    await expect(async () => await holdToDocument(fetch)(post("/v1/codes", asked))).rejects.toThrow(told);
  });

  it.each([
    ["a body that breaks its schema", post("/v1/codes", { ...asked, program: "Friends" }), "/program"],
    ["a body with a property too many", post("/v1/codes", { ...asked, more: 1 }), 'refuses at ""'],
    ["a body of another type", post("/v1/codes", asked, { "content-type": "text/plain" }), "content-type"],
    ["a query that is not documented", post("/v1/codes?x=1", asked), "query x"],
    ["a header that breaks its schema", post("/v1/codes", asked, { "idempotency-key": "é" }), "header idempotency-key"],
  ])("%s fails where the app takes it", async (_, request, told) => {
    await expect(async () => await holdToDocument(answering(201, issued))(request)).rejects.toThrow(told);
  });

  it("and where it is refused for anything but its shape", async () => {
    const sent = post("/v1/codes", { ...asked, program: "Friends" });
    await expect(async () => await holdToDocument(refusing(409, "code_taken"))(sent)).rejects.toThrow("takes what");
  });

  it("what the document allows fails where the app refuses its shape, but for what no schema can say", async () => {
    const because = (message: string) => refusing(422, "invalid_request", [{ path: "program", message }]);
    const send = async (fetch: Fetch) => await holdToDocument(fetch)(post("/v1/codes", asked));
    await expect(send(because("too dull"))).rejects.toThrow('at "program": too dull');
    await expect(send(refusing(422, "invalid_request"))).rejects.toThrow("refuses what the document allows");
    expect((await send(because("U+0000 can't be stored"))).status).toBe(422);
  });

  it("each row of a batch is a request of its own", async () => {
    const row = { type: "refund", orderId: "o", refundId: "r", amountMinor: 1, currency: "GBP" };
    const problem = {
      type: "urn:x",
      title: "x",
      status: 422,
      detail: "x",
      code: "invalid_request",
      requestId: "req_0",
    };
    const refused = { status: 422, problem: { ...problem, errors: [{ path: "orderId", message: "too dull" }] } };
    const send = async (event: object, result: object) =>
      await holdToDocument(answering(200, { results: [result] }))(post("/v1/events/batch", { events: [event] }));
    expect((await send({ ...row, orderId: 1 }, refused)).status).toBe(200);
    await expect(send(row, refused)).rejects.toThrow('at "orderId": too dull');
    const decided = { status: 422, problem: { ...problem, code: "currency_mismatch" } };
    await expect(send({ ...row, orderId: 1 }, decided)).rejects.toThrow("takes what");
  });

  it("a body that the app gives up half-way comes to its end", async () => {
    const giveUp: Fetch = async (request) => {
      const reader = request.body?.getReader();
      await reader?.read();
      await reader?.cancel();
      return await refusing(413, "body_too_large")(request);
    };
    const large = post("/v1/codes", { ...asked, more: "x".repeat(1_100_000) });
    expect((await holdToDocument(giveUp)(large)).status).toBe(413);
  });

  it("a number in a query is one in decimal digits", async () => {
    const page = answering(200, { data: [], nextCursor: null });
    expect((await holdToDocument(page)(get("/v1/rewards?limit=5"))).status).toBe(200);
    for (const limit of ["0", "201", "five", "5.5", "", "1e1", "0x5"]) {
      await expect(async () => await holdToDocument(page)(get(`/v1/rewards?limit=${limit}`)), limit).rejects.toThrow(
        "query limit",
      );
    }
  });
});
