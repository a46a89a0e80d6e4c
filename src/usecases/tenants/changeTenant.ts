import { presentShownPicture } from "../../contract/material.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { BeforeTenant, TenantChange, TenantSettings } from "../../db/queries/tenantSettings.ts";
import { readTenantForWrite } from "../../db/queries/tenantSettings.ts";
import type { AuditAction, AuditDetails } from "../../domain/auditActions.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { SECRET_LENGTH } from "./createTenant.ts";

/** What is left out stays as it is; null takes the landing page, the accent or the logo away. */
export interface TenantSettingsInput {
  readonly name?: string | undefined;
  readonly landingUrl?: string | null | undefined;
  readonly allowedOrigins?: readonly string[] | undefined;
  readonly timezone?: string | undefined;
  readonly supportBonusMinor?: number | undefined;
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
      return { refusal: { code: "picture_not_found", detail: "There is no such picture. Add it first." } };
    }
    const { name = tenant.name, landingUrl = tenant.landingUrl, timezone = tenant.timezone } = input;
    const allowedOrigins = [...new Set(input.allowedOrigins ?? tenant.allowedOrigins)];
    const { supportBonusMinor = tenant.supportBonusMinor } = input;
    const accent = input.accent === undefined ? tenant.accent : (input.accent?.toLowerCase() ?? null);
    const logo = input.logo === undefined ? tenant.logo : picture;
    const next = { ...tenant, name, landingUrl, allowedOrigins, timezone, supportBonusMinor, accent, logo };
    const theme = {
      ...(input.accent === undefined ? {} : { accent }),
      ...(input.logo === undefined ? {} : { logo: asked }),
    };
    return changed(deps, attempt, tenant, { ...next, theme }, "tenant.changed", input, presentTenant(next));
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
  return await write<"former_secret_valid">(deps, request, (tenant, attempt) => {
    if (tenant.formerWidgetSecret !== null) {
      const detail = "The secret before this one is still believed: retire it first.";
      return { refusal: { code: "former_secret_valid", detail } };
    }
    const widgetSecret = deps.ids.secret(SECRET_LENGTH);
    const next = { ...tenant, widgetSecret, formerWidgetSecret: tenant.widgetSecret };
    const body = { widgetSecret, formerWidgetSecretValid: true };
    return changed(deps, attempt, tenant, next, "tenant.widget_secret_rotated", {}, body);
  });
}

/** Stops believing tokens signed with the widget secret before the last rotation. */
export async function retireWidgetSecret(deps: WriteDeps, request: Request): Promise<WriteOutcome<never>> {
  return await write(deps, request, (tenant, attempt) => {
    const body = { formerWidgetSecretValid: false };
    if (tenant.formerWidgetSecret === null) return { done: { status: 200, body }, effects: null };
    const next = { ...tenant, formerWidgetSecret: null };
    return changed(deps, attempt, tenant, next, "tenant.widget_secret_retired", {}, body);
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

/** Secrets are in no audit row. */
function changed<Action extends AuditAction>(
  deps: WriteDeps,
  attempt: Attempt,
  before: TenantSettings,
  next: TenantSettings & Pick<TenantChange, "theme">,
  action: Action,
  detail: AuditDetails[Action],
  body: unknown,
): WriteDecision<never> {
  const { name, landingUrl, allowedOrigins, timezone, supportBonusMinor, widgetSecret, formerWidgetSecret } = next;
  const expected = { widgetSecret: before.widgetSecret, formerWidgetSecret: before.formerWidgetSecret };
  const settings = { name, landingUrl, allowedOrigins, timezone, supportBonusMinor };
  const theme = next.theme === undefined ? {} : { theme: next.theme };
  const change = { ...settings, ...theme, widgetSecret, formerWidgetSecret, expected };
  const audit = auditRow(deps, attempt, action, before.id, detail);
  return { done: { status: 200, body }, effects: { tenantChanges: [change], audit: [audit] } };
}
