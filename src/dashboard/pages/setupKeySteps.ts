import * as z from "zod";
import { replyTo } from "../../http/replies/writeReply.ts";
import { retireWidgetSecret, rotateWidgetSecret } from "../../usecases/tenants/changeTenant.ts";
import { makeKey } from "../../usecases/tenants/makeKey.ts";
import { revokeKey } from "../../usecases/tenants/revokeKey.ts";
import { outcomeOf } from "../outcomes.ts";
import { PageError } from "../pageReply.ts";
import { actionRoute, NotProvedError } from "../route.ts";
import { shopPath } from "../viewer.ts";
import { KEYS_PATH, keyId, keysView } from "./setupKeys.ts";

/** Makes a key, which the answer alone shows. */
export const makeKeyAction = actionRoute(
  {
    ...{ path: KEYS_PATH, may: "administer", isFresh: true },
    form: z.object({ kind: z.enum(["secret", "publishable"]), mode: z.enum(["live", "test"]) }),
  },
  async (call) => {
    const { app, asker, idempotency, body } = call;
    const outcome = await makeKey(app.deps, { asker, idempotency }, { kind: body.kind, live: body.mode === "live" });
    switch (outcome.kind) {
      case "made":
        return { view: await keysView(call, { made: { title: "newKey", text: outcome.key } }), status: 200 };
      case "tooMany":
      case "madeBefore":
        return { view: await keysView(call, { error: outcome.kind }), status: 409 };
      // The same form with other choices: its key was made with the first ones.
      case "mismatch":
        return { view: await keysView(call, { error: "madeBefore" }), status: 409 };
      case "unauthorized":
        throw new NotProvedError();
      default:
        return outcome satisfies never;
    }
  },
);

/** Takes a key away for good. */
export const revokeKeyAction = actionRoute(
  { path: `${KEYS_PATH}/revoke`, may: "administer", isFresh: true, form: z.object({ id: keyId }) },
  async ({ app, asker, idempotency, body, viewer }) => {
    const outcome = outcomeOf(await revokeKey(app.deps, { asker, idempotency }, body.id), ["not_found"]);
    if (outcome.kind === "refused") throw new PageError("notFound");
    return { to: shopPath(viewer(), KEYS_PATH), said: "saved" };
  },
);

/** Makes another widget secret, which the answer to this form alone shows. */
export const rotateSecretAction = actionRoute(
  { path: `${KEYS_PATH}/widget-secret/rotate`, may: "administer", isFresh: true, form: z.object({}) },
  async (call) => {
    const outcome = await rotateWidgetSecret(call.app.deps, { asker: call.asker, idempotency: call.idempotency });
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    if (outcome.kind === "refused") return { view: await keysView(call, { error: "former" }), status: 409 };
    const { widgetSecret } = replyTo(outcome).body as { readonly widgetSecret: string };
    return { view: await keysView(call, { made: { title: "newSecret", text: widgetSecret } }), status: 200 };
  },
);

/** The secret before is believed no more. */
export const retireSecretAction = actionRoute(
  { path: `${KEYS_PATH}/widget-secret/retire`, may: "administer", isFresh: true, form: z.object({}) },
  async ({ app, asker, idempotency, viewer }) => {
    outcomeOf(await retireWidgetSecret(app.deps, { asker, idempotency }), []);
    return { to: shopPath(viewer(), KEYS_PATH), said: "saved" };
  },
);
