import * as z from "zod";
import { payoutSettingsListReply, payoutSettingsReply, presentPayoutSettings } from "../../contract/payoutSettings.ts";
import { listPayoutSettings } from "../../db/queries/payoutSettings.ts";
import { setPayouts, unsetPayouts } from "../../usecases/payouts/setPayouts.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, replyTo } from "../replies/writeReply.ts";
import { payoutSettingsInput } from "../schemas/payouts.ts";
import { cashUnit } from "../schemas/texts.ts";

const tag = "Payouts";
const params = z.strictObject({ unit: cashUnit });

export const listPayoutSettingsRoute = serverRoute(
  {
    id: "listPayoutSettings",
    method: "get",
    path: "/v1/payout-settings",
    summary: "How each unit of cash is paid out",
    tag,
    replies: { 200: { description: "All units of which something is set", schema: payoutSettingsListReply } },
  },
  async ({ app, asker }) => {
    const rows = authorized(await listPayoutSettings(app.deps.database, asker));
    return { status: 200, body: { data: rows.map(presentPayoutSettings) } };
  },
);

export const setPayoutsRoute = serverRoute(
  {
    id: "setPayouts",
    method: "put",
    path: "/v1/payout-settings/{unit}",
    summary: "Sets how a unit of cash is paid out: a batch goes by it where its request says nothing else",
    tag,
    params,
    body: bodyOf(payoutSettingsInput),
    replies: {
      200: { description: "Changed, or as it was", schema: payoutSettingsReply },
      201: { description: "Nothing was set of the unit before", schema: payoutSettingsReply },
    },
  },
  async ({ app, asker, idempotency, params: { unit }, body }) =>
    replyTo(await setPayouts(app.deps, { asker, idempotency }, unit, body)),
);

export const unsetPayoutsRoute = serverRoute(
  {
    id: "unsetPayouts",
    method: "delete",
    path: "/v1/payout-settings/{unit}",
    summary: "Takes away what is set of a unit: each batch says for itself how it is paid out",
    tag,
    params,
    problems: ["not_found"],
    replies: { 200: { description: "What was set", schema: payoutSettingsReply } },
  },
  async ({ app, asker, idempotency, params: { unit } }) =>
    replyTo(await unsetPayouts(app.deps, { asker, idempotency }, unit)),
);
