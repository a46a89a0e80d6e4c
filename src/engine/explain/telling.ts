import type { CouponUseTold, ExplainedOrderRow, ExplanationRows } from "../../db/rows/explanation.ts";
import { parseStored } from "../../db/rows/program.ts";
import type { StoredReferral } from "../../db/rows/referral.ts";
import type { KeptReward } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import type { Audience, Role } from "../../domain/audiences.ts";
import type { KnownName, Matter } from "../../domain/matters.ts";
import { mayRead } from "../../domain/matters.ts";
import type { Instant } from "../../domain/periods.ts";
import type { Rules } from "../../domain/rules.ts";
import type { MessageCode, Statement, Value, ValuesOf } from "../../domain/statement.ts";
import { hiddenOf, MESSAGES } from "../../domain/statement.ts";
import { text } from "../../domain/values.ts";

/** What everything that is told of one referral is told from, and to whom. */
export interface Telling {
  readonly audience: Audience;
  readonly now: Instant;
  readonly referral: StoredReferral;
  readonly advocate: string | null;
  readonly friend: string;
  readonly program: ExplanationRows["program"];
  readonly tenantTimezone: string;
  readonly rules: ReadonlyMap<number, Rules>;
  readonly orders: ReadonlyMap<string, ExplainedOrderRow>;
  readonly rewards: ReadonlyMap<string, ToldReward>;
  /** By reward. */
  readonly couponUses: ReadonlyMap<string, readonly CouponUseTold[]>;
  /** By subject, metric and period. */
  readonly counters: ReadonlyMap<string, bigint>;
}

/** As much of it as a sentence needs that names the two. */
export interface Named extends Pick<Telling, "audience" | "advocate" | "friend"> {
  readonly referral: Pick<StoredReferral, "code">;
}

export interface ToldReward {
  readonly reward: KeptReward;
  /** External id. */
  readonly participant: string;
}

/** Parses what was read. */
export function tellingOf(rows: ExplanationRows, audience: Audience, now: Date): Telling {
  const { program, tenantTimezone, advocate, friend } = rows;
  const rewards = rows.rewards.map(({ reward, participant }) => {
    return { reward: seenNow(parseReward(reward), rows.referral), participant };
  });
  return {
    audience,
    now: now.getTime(),
    // Of a friend who was given to them it is the code of another.
    referral: audience === "advocate" && rows.reassigned.length > 0 ? { ...rows.referral, code: null } : rows.referral,
    advocate,
    friend,
    program,
    tenantTimezone,
    rules: new Map(rows.versions.map(({ version, rules }) => [version, parseStored(rules, program.currency)])),
    orders: new Map(rows.orders.map((order) => [order.orderId, order])),
    rewards: new Map(rewards.map((told) => [told.reward.id, told])),
    couponUses: Map.groupBy(rows.couponUses, ({ rewardId }) => rewardId),
    counters: new Map(
      rows.counters.map(({ value, ...name }) => [counterKey(name.subject, name.metric, name.periodKey), BigInt(value)]),
    ),
  };
}

/** What the advocate of before has of a referral is no matter of the one's to whom it was given. */
function seenNow(reward: KeptReward, { advocateId }: StoredReferral): KeptReward {
  const isFormer = roleOf(reward.recipient) === "advocate" && reward.participantId !== advocateId;
  return isFormer ? { ...reward, recipient: FORMER } : reward;
}

/** A role like that of advocates further up: the advocate reads nothing of it. */
const FORMER = "former_advocate";

/** A counter that was never made stands at 0. */
export function counterOf({ counters }: Telling, subject: string, metric: string, periodKey: string): bigint {
  return counters.get(counterKey(subject, metric, periodKey)) ?? 0n;
}

function counterKey(subject: string, metric: string, periodKey: string): string {
  return `${subject} ${metric} ${periodKey}`;
}

/**
 * Whom a rule or reward is for, seen from the referral: "friend", "advocate", and the actor, who is the friend.
 * Anything else is an advocate further up. Takes the name of a reward and both forms of a rule's recipient.
 */
export function roleOf(recipient: unknown): Role {
  if (typeof recipient === "object" && recipient !== null && "kind" in recipient) {
    const level = "level" in recipient ? recipient.level : null;
    return recipient.kind === "ancestor" ? (level === 1 ? "advocate" : "other") : roleOf(recipient.kind);
  }
  if (recipient === "friend" || recipient === "actor") return "friend";
  return recipient === "advocate" ? "advocate" : "other";
}

/** Whether what is one person's may be told: their rewards, what they have left, their codes, their orders. */
export function mayKnowOf({ audience }: Telling, role: Role): boolean {
  return audience === "tenant" || audience === role;
}

/** Who reads, as the one whom a statement is about; the tenant is none of the two. */
export function readerOf({ audience }: Telling): Role | null {
  return audience === "tenant" ? null : audience;
}

/**
 * Makes a statement. Values that are no matter of its reader's are left out of it.
 *
 * @param values null where one that is hidden from some is not there at all
 * @param subject whom it is about
 * @throws {Error} a defect: a statement that is not for its reader
 */
export function state<C extends MessageCode>(
  telling: Named,
  code: C,
  values: ValuesOf<C>,
  subject: Role | null = null,
): Statement {
  const { audience, advocate, friend, referral } = telling;
  const hidden = hiddenOf(code);
  const all = Object.entries<Value | null>(values);
  const named = all.find(([, value]) => value?.kind === "field")?.[1];
  const field = named?.kind === "field" ? named.field : null;
  const mayBeTold = (matter: Matter) => mayRead(audience, matter, { subject, field });
  if (!mayBeTold(MESSAGES[code].to)) throw new Error(`${code} is not for the ${audience}`);
  const names: Readonly<Record<KnownName, string | null>> = { advocate, friend, code: referral.code };
  const told: Record<string, Value> = {};
  const tell = (name: string, value: Value | null) => {
    if (value !== null && mayBeTold(hidden[name] ?? "both")) told[name] = value;
  };
  for (const [name, value] of Object.entries(names)) {
    if (Object.hasOwn(hidden, name)) tell(name, value === null ? null : text(value));
  }
  for (const [name, value] of all) tell(name, value);
  return { code, subject, values: told as Statement["values"] };
}
