import { presentStripeKey } from "../../contract/stripeKey.ts";
import type { KeptStripe } from "../../db/queries/stripeKey.ts";
import { readStripeKeyForWrite } from "../../db/queries/stripeKey.ts";
import type { Deps } from "../../deps.ts";
import type { KeyVerdict } from "../../domain/transfers.ts";
import { verdictOfKey } from "../../domain/transfers.ts";
import { belongsTo } from "../../engine/events/tenantSecrets.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export type StripeKeyRefusal = "stripe_key_refused" | "stripe_unavailable";

/** A request waits for Stripe no longer. */
const ASK_WITHIN_MS = 4_000;
/** So many characters of a key are shown. */
const SHOWN = 4;

/**
 * Says with which key Stripe is asked to pay. Stripe is asked whose it is, so that what it refuses is told here and not
 * when money is to be paid. The same once more changes nothing.
 */
export async function setStripeKey(
  deps: WriteDeps & Pick<Deps, "payoutProvider">,
  request: Request,
  key: string,
): Promise<WriteOutcome<StripeKeyRefusal>> {
  // Once for all attempts.
  let asked: Promise<KeyVerdict> | null = null;
  const load = async () => {
    const read = await readStripeKeyForWrite(deps.database, request.asker, request.idempotency?.key ?? null);
    if (read === null) return null;
    const { tenantId, body } = read;
    const place = belongsTo(tenantId, "stripeKey");
    // What can't be opened is none that could be the same.
    const known = body.data === null ? null : await deps.sealing.open(body.data.key, place).catch(() => null);
    asked ??= known === key || body.stored !== null ? null : askWhose(deps, key);
    const [verdict, sealed] = await Promise.all([asked, deps.sealing.seal(key, place)]);
    return { ...read, body: { ...body, data: { kept: body.data, verdict, sealed } } };
  };
  return await commitOnce(
    deps,
    request,
    load,
    ({ kept, verdict, sealed }, attempt): WriteDecision<StripeKeyRefusal> => {
      if (verdict === null) return { done: { status: 200, body: presentStripeKey(kept) }, effects: null };
      if (verdict.kind === "refused") {
        const detail = "Stripe does not take this key, or it may not read the account that it is of.";
        return { refusal: { code: "stripe_key_refused", detail, errors: [{ path: "key", message: detail }] } };
      }
      if (verdict.kind === "unknown") {
        return { refusal: { code: "stripe_unavailable", detail: "Stripe could not be asked whose key it is." } };
      }
      const { account } = verdict;
      const stripe = { key: sealed, shown: key.slice(-SHOWN), account, isLive: /^.._live_/.test(key) };
      return {
        done: { status: 200, body: presentStripeKey(stripe) },
        effects: {
          tenantChanges: [{ stripe, stripeWas: kept?.key ?? null }],
          audit: [auditRow(deps, attempt, "tenant.stripe_key_set", attempt.tenantId, { shown: stripe.shown, account })],
        },
      };
    },
  );
}

async function askWhose({ payoutProvider }: Pick<Deps, "payoutProvider">, key: string): Promise<KeyVerdict> {
  const asked = { path: "/v1/account", key, form: null, idempotencyKey: null, withinMs: ASK_WITHIN_MS };
  return verdictOfKey(await payoutProvider.ask(asked));
}

/** Takes the key away. What Stripe was to pay waits for another key of the same account. */
export async function removeStripeKey(deps: WriteDeps, request: Request): Promise<WriteOutcome<never>> {
  const load = () => readStripeKeyForWrite(deps.database, request.asker, request.idempotency?.key ?? null);
  return await commitOnce(deps, request, load, (kept: KeptStripe | null, attempt) => {
    const done = { status: 200, body: presentStripeKey(null) } as const;
    if (kept === null) return { done, effects: null };
    const { shown, account } = kept;
    return {
      done,
      effects: {
        tenantChanges: [{ stripe: null, stripeWas: kept.key }],
        audit: [auditRow(deps, attempt, "tenant.stripe_key_removed", attempt.tenantId, { shown, account })],
      },
    };
  });
}
