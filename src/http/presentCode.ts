import type { CodeView } from "../db/queries/codes.ts";
import { isActive } from "../domain/attribution.ts";

/** The parts of a published rules document that an offer shows. */
interface PublishedRules {
  readonly rewards: readonly {
    readonly id: string;
    readonly recipient: unknown;
    readonly on: { readonly event: string };
    readonly grant: unknown;
  }[];
}

/** The JSON of a code: whether a friend may use it now, and what the latest version offers them. */
export function presentCode(view: CodeView, now: Date) {
  const { code, program, status } = view;
  const redeemable = isActive({ status, startsAt: at(view.startsAt), endsAt: at(view.endsAt) }, now.getTime());
  return { code, program, redeemable, reason: redeemable ? null : "program_not_active", offer: offerOf(view) };
}

function offerOf({ rules, texts, currency }: CodeView) {
  if (rules === null) return null;
  const { rewards } = rules as PublishedRules;
  const forFriends = rewards.filter(({ recipient }) => recipient === "friend");
  return {
    currency,
    rewards: forFriends.map(({ id, on, grant }) => ({ ruleId: id, on: on.event, grant, texts: texts[id] ?? {} })),
  };
}

function at(time: string | null): number | null {
  return time === null ? null : Date.parse(time);
}
