import type { Statement } from "../domain/statement.ts";
import type { Telling } from "./telling.ts";
import { count, state, text } from "./telling.ts";

/** Why a referral was refused. Reasons that are not known here are told by their name. */
export function refusalStatement(telling: Telling): Statement {
  const { referral, rules } = telling;
  const reason = referral.rejectedReason;
  switch (reason) {
    case "unknown_code":
    case "code_disabled":
    case "code_expired":
    case "code_used_up":
    case "program_not_active":
    case "not_eligible":
    case "self_referral":
    case "blocked":
    case "cycle":
      return state(telling, `refused_${reason}`, {});
    case "already_referred":
    case "existing_customer":
      return state(telling, `refused_${reason}`, {}, "friend");
    case "too_late": {
      const days = rules.get(referral.version)?.attribution.lateEntryDays ?? 0;
      return days === 0
        ? state(telling, "refused_too_late_at_once", {})
        : state(telling, "refused_too_late", { count: count(days) });
    }
    default:
      return state(telling, "refused_other", { reason: text(reason ?? "?") });
  }
}
