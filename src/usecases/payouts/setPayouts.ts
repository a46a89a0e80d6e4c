import { presentPayoutSettings } from "../../contract/payoutSettings.ts";
import type { BeforeSettings } from "../../db/queries/payoutSettings.ts";
import { readPayoutSettings } from "../../db/queries/payoutSettings.ts";
import { dueAfter } from "../../domain/payoutSchedules.ts";
import type { PayoutSettings } from "../../domain/payoutSettings.ts";
import { sends } from "../../domain/payouts.ts";
import { periodKey } from "../../domain/periods.ts";
import { isSameJson } from "../../domain/sameJson.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { invalid } from "./makeBatch.ts";

/**
 * A change of what is set by then: what a person left as it was keeps what another has set there. Null where it does not
 * go with that.
 */
export type PayoutSettingsEdit = (stored: PayoutSettings | null) => PayoutSettings | null;

/** Sets how a unit of cash is paid out. The same again writes nothing. */
export async function setPayouts(
  deps: WriteDeps,
  request: Request,
  unit: string,
  written: PayoutSettings | PayoutSettingsEdit,
): Promise<WriteOutcome<"invalid_request">> {
  const load = loadOf(deps, request, unit);
  return await commitOnce<BeforeSettings, "invalid_request">(deps, request, load, ({ known, timezone }, attempt) => {
    const settings = typeof written === "function" ? written(known?.settings ?? null) : written;
    if (settings === null) return invalid("unit", "does not go with what another has set");
    if (!sends(settings.method, unit)) return invalid("method", "does not send this unit");
    const { schedule } = settings;
    if (settings.autoConfirm && schedule === null) return invalid("autoConfirm", "only with a schedule");
    const today = periodKey(attempt.at.getTime(), "day", timezone);
    // Another minimum or method moves no due date.
    const stays = known?.settings.schedule?.day === schedule?.day ? (known?.dueOn ?? null) : null;
    const dueOn = schedule === null ? null : (stays ?? dueAfter(today, schedule));
    const body = presentPayoutSettings({ unit, settings, dueOn });
    if (known !== null && isSameJson(known.settings, settings)) return { done: { status: 200, body }, effects: null };
    return {
      done: { status: known === null ? 201 : 200, body },
      effects: {
        payoutSettings: [{ unit, versionWas: known?.version ?? 0, settings, dueOn }],
        audit: [auditRow(deps, attempt, "payout_settings.changed", attempt.tenantId, { unit, ...settings })],
      },
    };
  });
}

/** Sets nothing of a unit any more: each batch says for itself how it is paid out. */
export async function unsetPayouts(
  deps: WriteDeps,
  request: Request,
  unit: string,
): Promise<WriteOutcome<"not_found">> {
  return await commitOnce<BeforeSettings, "not_found">(
    deps,
    request,
    loadOf(deps, request, unit),
    ({ known }, attempt) => {
      if (known === null) return { refusal: { code: "not_found", detail: `Nothing is set of payouts of ${unit}.` } };
      return {
        done: { status: 200, body: presentPayoutSettings({ unit, ...known }) },
        effects: {
          payoutSettings: [{ unit, versionWas: known.version, settings: null, dueOn: null }],
          audit: [auditRow(deps, attempt, "payout_settings.removed", attempt.tenantId, { unit })],
        },
      };
    },
  );
}

function loadOf({ database }: WriteDeps, { asker, idempotency }: Request, unit: string) {
  return () => readPayoutSettings(database, asker, idempotency?.key ?? null, unit);
}
