import { z } from "@hono/zod-openapi";
import type { EventReply } from "../../engine/present.ts";
import type { ProcessReply } from "../../engine/process.ts";
import type { ReportedEvent } from "../../engine/report.ts";
import type { Body, Reply } from "../endpoint.ts";
import { serverRoute } from "../endpoint.ts";
import { badKey } from "../middleware/authentication.ts";
import type { Parsed } from "../parse.ts";
import type { ProblemCode } from "../problem.ts";
import { isProblemCode, ProblemError, problemBody } from "../problem.ts";
import { eventSchema, parseEvent } from "../schemas/events.ts";
import { batchReply, eventReply } from "../schemas/replies.ts";
import { IDEMPOTENCY_HIT, idempotencyMismatch } from "../writeReply.ts";

export const MAX_BATCH = 500;

const oneEvent: Body<ReportedEvent> = {
  schema: eventSchema,
  parse: (value, { deps }) => parseEvent(value, deps.clock.now()),
};

export const eventRoute = serverRoute(
  {
    method: "post",
    path: "/v1/events",
    summary: "Reports one event and answers what was decided",
    tag: "Events",
    body: oneEvent,
    replies: {
      200: { description: "Reported before: the first decisions, the rewards as they are now", schema: eventReply },
      201: { description: "Decided, or kept until what it belongs to arrives", schema: eventReply },
    },
  },
  async ({ app, keyHash, idempotency, body }) => {
    const stored = idempotency === null ? null : { ...idempotency, render: renderOne };
    const reply = await app.deps.processEvents({ keyHash, events: [body], idempotency: stored });
    return answered(reply, renderOne);
  },
);

const batch: Body<readonly Parsed<ReportedEvent>[]> = {
  schema: z.strictObject({ events: z.array(eventSchema).min(1).max(MAX_BATCH) }).openapi("EventBatch"),
  parse: (value, { deps }) => {
    // The events are left out here: each is parsed by itself, so that a bad one stands alone.
    const outer = z.strictObject({ events: z.array(z.unknown()).min(1).max(MAX_BATCH) }).safeParse(value);
    if (!outer.success) return parseWith(batchShape, withoutEvents(value));
    const now = deps.clock.now();
    return { ok: true, value: outer.data.events.map((event) => parseEvent(event, now)) };
  },
};
