import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** What goes wrong with one request. */
export type StripeFault =
  /** It is done, and the answer comes so many milliseconds late. */
  | { readonly kind: "late"; readonly ms: number }
  /** It arrives twice, and the second answer comes back. */
  | { readonly kind: "twice" }
  /** It is done, and 500 comes back, now and whenever its key comes again. */
  | { readonly kind: "failsAfter" }
  /** It is not done, and nothing is kept of it. */
  | { readonly kind: "refuses"; readonly status: number; readonly retryAfter?: string }
  /** It is done, and what comes back is not what Stripe says. */
  | { readonly kind: "says"; readonly text: string }
  /** It is done, and the answer names another amount. */
  | { readonly kind: "wrongAmount" }
  /** The connection is cut, before it is done or after. */
  | { readonly kind: "cut"; readonly isDone: boolean }
  /** No answer ever comes. */
  | { readonly kind: "silent"; readonly isDone: boolean };

export interface StripeAsked {
  readonly method: string;
  readonly path: string;
  readonly key: string;
  readonly idempotencyKey: string | null;
  readonly form: string;
}

export interface StripeTransfer {
  readonly id: string;
  readonly object: "transfer";
  readonly amount: number;
  readonly amount_reversed: number;
  readonly reversed: boolean;
  readonly currency: string;
  readonly destination: string;
  readonly transfer_group: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  readonly created: number;
  readonly livemode: boolean;
}

