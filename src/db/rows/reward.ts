import type { Choice } from "../../domain/choices.ts";
import type { Fact } from "../../domain/conditions.ts";
import type { Instant } from "../../domain/periods.ts";
import type { ReviewReason } from "../../domain/reviewReasons.ts";
import type { RewardStatus } from "../../domain/rewardState.ts";
import type { Grant, Option } from "../../domain/rules.ts";

/** A reward as the engine holds it. */
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
  /** What it was worth when it was last fulfilled; null where that is not known. */
  readonly fulfilledMinor: bigint | null;
  /** Of credit and points that were approved: when what is left of it expires; null where nothing does. */
  readonly expiresAt: Instant | null;
  /** What has expired of it, less what was taken back of that. */
  readonly expiredMinor: bigint;
  readonly status: RewardStatus;
  /** A set, in the order of its list; what has ended has none. */
  readonly reviewReasons: readonly ReviewReason[];
  readonly holdUntil: Instant;
  readonly voidReason: string | null;
  readonly occurredAt: Instant;
  /** Of a choice, the option in force: the one taken, until then the first. */
  readonly grant: Option;
  readonly coupon: Coupon | null;
  readonly choice: Choice | null;
  readonly facts: Readonly<Record<string, Fact>>;
  /** When the commit that made it was received; null until then. */
  readonly createdAt: Instant | null;
}

/** What a reward is of, by the names that people outside give. */
export interface RewardOf {
  /** Its key. */
  readonly program: string;
  /** Of the program. */
  readonly currency: string;
  /** The externalId of whose it is. */
  readonly participant: string;
}

/** A reward that was committed. */
export interface KeptReward extends StoredReward {
  readonly createdAt: Instant;
}

/** A discount's coupon. `decide` leaves the code empty: the shell draws it for the commit, in place. */
export interface Coupon {
  code: string;
  readonly expiresAt: Instant | null;
}

type MoneyColumns = "grantedMinor" | "amountMinor" | "costMinor" | "basisMinor" | "expiredMinor";

/** A reward as `reward_json` writes it: money as decimal strings, times as milliseconds. */
export interface RewardJson
  extends Omit<KeptReward, MoneyColumns | "fulfilledMinor" | "grant" | "coupon" | "choice">,
    Readonly<Record<MoneyColumns, string>> {
  readonly fulfilledMinor: string | null;
  readonly grant: unknown;
  readonly choice: unknown;
  readonly coupon: { readonly code: string; readonly expiresAt: string | null } | null;
}

/** A reward with what it is of, as reads write it. */
export interface RewardView {
  readonly reward: RewardJson;
  readonly of: RewardOf;
}

/** The row of a reward, as `reward_json` writes it. */
export function parseReward(row: RewardJson): KeptReward {
  const { coupon } = row;
  return {
    ...row,
    grantedMinor: BigInt(row.grantedMinor),
    amountMinor: BigInt(row.amountMinor),
    costMinor: BigInt(row.costMinor),
    basisMinor: BigInt(row.basisMinor),
    expiredMinor: BigInt(row.expiredMinor),
    fulfilledMinor: row.fulfilledMinor === null ? null : BigInt(row.fulfilledMinor),
    grant: parseOption(row.grant),
    choice: parseChoice(row.choice),
    coupon: coupon && { code: coupon.code, expiresAt: coupon.expiresAt === null ? null : Date.parse(coupon.expiresAt) },
  };
}

/** The grant of a reward that is no open question: what it is now. */
export function parseOption(stored: unknown): Option {
  return withMoney(stored) as Option;
}

/** Grants are kept as JSON with their money, whose names end alike, as decimal strings. */
function withMoney(stored: unknown): unknown {
  if (typeof stored !== "object" || stored === null) return stored;
  if (Array.isArray(stored)) return stored.map(withMoney);
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(stored)) {
    copy[key] = typeof value === "string" && key.endsWith("Minor") ? BigInt(value) : withMoney(value);
  }
  return copy;
}

/** What a choice offers, as it is kept with its reward. */
function parseChoice(stored: unknown): Choice | null {
  if (stored === null) return null;
  const { chooseBy, ...choice } = withMoney(stored) as Omit<Choice, "chooseBy"> & { chooseBy: string };
  return { ...choice, chooseBy: Date.parse(chooseBy) };
}
