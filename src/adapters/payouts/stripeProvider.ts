import { MAX_PROVIDER_BYTES } from "../../domain/transfers.ts";
import type { PayoutProvider } from "../../ports.ts";
import { beginningOf } from "../beginningOf.ts";

/** The version of Stripe's API whose answers are read. */
const VERSION = "2024-06-20";

/** Asks Stripe. @param endpoint where else it stands, on one's own machine */
export function stripeProvider(endpoint = "https://api.stripe.com"): PayoutProvider {
  return {
    async ask({ path, key, form, idempotencyKey, withinMs }) {
      const signal = AbortSignal.timeout(withinMs);
      const headers = {
        authorization: `Bearer ${key}`,
        "stripe-version": VERSION,
        ...(form === null ? {} : { "content-type": "application/x-www-form-urlencoded" }),
        ...(idempotencyKey === null ? {} : { "idempotency-key": idempotencyKey }),
      };
      try {
        const response = await fetch(`${endpoint}${path}`, {
          ...{ method: form === null ? "GET" : "POST", headers, body: form, signal, redirect: "manual" },
        });
        const text = await beginningOf(response, MAX_PROVIDER_BYTES);
        return { status: response.status, text, retryAfter: response.headers.get("retry-after") };
      } catch {
        return { status: null, text: signal.aborted ? "no answer in time" : "no answer", retryAfter: null };
      }
    },
  };
}
