import * as z from "zod";
import type { Decision } from "../db/rows/event.ts";
import type { EventFlag } from "../domain/eventFlags.ts";
import { EVENT_FLAGS } from "../domain/eventFlags.ts";
import { rowProblem } from "./problem.ts";
import { referralReply } from "./referral.ts";
import { rewardReply } from "./reward.ts";
import type { Shown } from "./shown.ts";
import { time } from "./shown.ts";

/** What is answered of an event: what it is, and what each program made of it. */

const id = z.string();

const traceEntry = z.object({
  field: z.string(),
  op: z.string(),
  value: z.unknown(),
  seen: z.unknown(),
  met: z.boolean(),
});

export const decisionReply = z.strictObject({
  ruleId: z.string(),
  version: z.int(),
  outcome: z.enum(["granted", "skipped"]),
  reason: z.string().nullable(),
  rewardId: id.nullable(),
  orderId: id.nullable(),
  tierFrom: z.int().nullable().meta({ description: "The step of the tier that was reached" }),
  clamped: z.boolean().meta({ description: "Whether a limit by amount cut the reward" }),
  trace: z.array(traceEntry),
});

const event = z.strictObject({
  id,
  type: z.string(),
  occurredAt: z.iso.datetime(),
  receivedAt: z.iso.datetime(),
  duplicate: z.boolean(),
  status: z.enum(["decided", "waiting"]),
  flags: z.array(z.enum(EVENT_FLAGS)),
});

const result = z.strictObject({
  program: z.string(),
  referral: referralReply.nullable(),
  decisions: z.array(decisionReply),
  rewards: z.array(rewardReply),
});
export type ShownResult = Shown<typeof result>;

export const eventReply = z.object({ event, results: z.array(result) }).meta({ id: "EventReply" });

export const batchReply = z.strictObject({
  results: z.array(
    z.union([
      z.strictObject({ status: z.int(), ...eventReply.shape }),
      z.strictObject({ status: z.int(), problem: rowProblem }),
    ]),
  ),
});

/** What there is to say of an event itself. */
export interface EventSaid {
  readonly id: string;
  readonly type: string;
  readonly occurredAt: number;
  readonly receivedAt: number;
  readonly isRepeat: boolean;
  /** Kept until what it belongs to arrives. */
  readonly waits: boolean;
  readonly flags: readonly EventFlag[];
}

/** The JSON of an event and what the programs made of it. */
export function presentEvent(said: EventSaid, results: readonly ShownResult[]): Shown<typeof eventReply> {
  return {
    event: {
      id: said.id,
      type: said.type,
      occurredAt: time(said.occurredAt),
      receivedAt: time(said.receivedAt),
      duplicate: said.isRepeat,
      status: said.waits ? "waiting" : "decided",
      flags: said.flags,
    },
    results,
  };
}

/** The JSON of what one rule said. */
export function presentDecision(decision: Decision): ShownResult["decisions"][number] {
  const { ruleId, version, outcome, reason, rewardId, orderId, tierFrom, clamped, trace } = decision;
  return { ruleId, version, outcome, reason, rewardId, orderId, tierFrom, clamped, trace };
}
