import { ANSWER_WEBHOOK_WITHIN_MS, MAX_ANSWER_BYTES, type WebhookAnswer } from "../../domain/webhooks.ts";
import { addressProblem } from "../../domain/whereTo.ts";
import type { WebhookSender } from "../../ports.ts";

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
        const text = await beginning(response);
        return { status: response.status, text, retryAfter: response.headers.get("retry-after") };
      } catch {
        return failed(signal.aborted ? "no answer within 15 seconds" : "no answer");
      }
    },
  };
}

/** Its first part; the status counts, also where the rest never comes. */
async function beginning({ body }: Response): Promise<string> {
  if (body === null) return "";
  const reader = body.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    while (size < MAX_ANSWER_BYTES) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      size += value.length;
    }
    await reader.cancel();
  } catch {
    // What came until then is kept.
  }
  const text = Buffer.concat(parts).subarray(0, MAX_ANSWER_BYTES).toString("utf8");
  // What PostgreSQL's text can't hold, and what a cut has left of a letter, goes.
  return text.replaceAll("\0", "").replaceAll("\uFFFD", "");
}

function failed(text: string): WebhookAnswer {
  return { status: null, text, retryAfter: null };
}
