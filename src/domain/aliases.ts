/** The most other names that one participant may have. */
export const MAX_ALIASES = 20;

/** So many live rows of one kind may a participant have who is merged. */
export const MAX_MERGED = 1000;

/** Why a name can't be another name of a participant, in the order in which it is asked. */
export const ALIAS_REFUSALS = [
  /** It is the participant's own externalId. */
  "itself",
  /** It is another name of someone else. */
  "alias",
  /** Someone else is known by it: their events, codes or profile have come. */
  "participant",
] as const;

export type AliasRefusal = (typeof ALIAS_REFUSALS)[number];

/** Why two participants can't be merged as they are. */
export type MergeHindrance = "itself" | "alias" | "too_many_aliases" | "merge_too_large";
