import * as z from "zod";
import { AUDIT_ACTION_NAMES, auditPage, presentAuditEntry } from "../../contract/audit.ts";
import type { AuditEntry } from "../../db/queries/audit.ts";
import { listAudit } from "../../db/queries/audit.ts";
import { serverRoute } from "../endpoint.ts";
import { authorized } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { externalId, instantOrDay, isInOrder, OUT_OF_ORDER, programKey } from "../schemas/texts.ts";

/** When it was done, as the database writes it, and its id. */
const CURSOR = [/^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{5,16}Z$/, /^aud_[0-9a-z-]{1,64}$/];

const query = z
  .strictObject({
    actor: externalId.optional().meta({ description: "The id of a user, a key or an integration, or a job's name" }),
    action: z.enum(AUDIT_ACTION_NAMES).optional(),
    subject: externalId.optional().meta({ description: "The code, or the id of a reward, a posting or a key" }),
    participant: externalId.optional(),
    program: programKey.optional(),
    from: instantOrDay.optional(),
    to: instantOrDay.optional(),
    ...pageQuery,
  })
  .refine(isInOrder, OUT_OF_ORDER);

export const auditRoute = serverRoute(
  {
    id: "listAudit",
    method: "get",
    path: "/v1/audit",
    summary: "What people, scripts and jobs did, the latest first: who, when, to what, and what was sent",
    description:
      "`participant`, `program` and `subject` each ask for what was done to that one; what was done to a participant's " +
      "rewards has the rewards as its subject.",
    tag: "Tenant",
    query,
    replies: { 200: { description: "A page of the audit", schema: auditPage } },
  },
  async ({ app, asker, query: { limit, cursor, ...asked } }) => {
    const [at, id] = cursorKey(cursor, CURSOR) ?? [];
    const { actor = null, action = null, subject = null, participant = null, program = null } = asked;
    const { from = null, to = null } = asked;
    const before = at === undefined || id === undefined ? null : ([at, id] as const);
    const filter = { actor, action, subject, participant, program, from, to, before, limit: limit + 1 };
    const { rows, isCut } = authorized(await listAudit(app.deps.database, asker, filter));
    const keyOf = (row: AuditEntry) => [new Date(row.createdAt).toISOString(), row.id];
    return { status: 200, body: pageOf(rows, limit, keyOf, presentAuditEntry, isCut) };
  },
);
