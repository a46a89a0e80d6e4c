import type { LookupAddress, LookupOptions } from "node:dns";
import { lookup as systemLookup } from "node:dns/promises";
import { request as askHttp } from "node:http";
import { request as askHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { ANSWER_WEBHOOK_WITHIN_MS, MAX_ANSWER_BYTES, type WebhookAnswer } from "../../domain/webhooks.ts";
import { addressProblem, isPublicAddress } from "../../domain/whereTo.ts";
import type { WebhookMessage, WebhookSender } from "../../ports.ts";

export interface NodeSenderOptions {
  readonly mayBeHere: boolean;
  /** How names are looked up, for tests. */
  readonly lookup?: (name: string) => Promise<readonly LookupAddress[]>;
  /** Whose certificates are believed besides the usual ones, for tests. */
  readonly ca?: string;
}

/**
 * Posts on Node. The connection looks the name up by itself, once, and is made to what was found there: so the address
 * that was found to be public is the one that is connected to, whatever the name is a moment later.
 */
export function nodeSender({ mayBeHere, lookup = lookUpAll, ca }: NodeSenderOptions): WebhookSender {
  const checked: LookupFunction = (name, options, done) => {
    lookup(name).then(
      (found) => answerLookup(found, options, done),
      (error: NodeJS.ErrnoException) => done(error, "", 0),
    );
  };
  return {
    mayBeHere,
    async post(message) {
      const problem = addressProblem(message.url, { mayBeHere });
      if (problem !== null) return failed(`not asked: ${problem}`);
      const { protocol, hostname } = new URL(message.url);
      const isHere = mayBeHere && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
      const ask = protocol === "https:" ? askHttps : askHttp;
      return await exchange(ask, message, {
        ...(isHere ? {} : { lookup: checked }),
        ...(ca === undefined ? {} : { ca }),
      });
    },
  };
}

function lookUpAll(name: string): Promise<readonly LookupAddress[]> {
  return systemLookup(name, { all: true, verbatim: true });
}

/** A name of which one address is not public is asked at none. */
function answerLookup(
  found: readonly LookupAddress[],
  options: LookupOptions,
  done: Parameters<LookupFunction>[2],
): void {
  const [first] = found;
  if (first === undefined || !found.every(({ address }) => isPublicAddress(address))) {
    done(Object.assign(new Error("the name is of no public address"), { code: "ENOTPUBLIC" }), "", 0);
  } else if (options.all === true) done(null, [...found]);
  else done(null, first.address, first.family);
}

function exchange(
  ask: typeof askHttps,
  { url, headers, body }: WebhookMessage,
  options: { readonly lookup?: LookupFunction; readonly ca?: string },
): Promise<WebhookAnswer> {
  return new Promise((resolve) => {
    const signal = AbortSignal.timeout(ANSWER_WEBHOOK_WITHIN_MS);
    const fail = (error: NodeJS.ErrnoException) =>
      resolve(failed(signal.aborted ? "no answer within 15 seconds" : (error.code ?? "no answer")));
    const request = ask(
      url,
      {
        ...options,
        ...{ method: "POST", signal, agent: false },
        headers: { ...headers, "content-length": Buffer.byteLength(body) },
      },
      (response) => {
        const parts: Buffer[] = [];
        let size = 0;
        const { statusCode = 0, headers: own } = response;
        const end = () => {
          const text = Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString("utf8");
          resolve({ status: statusCode, text: clean(text), retryAfter: own["retry-after"] ?? null });
          response.destroy();
        };
        response.on("data", (part: Buffer) => {
          parts.push(part);
          size += part.length;
          if (size >= MAX_ANSWER_BYTES) end();
        });
        response.on("end", end);
        // The status counts, also where the rest of the answer never came.
        response.on("error", end);
      },
    );
    request.on("error", fail);
    request.end(body);
  });
}

/** What PostgreSQL's text can't hold, and what a cut has left of a letter, goes. */
function clean(text: string): string {
  return text.replaceAll("\0", "").replaceAll("\uFFFD", "");
}

function failed(text: string): WebhookAnswer {
  return { status: null, text, retryAfter: null };
}
