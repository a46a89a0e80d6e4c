import type { RefusalReason } from "./attribution.ts";
import { REFUSAL_REASONS, REFUSAL_VARIANTS, REFUSALS } from "./attribution.ts";
import { END_MESSAGES } from "./endReasons.ts";
import type { ListedMessage, Matter } from "./matters.ts";
import { NAMES } from "./matters.ts";
import { SKIP_REASONS, SKIP_VARIANTS } from "./skipReasons.ts";

/**
 * The messages that follow from closed lists, with the values they need: a code for each member, from the prefix of its
 * list and its own name. Their sentences are in `src/i18n/lists`.
 */

/** The refusals whose sentence names the friend: the shop alone hears them, all others hear `refused_not_new`. */
type FriendRefusal = {
  [R in RefusalReason]: (typeof REFUSALS)[R]["about"] extends "friend" ? R : never;
}[RefusalReason];

type NeutralRefusal = Exclude<RefusalReason, FriendRefusal>;

const isAboutFriend = (reason: RefusalReason) => REFUSALS[reason].about === "friend";
const NEUTRAL_REFUSALS = Object.fromEntries(
  REFUSAL_REASONS.filter((reason) => !isAboutFriend(reason)).map((reason) => [
    reason,
    { says: REFUSALS[reason].values },
  ]),
) as { readonly [R in NeutralRefusal]: { readonly says: (typeof REFUSALS)[R]["values"] } };

const FRIEND_REFUSALS = Object.fromEntries(
  REFUSAL_REASONS.filter(isAboutFriend).map((reason) => [reason, { says: REFUSALS[reason].values, hides: NAMES }]),
) as {
  readonly [R in FriendRefusal]: { readonly says: (typeof REFUSALS)[R]["values"]; readonly hides: typeof NAMES };
};

/** @param to who hears the messages of a list */
function listed<P extends string, T extends Matter, M extends Readonly<Record<string, ListedMessage>>>(
  prefix: P,
  to: T,
  members: M,
) {
  return Object.fromEntries(
    Object.entries(members).map(([name, message]) => [`${prefix}_${name}`, { to, ...message }]),
  ) as { readonly [N in keyof M & string as `${P}_${N}`]: M[N] & { readonly to: T } };
}

export const LISTED_NEUTRAL = {
  ...listed("refused", "tenant", FRIEND_REFUSALS),
  ...listed("refused", "both", { ...NEUTRAL_REFUSALS, ...REFUSAL_VARIANTS }),
  ...listed("skipped", "subject", { ...SKIP_REASONS, ...SKIP_VARIANTS }),
  ...listed("state_voided", "subject", END_MESSAGES),
};
