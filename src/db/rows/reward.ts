import type { Choice } from "../../domain/choices.ts";
import type { Fact } from "../../domain/conditions.ts";
import type { Instant } from "../../domain/periods.ts";
import type { RewardStatus } from "../../domain/rewardState.ts";
import type { Grant, Option } from "../../domain/rules.ts";

export interface StoredReward {
  readonly id: string;
  readonly programId: string;
  readonly version: number;
  readonly ruleId: string;
  readonly trigger: string;
  readonly group: string | null;
  readonly referralId: string;
  readonly participantId: string;
  readonly recipient: string;
  /** "signup", "order:{orderId}", "event:{eventId}" or "click:{clickId}". */
  readonly source: string;
  readonly kind: Grant["kind"];
  readonly unit: string | null;
  readonly grantedMinor: bigint;
  readonly amountMinor: bigint;
  readonly costMinor: bigint;
  readonly basisMinor: bigint;
  readonly status: RewardStatus;
  readonly holdUntil: Instant;
  readonly voidReason: string | null;
  readonly occurredAt: Instant;
  /** Of a choice, the option in force: the one taken, until then the first. */
  readonly grant: Option;
  readonly coupon: Coupon | null;
  readonly choice: Choice | null;
  readonly facts: Readonly<Record<string, Fact>>;
}

/** A discount's coupon. `decide` leaves the code empty: the shell draws it for the commit, in place. */
export interface Coupon {
  code: string;
  readonly expiresAt: Instant | null;
}

type MoneyColumns = "grantedMinor" | "amountMinor" | "costMinor" | "basisMinor";

/** A reward as `reward_json` writes it: money as decimal strings, times as milliseconds. */
export interface RewardJson
  extends Omit<StoredReward, MoneyColumns | "grant" | "coupon" | "choice">,
    Record<MoneyColumns, string> {
  grant: unknown;
  choice: unknown;
  coupon: { code: string; expiresAt: string | null } | null;
}

/** The row of a reward, as the load statements write it. */
export function parseReward(row: RewardJson): StoredReward {
  const { coupon } = row;
  return {
    ...row,
    grantedMinor: BigInt(row.grantedMinor),
    amountMinor: BigInt(row.amountMinor),
    costMinor: BigInt(row.costMinor),
    basisMinor: BigInt(row.basisMinor),
    grant: parseGrant(row.grant) as Option,
    choice: parseChoice(row.choice),
    coupon: coupon && { code: coupon.code, expiresAt: coupon.expiresAt === null ? null : Date.parse(coupon.expiresAt) },
  };
}

const GRANT_MONEY = new Set(["amountMinor", "grantedMinor", "maxMinor", "minOrderMinor", "costMinor"]);

/** Grants are kept as JSON with their money as decimal strings. */
export function parseGrant(stored: unknown): unknown {
  return JSON.parse(JSON.stringify(stored), (key, value: unknown) => {
    return GRANT_MONEY.has(key) && typeof value === "string" ? BigInt(value) : value;
  });
}

/** What a choice offers, as it is kept with its reward. */
export function parseChoice(stored: unknown): Choice | null {
  if (stored === null) return null;
  const { chooseBy, ...choice } = parseGrant(stored) as Omit<Choice, "chooseBy"> & { chooseBy: string };
  return { ...choice, chooseBy: Date.parse(chooseBy) };
}
