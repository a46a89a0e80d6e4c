import type { Fact } from "../../domain/conditions.ts";
import type { EventFlag } from "../../domain/eventFlags.ts";
import type { Instant } from "../../domain/periods.ts";
import type { SkipReason } from "../../domain/skipReasons.ts";
import type { RefundFacts } from "./eventFacts.ts";
import type { Happening } from "./happening.ts";

/** An event that was committed, as its natural key finds it again. */
export interface KnownEvent {
  readonly naturalKey: string;
  readonly id: string;
  readonly contentHash: string;
  readonly attemptId: string;
  readonly type: string;
  readonly occurredAt: Instant;
  readonly occurredAtGiven: boolean;
  readonly receivedAt: Instant;
  readonly flags: readonly EventFlag[];
  readonly entries: readonly ProgramEntry[];
  /** Of whom it was stored, where that is another participant's by now: they are one person. Absent or null of all others. */
  readonly former?: FormerParticipant | null;
  /** What it said, where it is a refund that was read for its reversal. */
  readonly refund?: RefundFacts | null;
}

/** A participant of before, who is another name of the one who was kept. */
export interface FormerParticipant {
  readonly id: string;
  readonly externalId: string;
  /** Of the one who was kept. */
  readonly keptId: string;
}

/** What one program made of one event: kept with the event, in internal ids. */
export interface ProgramEntry {
  readonly programId: string;
  /** A membership's where the participant is not referred. */
  readonly referralId: string;
  readonly decisions: readonly Decision[];
  /** The rewards it made or changed. */
  readonly rewardIds: readonly string[];
  /** What became of its orders, in the order in which it happened; absent in older rows. */
  readonly happened?: readonly Happening[];
}

export interface Decision {
  readonly ruleId: string;
  readonly version: number;
  readonly outcome: "granted" | "skipped";
  readonly reason: SkipReason | null;
  readonly rewardId: string | null;
  readonly orderId: string | null;
  /** The step of the tier that was reached. */
  readonly tierFrom: number | null;
  /** Whether an amount limit cut the reward. */
  readonly clamped: boolean;
  readonly trace: readonly TraceRecord[];
}

/** A trace entry as plain JSON. */
export interface TraceRecord {
  readonly field: string;
  readonly op: string;
  readonly value: unknown;
  readonly seen: Fact;
  readonly met: boolean;
}
