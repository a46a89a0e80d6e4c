import { ANSWER_WEBHOOK_WITHIN_MS, MAX_ANSWER_BYTES, type WebhookAnswer } from "../../domain/webhooks.ts";
import { addressProblem } from "../../domain/whereTo.ts";
import type { WebhookSender } from "../../ports.ts";
import { beginningOf } from "../beginningOf.ts";

/**
 * Posts on Workers. They can't say which address a name is connected to; `global_fetch_strictly_public` in wrangler.toml
 * keeps them from everything that is not public.
 */
export function workerSender(mayBeHere: boolean): WebhookSender {
  return {
    mayBeHere,
    async post({ url, headers, body }) {
      const problem = addressProblem(url, { mayBeHere });
      if (problem !== null) return failed(`not asked: ${problem}`);
      const signal = AbortSignal.timeout(ANSWER_WEBHOOK_WITHIN_MS);
      try {
        const response = await fetch(url, { method: "POST", headers, body, signal, redirect: "manual" });
        const text = await beginningOf(response, MAX_ANSWER_BYTES);
        return { status: response.status, text, retryAfter: response.headers.get("retry-after") };
      } catch {
        return failed(signal.aborted ? "no answer within 15 seconds" : "no answer");
      }
    },
  };
}

function failed(text: string): WebhookAnswer {
  return { status: null, text, retryAfter: null };
}
