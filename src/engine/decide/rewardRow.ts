import type { ChoiceRow, GrantJson, RewardChange, RewardRow } from "../../db/queries/commitEffects.ts";
import type { StoredReward } from "../../db/rows/reward.ts";
import { openUntil } from "../../domain/choices.ts";
import { isoTime, isoTimeOrNull } from "../../domain/isoTime.ts";

/** Rewards as the database keeps them: times as RFC 3339, money as decimal strings. */

/** A reward that is new. */
export function rewardRow(reward: StoredReward): RewardRow {
  // Reasons and when it expires are parts of their own, since few have any.
  const {
    choice,
    createdAt: _,
    reviewReasons: __,
    fulfilledMinor: ___,
    expiresAt: ____,
    expiredMinor: _____,
    ...row
  } = reward;
  return {
    ...row,
    grantedMinor: String(reward.grantedMinor),
    amountMinor: String(reward.amountMinor),
    costMinor: String(reward.costMinor),
    basisMinor: String(reward.basisMinor),
    holdUntil: isoTime(reward.holdUntil),
    occurredAt: isoTime(reward.occurredAt),
    grant: grantJson(reward.grant),
    coupon: couponRow(reward),
    ...(choice === null ? {} : { choice: choiceRow(choice), chooseBy: isoTimeOrNull(openUntil(reward)) }),
  };
}

/** What has changed of a reward, and what it was. */
export function rewardChange(was: StoredReward, now: StoredReward): RewardChange {
  return {
    id: now.id,
    amountMinor: String(now.amountMinor),
    costMinor: String(now.costMinor),
    status: now.status,
    voidReason: now.voidReason,
    reviewReasons: now.reviewReasons,
    participantWas: was.participantId,
    statusWas: was.status,
    amountWas: String(was.amountMinor),
    reasonsWas: was.reviewReasons,
    ...(was.choice === null ? {} : { choiceWas: choiceRow(was.choice) }),
    ...(was.expiresAt === null ? {} : { expiredMinor: String(now.expiredMinor), expiredWas: String(was.expiredMinor) }),
  };
}

/** What only a choice changes of its reward; none for every other reward. */
export function choiceChange(reward: StoredReward): ChoiceRow[] {
  const { id, unit, choice } = reward;
  if (choice === null) return [];
  return [
    {
      id,
      unit,
      grantedMinor: String(reward.grantedMinor),
      grant: grantJson(reward.grant),
      coupon: couponRow(reward),
      choice: choiceRow(choice),
      chooseBy: isoTimeOrNull(openUntil(reward)),
    },
  ];
}

/** Grants are those of the rules, and a batch gives each many times: its JSON is made once, and written once a commit. */
const grants = new WeakMap<object, GrantJson>();

function grantJson(grant: object): GrantJson {
  const known = grants.get(grant);
  if (known !== undefined) return known;
  const json = asJson(grant);
  grants.set(grant, json);
  return json;
}

function couponRow({ coupon }: StoredReward) {
  return coupon === null ? null : { code: coupon.code, expiresAt: isoTimeOrNull(coupon.expiresAt) };
}

function choiceRow(choice: NonNullable<StoredReward["choice"]>): unknown {
  return asJson({ ...choice, chooseBy: isoTime(choice.chooseBy) });
}

function asJson(value: object): GrantJson {
  const text = JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? String(part) : part));
  return JSON.parse(text) as GrantJson;
}
