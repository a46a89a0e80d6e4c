import type { IncomingHttpHeaders, Server } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { fixedClock } from "../../testing/fixedClock.ts";
import { resendMailer } from "./resendMailer.ts";

// A service in Resend's place, which the vendor's own client asks.

interface Came {
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

let server: Server;
let came: Came[] = [];
/** What is answered, one after the other; 0 breaks the connection off. */
let answers: (readonly [status: number, body: object, headers?: Record<string, string>])[] = [];
const sent = [200, { id: "49a3999c-0ce1-4ea6-ab68-afcd6dc2e794" }] as const;
const error = (statusCode: number, name: string) =>
  [statusCode, { statusCode, name, message: "to ann@staff.example" }] as const;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    came.push({ url: request.url, headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    const [status, body, headers = {}] = answers.shift() ?? sent;
    if (status === 0) {
      response.destroy();
      return;
    }
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => server.close());
beforeEach(() => {
  came = [];
  answers = [];
});

const mail = { id: "mail_1", to: "ann@staff.example", subject: "Hi", html: "<p>Hi</p>", text: "Hi" };
const clock = fixedClock("2026-01-05T10:00:00Z");
const send = () => {
  const { port } = server.address() as AddressInfo;
  const settings = { key: "re_test", from: "Shop <mail@shop.example>", baseUrl: `http://127.0.0.1:${port}` };
  return resendMailer(settings, clock).send(mail);
};

it("a mail goes out once, under its id, as whole as it was given", async () => {
  await send();
  expect(came).toHaveLength(1);
  const [{ url, headers, body } = came[0] as Came] = came;
  expect([url, headers.authorization, headers["idempotency-key"]]).toEqual(["/emails", "Bearer re_test", "mail_1"]);
  const { id: _, ...content } = mail;
  expect(body).toMatchObject({ ...content, from: "Shop <mail@shop.example>" });
});

it.each([
  ["too many at once", error(429, "rate_limit_exceeded")],
  ["a fault of Resend's", error(500, "internal_server_error")],
  ["no answer", [0, {}] as const],
  ["an answer of a gateway on the way", [502, "bad gateway" as unknown as object] as const],
])("%s is tried again under the same id, with the same content", async (_, answer) => {
  answers = [answer, answer];
  await send();
  expect(came).toHaveLength(3);
  expect(new Set(came.map(({ headers, body }) => JSON.stringify([headers["idempotency-key"], body]))).size).toBe(1);
});

it("it waits as long as it is asked to, and three seconds at most", async () => {
  answers = [
    [429, { statusCode: 429, name: "x", message: "x" }, { "retry-after": "2" }],
    [429, {}, { "retry-after": "600" }],
  ];
  const before = clock.now().getTime();
  answers[1] = [429, { statusCode: 429, name: "x", message: "x" }, { "retry-after": "600" }];
  await send();
  expect(clock.now().getTime() - before).toBe(5_000);
});

it("after three tries it is given up, and what is refused for what it is after one; no address is told", async () => {
  answers = [error(503, "application_error"), error(503, "application_error"), error(503, "application_error")];
  await expect(send()).rejects.toThrow(/^Resend: 503 application_error$/);
  expect(came).toHaveLength(3);
  came = [];
  answers = [error(422, "validation_error")];
  await expect(send()).rejects.toThrow(/^Resend: 422 validation_error$/);
  expect(came).toHaveLength(1);
});