/** Plays Stripe on this machine, as far as it is asked here. */
export interface StripeFake {
  readonly url: string;
  readonly asked: StripeAsked[];
  /** What was transferred, by the account from which it was, and its mode. */
  readonly transfers: Map<string, StripeTransfer[]>;
  /** What each account has: as much as is asked for where it is not told. */
  readonly balances: Map<string, number>;
  /** What goes wrong with a request; null for nothing. */
  fault: (asked: StripeAsked) => StripeFault | null;
  close(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

const failed = (status: number, error: object): Answer => ({ status, body: { error } });
const invalid = (code: string, param?: string) => {
  const more = param === undefined ? {} : { param };
  return failed(400, { type: "invalid_request_error", code, message: `It is ${code}.`, ...more });
};

/** The account of a key, and its mode. */
function ownerOf(key: string): string {
  const [, mode = "", account = ""] = /^(?:sk|rk)_(live|test)_([A-Za-z0-9]+)/.exec(key) ?? [];
  return `acct_${account} ${mode}`;
}

/**
 * Its keys are of whatever account they name: `sk_test_shop_0001` and `rk_live_shop_0002` are of `acct_shop`. It does not know
 * those of `revoked`, and those of `blind` may not read their account. Of accounts to pay it has all but `acct_missing...`;
 * those that are called `acct_closed...` can't be paid.
 */
export async function stripeFake(): Promise<StripeFake> {
  /** What was answered under a key of idempotency. */
  const kept = new Map<string, { readonly form: string; readonly answer: Answer }>();
  let made = 0;

  const transfer = (of: string, form: string): Answer => {
    const sent = new URLSearchParams(form);
    const [amount, destination] = [Number(sent.get("amount")), sent.get("destination") ?? ""];
    if (!Number.isInteger(amount) || amount < 1) return invalid("parameter_invalid_integer", "amount");
    if (destination.startsWith("acct_missing")) return invalid("resource_missing", "destination");
    if (destination.startsWith("acct_closed")) return invalid("insufficient_capabilities_for_transfer");
    const balance = fake.balances.get(of) ?? amount;
    if (balance < amount) return invalid("balance_insufficient");
    if (fake.balances.has(of)) fake.balances.set(of, balance - amount);
    const one: StripeTransfer = {
      ...{ id: `tr_${++made}`, object: "transfer", amount, amount_reversed: 0, reversed: false },
      ...{ currency: sent.get("currency") ?? "", destination, transfer_group: sent.get("transfer_group") },
      metadata: { payout: sent.get("metadata[payout]") ?? "" },
      ...{ created: 1_700_000_000 + made, livemode: of.endsWith(" live") },
    };
    fake.transfers.set(of, [...(fake.transfers.get(of) ?? []), one]);
    return { status: 200, body: one };
  };

  const answerTo = ({ method, path, key, idempotencyKey, form }: StripeAsked): Answer => {
    const of = ownerOf(key);
    const [account = ""] = of.split(" ");
    if (account === "acct_" || account === "acct_revoked") {
      return failed(401, { type: "invalid_request_error", message: "Invalid API Key provided" });
    }
    const { pathname, searchParams } = new URL(path, "http://stripe.test");
    if (method === "GET" && pathname === "/v1/account") {
      if (account === "acct_blind")
        return failed(403, { type: "invalid_request_error", code: "more_permissions_required" });
      return { status: 200, body: { id: account, object: "account" } };
    }
    if (pathname !== "/v1/transfers")
      return failed(404, { type: "invalid_request_error", message: "Unrecognized URL" });
    if (method === "GET") {
      const group = searchParams.get("transfer_group");
      const all = (fake.transfers.get(of) ?? []).filter((one) => group === null || one.transfer_group === group);
      const data = all.toReversed().slice(0, Number(searchParams.get("limit") ?? 10));
      return { status: 200, body: { object: "list", data, has_more: data.length < all.length, url: "/v1/transfers" } };
    }
    const name = `${of} ${idempotencyKey}`;
    const before = idempotencyKey === null ? undefined : kept.get(name);
    if (before !== undefined) {
      if (before.form === form) return before.answer;
      return failed(400, { type: "idempotency_error", message: "Keys can only be used with the same parameters." });
    }
    const answer = transfer(of, form);
    kept.set(name, { form, answer });
    return answer;
  };

  const reply = (
    response: ServerResponse,
    { status, body }: Answer,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    response.writeHead(status, { "content-type": "application/json", "request-id": `req_${made}`, ...headers });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  };

  const serve = (asked: StripeAsked, request: IncomingMessage, response: ServerResponse) => {
    fake.asked.push(asked);
    const fault = fake.fault(asked);
    switch (fault?.kind) {
      case undefined:
        return reply(response, answerTo(asked));
      case "late": {
        const answer = answerTo(asked);
        return void setTimeout(() => reply(response, answer), fault.ms);
      }
      case "twice":
        answerTo(asked);
        return reply(response, answerTo(asked));
      case "failsAfter": {
        answerTo(asked);
        const answer = failed(500, { type: "api_error", message: "Something went wrong" });
        const { key, idempotencyKey, form } = asked;
        if (idempotencyKey !== null) kept.set(`${ownerOf(key)} ${idempotencyKey}`, { form, answer });
        return reply(response, answer);
      }
      case "refuses": {
        const { status, retryAfter } = fault;
        const type = status === 429 || status === 409 ? "invalid_request_error" : "api_error";
        return reply(response, failed(status, { type }), retryAfter === undefined ? {} : { "retry-after": retryAfter });
      }
      case "says":
        answerTo(asked);
        return reply(response, { status: 200, body: fault.text });
      case "wrongAmount": {
        const { status, body } = answerTo(asked);
        const said = body as { readonly amount?: number };
        return reply(response, {
          status,
          body: said.amount === undefined ? body : { ...said, amount: said.amount + 1 },
        });
      }
      case "cut":
        if (fault.isDone) answerTo(asked);
        return void request.socket.destroy();
      case "silent":
        if (fault.isDone) answerTo(asked);
    }
  };

  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method = "GET", url = "/", headers } = request;
      const key = (headers.authorization ?? "").replace(/^Bearer /, "");
      const idempotencyKey = headers["idempotency-key"]?.toString() ?? null;
      serve({ method, path: url, key, idempotencyKey, form: Buffer.concat(parts).toString("utf8") }, request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // A test that keeps its app open ends all the same.
  server.unref();
  const { port } = server.address() as AddressInfo;
  const fake: StripeFake = {
    url: `http://127.0.0.1:${port}`,
    asked: [],
    transfers: new Map(),
    balances: new Map(),
    fault: () => null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return fake;
}
