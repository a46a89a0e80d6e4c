import { presentShownPicture } from "../../contract/material.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { BeforeTenant, TenantChange, TenantSettings } from "../../db/queries/tenantSettings.ts";
import { readTenantForWrite, seenSettings } from "../../db/queries/tenantSettings.ts";
import type { AuditAction, AuditDetails } from "../../domain/auditActions.ts";
import type { PanelPayeeKind } from "../../domain/payoutDetails.ts";
import { PANEL_PAYEE_KINDS } from "../../domain/payoutDetails.ts";
import { belongsTo } from "../../engine/events/tenantSecrets.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { commitSecret } from "../commitSecret.ts";
import { defined } from "../defined.ts";
import { SECRET_LENGTH } from "./createTenant.ts";

/** What is left out stays as it is; null takes the landing page, the accent or the logo away. */
export interface TenantSettingsInput {
  readonly name?: string | undefined;
  readonly landingUrl?: string | null | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly timezone?: string | undefined;
  readonly supportBonusMinor?: number | undefined;
  readonly spendMinutes?: number | undefined;
  readonly payoutKinds?: readonly PanelPayeeKind[] | undefined;
  /** "#" and six hexadecimal digits. */
  readonly accent?: string | null | undefined;
  /** Of one of the tenant's pictures, its SHA-256. */
  readonly logo?: string | null | undefined;
}

/** The JSON of a tenant's settings; its secrets are shown when they are made, and never again. */
export function presentTenant({ widgetSecret: _, formerWidgetSecret, createdAt, logo, ...settings }: TenantSettings) {
  return {
    ...settings,
    logo: presentShownPicture(logo),
    formerWidgetSecretValid: formerWidgetSecret !== null,
    createdAt: new Date(createdAt).toISOString(),
  };
}

/** Changes what a tenant sets for itself. */
export async function changeTenant(
  deps: WriteDeps,
  asker: TenantAsker,
  input: TenantSettingsInput,
): Promise<WriteOutcome<"picture_not_found">> {
  const asked = input.logo ?? null;
  return await write<"picture_not_found">(deps, { asker, idempotency: null, logo: asked }, (before, attempt) => {
    const { asked: picture, ...tenant } = before;
    if (asked !== null && picture === null) {
      return { refusal: { code: "picture_not_found", detail: "No picture has this id. Add it first." } };
    }
    const { accent: asWritten, logo, allowedOrigins: origins, payoutKinds: kinds, ...others } = input;
    const accent = asWritten?.toLowerCase() ?? asWritten;
    const allowedOrigins = origins === undefined ? undefined : [...new Set(origins)];
    // Each once, in the order of the list, whatever order they were sent in.
    const payoutKinds = kinds === undefined ? undefined : PANEL_PAYEE_KINDS.filter((kind) => kinds.includes(kind));
    const change = { ...defined(others), ...defined({ allowedOrigins, payoutKinds }) };
    const next = { ...tenant, ...change, ...defined({ accent }), ...(logo === undefined ? {} : { logo: picture }) };
    const written = { ...change, theme: defined({ accent, logo }), was: seenSettings(tenant) };
    return changed(deps, attempt, tenant.id, written, "tenant.changed", input, presentTenant(next));
  });
}

/**
 * Makes another widget secret. Tokens signed with the one before are believed until that is retired, so that the
 * tenant's servers can be told one by one; until then there is no third.
 */
export async function rotateWidgetSecret(
  deps: WriteDeps,
  request: Request,
): Promise<WriteOutcome<"former_secret_valid">> {
  const read = () => readTenantForWrite(deps.database, request.asker, request.idempotency?.key ?? null, null);
  // Drawn once for all attempts.
  const text = deps.ids.secret(SECRET_LENGTH);
  const made = { text, field: "widgetSecret", belongsTo: (id: string) => belongsTo(id, "widgetSecret") };
  return await commitSecret<BeforeTenant, "former_secret_valid">(
    deps,
    request,
    made,
    read,
    (tenant, attempt, sealed) => {
      if (tenant.formerWidgetSecret !== null) {
        const detail = "The secret before this one is still believed: retire it first.";
        return { refusal: { code: "former_secret_valid", detail } };
      }
      const widgetSecret = deps.sealing.lasts ? sealed : text;
      const change = { widgetSecret, formerWidgetSecret: tenant.widgetSecret, expected: secretsOf(tenant) };
      const body = { widgetSecret: sealed, formerWidgetSecretValid: true };
      return changed(deps, attempt, tenant.id, change, "tenant.widget_secret_rotated", {}, body);
    },
  );
}

/** Stops believing tokens signed with the widget secret before the last rotation. */
export async function retireWidgetSecret(deps: WriteDeps, request: Request): Promise<WriteOutcome<never>> {
  return await write(deps, request, (tenant, attempt) => {
    const body = { formerWidgetSecretValid: false };
    if (tenant.formerWidgetSecret === null) return { done: { status: 200, body }, effects: null };
    const change = { formerWidgetSecret: null, expected: secretsOf(tenant) };
    return changed(deps, attempt, tenant.id, change, "tenant.widget_secret_retired", {}, body);
  });
}

function write<Code extends string>(
  deps: WriteDeps,
  request: Request & { readonly logo?: string | null },
  decide: (tenant: BeforeTenant, attempt: Attempt) => WriteDecision<Code>,
): Promise<WriteOutcome<Code>> {
  const { asker, idempotency, logo = null } = request;
  const read = () => readTenantForWrite(deps.database, asker, idempotency?.key ?? null, logo);
  return commitOnce(deps, request, read, decide);
}

function secretsOf({ widgetSecret, formerWidgetSecret }: TenantSettings) {
  return { widgetSecret, formerWidgetSecret };
}

/** Secrets are in no audit row. */
function changed<Action extends AuditAction>(
  deps: WriteDeps,
  attempt: Attempt,
  tenantId: string,
  change: TenantChange,
  action: Action,
  detail: AuditDetails[Action],
  body: unknown,
): WriteDecision<never> {
  const audit = auditRow(deps, attempt, action, tenantId, detail);
  return { done: { status: 200, body }, effects: { tenantChanges: [change], audit: [audit] } };
}
