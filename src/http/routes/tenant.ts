import * as z from "zod";
import { readTenantSettings } from "../../db/queries/tenantSettings.ts";
import {
  changeTenant,
  presentTenant,
  retireWidgetSecret,
  rotateWidgetSecret,
} from "../../usecases/tenants/changeTenant.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, replyTo } from "../replies/writeReply.ts";
import { retiredReply, rotatedReply, tenantChange, tenantReply } from "../schemas/tenant.ts";

const tag = "Tenant";
const nothing = { ...bodyOf(z.strictObject({})), mayBeAbsent: true } as const;

export const getTenantRoute = serverRoute(
  {
    id: "getTenant",
    method: "get",
    path: "/v1/tenant",
    summary: "The settings of the tenant whose key calls",
    tag,
    replies: { 200: { description: "The settings", schema: tenantReply } },
  },
  async ({ app, asker }) => {
    return { status: 200, body: presentTenant(authorized(await readTenantSettings(app.deps.database, asker))) };
  },
);

export const changeTenantRoute = serverRoute(
  {
    id: "changeTenant",
    method: "patch",
    path: "/v1/tenant",
    summary: "Changes the settings; what is left out stays, null takes the landing page, accent or logo away",
    tag,
    body: bodyOf(tenantChange),
    problems: ["picture_not_found"],
    replies: { 200: { description: "The settings", schema: tenantReply } },
  },
  async ({ app, asker, body }) => {
    const reply = replyTo(await changeTenant(app.deps, asker, body));
    app.shareLinks.clear();
    return reply;
  },
);

export const rotateSecretRoute = serverRoute(
  {
    id: "rotateWidgetSecret",
    method: "post",
    path: "/v1/tenant/widget-secret/rotate",
    summary:
      "Makes another widget secret, shown this once; tokens signed with the one before are accepted until you retire it",
    tag,
    body: nothing,
    needsIdempotencyKey: true,
    problems: ["former_secret_valid"],
    replies: { 200: { description: "The new secret", schema: rotatedReply } },
  },
  async ({ app, asker, idempotency }) => replyTo(await rotateWidgetSecret(app.deps, { asker, idempotency })),
);

export const retireSecretRoute = serverRoute(
  {
    id: "retireWidgetSecret",
    method: "post",
    path: "/v1/tenant/widget-secret/retire",
    summary: "Stops accepting tokens signed with the widget secret before the last rotation",
    tag,
    body: nothing,
    replies: { 200: { description: "Only one secret is accepted now", schema: retiredReply } },
  },
  async ({ app, asker, idempotency }) => replyTo(await retireWidgetSecret(app.deps, { asker, idempotency })),
);
