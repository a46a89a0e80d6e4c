import * as z from "zod";
import { keyReply, keysReply, presentKey } from "../../contract/key.ts";
import { listKeys } from "../../db/queries/keys.ts";
import { revokeKey } from "../../usecases/tenants/revokeKey.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { authorized, replyTo } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { externalId } from "../schemas/texts.ts";

const tag = "Tenant";
const CURSOR = [/^key_[0-9a-z-]{1,64}$/];

export const listKeysRoute = serverRoute(
  {
    id: "listKeys",
    method: "get",
    path: "/v1/keys",
    summary: "The tenant's keys, the newest first, the revoked ones too; a key itself is shown once, when it is made",
    tag,
    query: z.strictObject(pageQuery),
    replies: { 200: { description: "A page of keys", schema: keysReply } },
  },
  async ({ app, asker, query: { limit, cursor } }) => {
    const before = cursorKey(cursor, CURSOR)?.[0] ?? null;
    const rows = authorized(await listKeys(app.deps.database, asker, before, limit + 1));
    return { status: 200, body: pageOf(rows, limit, ({ id }) => [id], presentKey) };
  },
);

export const revokeKeyRoute = serverRoute(
  {
    id: "revokeKey",
    method: "post",
    path: "/v1/keys/{id}/revoke",
    summary: "Revokes a key for good, the one that asks too; whatever is asked with it afterwards is refused",
    tag,
    params: z.strictObject({ id: externalId }),
    body: { ...bodyOf(z.strictObject({})), mayBeAbsent: true },
    problems: ["not_found"],
    replies: { 200: { description: "The key as it is now", schema: keyReply } },
  },
  async ({ app, asker, idempotency, params }) => {
    return replyTo(await revokeKey(app.deps, { asker, idempotency }, params.id));
  },
);
