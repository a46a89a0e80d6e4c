import type { EventReply, ReplyProblem } from "../../engine/loop/presentOutcome.ts";
import type { ProcessReply, ReplyForm } from "../../engine/loop/process.ts";
import type { DryRunOutcome } from "../../usecases/programs/dryRun.ts";
import type { Reply } from "../endpoint.ts";
import { badKey } from "../request/authentication.ts";
import type { Parsed } from "../request/parse.ts";
import type { FieldError, Problem } from "./problem.ts";
import { isProblemCode, ProblemError, problemBody } from "./problem.ts";
import { IDEMPOTENCY_HIT, idempotencyMismatch, replyToReading } from "./writeReply.ts";

/** Makes the reply of what became of the events; it is stored as it is under an Idempotency-Key. */
export type Render = (replies: readonly EventReply[]) => { status: number; body: unknown };

/** The reply to one event, or to a batch. */
export function renderAs(form: ReplyForm): Render {
  return form.of === "event" ? renderEvent(form.requestId) : renderBatch(form.faults, form.requestId);
}

/** What can't be read of a batch, in the places of its events. */
export function faultsOf(parsed: readonly Parsed<unknown>[]): (readonly FieldError[] | null)[] {
  return parsed.map((event) => (event.ok ? null : event.errors));
}

function renderEvent(requestId: string): Render {
  return ([reply]) => {
    if (reply === undefined) throw new Error("one event was processed and none was answered");
    if ("problem" in reply) return { status: reply.status, body: problemOf(reply.problem, requestId) };
    return { status: reply.status, body: { event: reply.event, results: reply.results } };
  };
}

/** The events that could not be read keep their places among the others. */
function renderBatch(faults: readonly (readonly FieldError[] | null)[], requestId: string): Render {
  return (replies) => {
    let next = 0;
    const results = faults.map((errors) => {
      if (errors !== null) {
        const error = new ProblemError("invalid_request", "The event is not valid.", errors);
        return { status: 422, problem: problemBody(error, requestId) };
      }
      const reply = replies[next++];
      if (reply === undefined) throw new Error("fewer replies than events");
      return "problem" in reply ? { status: reply.status, problem: problemOf(reply.problem, requestId) } : reply;
    });
    return { status: 200, body: { results } };
  };
}

/**
 * Answers with what the engine said.
 *
 * @throws {ProblemError} unauthorized, idempotency_mismatch
 */
export function replyToEvents(reply: ProcessReply, render: Render): Reply {
  switch (reply.kind) {
    case "unauthorized":
      throw badKey();
    case "idempotency_mismatch":
      throw idempotencyMismatch();
    case "replayed":
      return { status: reply.status, body: reply.body, headers: { ...typeFor(reply.status), ...IDEMPOTENCY_HIT } };
    case "done": {
      const { status, body } = render(reply.replies);
      return { status, body, headers: typeFor(status) };
    }
    default:
      return reply satisfies never;
  }
}

/**
 * Answers a dry run as the event itself would be answered.
 *
 * @throws {ProblemError} what the engine or the rules have against it
 */
export function replyToTrial(outcome: DryRunOutcome): Reply {
  const { status, body: reply } = replyToReading(outcome);
  if ("problem" in reply) throw problemErrorOf(reply.problem);
  return { status, body: { event: reply.event, results: reply.results } };
}

function typeFor(status: number): Record<string, string> {
  return status >= 400 ? { "content-type": "application/problem+json" } : {};
}

function problemOf(problem: ReplyProblem, requestId: string): Problem {
  return problemBody(problemErrorOf(problem), requestId);
}

function problemErrorOf({ code, path, detail }: ReplyProblem): ProblemError {
  if (!isProblemCode(code)) throw new Error(`the engine named a problem that has no entry: ${code}`);
  return new ProblemError(code, detail, path === null ? [] : [{ path, message: detail }]);
}
