import * as z from "zod";
import { batchReply, eventReply } from "../../contract/event.ts";
import { MAX_LOADED } from "../../domain/decisionSize.ts";
import { BACKLOG_ROOM } from "../../engine/decide/backlog.ts";
import type { ReportedEvent } from "../../engine/events/report.ts";
import type { Body } from "../definition.ts";
import { serverRoute } from "../endpoint.ts";
import { faultsOf, renderAs, replyToEvents } from "../replies/presentEvents.ts";
import type { Parsed } from "../request/parse.ts";
import { parseShape } from "../request/parse.ts";
import { eventSchema, parseEvent } from "../schemas/events.ts";

export const MAX_BATCH = 500;

const oneEvent: Body<ReportedEvent> = {
  schema: eventSchema,
  parse: (value, { deps }) => parseEvent(value, deps.clock.now()),
};

export const eventRoute = serverRoute(
  {
    id: "reportEvent",
    method: "post",
    path: "/v1/events",
    summary: "Reports one event and answers what was decided",
    tag: "Events",
    body: oneEvent,
    problems: [
      "currency_mismatch",
      "event_conflict",
      "program_not_found",
      "program_required",
      "too_many_decisions",
      "too_many_disputes",
      "too_many_refunds",
      "too_many_changes",
      "too_many_additions",
      "balance_out_of_range",
      "unprocessable",
    ],
    replies: {
      200: { description: "Reported before: the first decisions, the rewards as they are now", schema: eventReply },
      201: { description: "Decided, or kept until what it belongs to arrives", schema: eventReply },
    },
  },
  async ({ app, asker, idempotency, body, requestId }) => {
    const form = { of: "event", requestId } as const;
    const render = renderAs(form);
    const stored = idempotency === null ? null : { ...idempotency, form, render };
    return replyToEvents(await app.deps.processEvents({ asker, events: [body], idempotency: stored }), render);
  },
);

const batchShape = z.strictObject({ events: z.array(z.unknown()).min(1).max(MAX_BATCH) });

/** Each event is parsed by itself, so that a bad one does not stop the others. */
const batch: Body<readonly Parsed<ReportedEvent>[]> = {
  schema: z.strictObject({ events: z.array(eventSchema).min(1).max(MAX_BATCH) }).meta({ id: "EventBatch" }),
  parse(value, { deps }) {
    const outer = parseShape(batchShape, value);
    if (!outer.ok) return outer;
    const now = deps.clock.now();
    return { ok: true, value: outer.value.events.map((event) => parseEvent(event, now)) };
  },
};

export const eventBatchRoute = serverRoute(
  {
    id: "reportEvents",
    method: "post",
    path: "/v1/events/batch",
    summary: "Reports 1 to 500 events, decided in their order; a bad one does not stop the others",
    description:
      "The decisions of one request may come to 12 MB: a decision counts 300 bytes and what its trace has, a reward " +
      "1,200 and what it gives. 500 events have room for ten rewards each. From the first event on that finds no room, " +
      "events are answered `too_many_decisions` and not decided; send them again in another request. An event that has " +
      "no room by itself is never decided, so rules that have more than 1 MB to say of one order are not accepted. " +
      `The referrals that one request makes look back at ${BACKLOG_ROOM} stored events of their friends together; the ` +
      "first that would look back at more is answered in the same way. So are events from where on those before bring more " +
      `than ${MAX_LOADED / 1_000_000} MB of what is stored, as repeats of heavy events do.`,
    tag: "Events",
    body: batch,
    replies: { 200: { description: "What became of each, in the same order", schema: batchReply } },
  },
  async ({ app, asker, idempotency, body, requestId }) => {
    const form = { of: "batch", requestId, faults: faultsOf(body) } as const;
    const render = renderAs(form);
    const stored = idempotency === null ? null : { ...idempotency, form, render };
    const events = body.flatMap((parsed) => (parsed.ok ? [parsed.value] : []));
    return replyToEvents(await app.deps.processEvents({ asker, events, idempotency: stored }), render);
  },
);
