import type { RefusalReason } from "../../domain/attribution.ts";
import { isRefusalReason, MERGED_REASON, NOT_NEW, REFUSALS, reasonOutside } from "../../domain/attribution.ts";
import type { Statement } from "../../domain/statement.ts";
import { count, text } from "../../domain/values.ts";
import type { Named, Telling } from "./telling.ts";
import { state } from "./telling.ts";

/** What a refusal is told from, whether a referral was kept of it or not. */
export interface Refused extends Named {
  readonly referral: Named["referral"] & Pick<Telling["referral"], "version" | "rejectedReason">;
  /** By version; where there is none of the refusal's, codes may be entered at the first signup alone. */
  readonly rules: Telling["rules"];
}

/** The reasons of which more is known than their name. */
const TOLD_AT_LENGTH = {
  too_late(telling) {
    const days = telling.rules.get(telling.referral.version)?.attribution.lateEntryDays ?? 0;
    return days === 0
      ? state(telling, "refused_too_late_at_once", {})
      : state(telling, "refused_too_late", { count: count(days) });
  },
} as const satisfies Partial<Record<RefusalReason, (telling: Refused) => Statement>>;

function isToldAtLength(reason: RefusalReason): reason is keyof typeof TOLD_AT_LENGTH {
  return Object.hasOwn(TOLD_AT_LENGTH, reason);
}

/** Why a friend was not tied to an advocate. A stored reason of another version is told by its name. */
export function refusalStatement(telling: Refused): Statement {
  const reason = telling.referral.rejectedReason;
  if (telling.audience !== "tenant" && reasonOutside(reason) === NOT_NEW) {
    return state(telling, "refused_not_new", {});
  }
  if (reason === MERGED_REASON) return state(telling, "refused_merged", {});
  if (!isRefusalReason(reason)) return state(telling, "refused_other", { reason: text(reason ?? "?") });
  if (isToldAtLength(reason)) return TOLD_AT_LENGTH[reason](telling);
  return state(telling, `refused_${reason}`, {}, REFUSALS[reason].about);
}
