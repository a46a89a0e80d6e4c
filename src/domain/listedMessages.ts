import type { RefusalReason } from "./attribution.ts";
import { REFUSAL_REASONS, REFUSAL_VARIANTS, REFUSALS } from "./attribution.ts";
import { END_MESSAGES } from "./endReasons.ts";
import { SKIP_REASONS, SKIP_VARIANTS } from "./skipReasons.ts";

/**
 * The messages that follow from closed lists, with the values they need: a code for each member, from the prefix of its
 * list and its own name. Their sentences are in `src/i18n/lists`.
 */

/** The refusals whose sentence is about the friend. */
export type FriendRefusal = {
  [R in RefusalReason]: (typeof REFUSALS)[R]["about"] extends "friend" ? R : never;
}[RefusalReason];

export type NeutralRefusal = Exclude<RefusalReason, FriendRefusal>;

const isAboutFriend = (reason: RefusalReason) => REFUSALS[reason].about === "friend";
const valuesOf = (reason: RefusalReason) => [reason, REFUSALS[reason].values] as const;

const NEUTRAL_REFUSALS = Object.fromEntries(
  REFUSAL_REASONS.filter((reason) => !isAboutFriend(reason)).map(valuesOf),
) as { readonly [R in NeutralRefusal]: (typeof REFUSALS)[R]["values"] };

const FRIEND_REFUSALS = Object.fromEntries(REFUSAL_REASONS.filter(isAboutFriend).map(valuesOf)) as {
  readonly [R in FriendRefusal]: (typeof REFUSALS)[R]["values"];
};

function listed<P extends string, M extends Readonly<Record<string, readonly string[]>>>(prefix: P, members: M) {
  return Object.fromEntries(Object.entries(members).map(([name, values]) => [`${prefix}_${name}`, values])) as {
    readonly [N in keyof M & string as `${P}_${N}`]: M[N];
  };
}

/** Those that read alike for everybody. */
export const LISTED_NEUTRAL = {
  ...listed("refused", { ...NEUTRAL_REFUSALS, ...REFUSAL_VARIANTS }),
  ...listed("skipped", { ...SKIP_REASONS, ...SKIP_VARIANTS }),
  ...listed("state_voided", END_MESSAGES),
};

/** Those about the friend. */
export const LISTED_ABOUT_FRIEND = listed("refused", FRIEND_REFUSALS);
