import type { Audience, Role } from "./audiences.ts";
import { maySeeField } from "./fields.ts";

/**
 * Whose matter something is. The tenant reads everything. Of the two others it is a matter of
 * - `both`, or of the `advocate` or the `friend` alone,
 * - the `subject`: the one whom the statement is about, such as the recipient of a reward,
 * - `field`: those who may see the field of the condition that the statement is about,
 * - none of them, where it is the `tenant`'s.
 */
export type Matter = "both" | "advocate" | "friend" | "subject" | "field" | "tenant";

/** Whether a reader may be told of a matter. */
export function mayRead(
  audience: Audience,
  matter: Matter,
  about: { readonly subject: Role | null; readonly field: string | null },
): boolean {
  if (audience === "tenant") return true;
  switch (matter) {
    case "both":
      return true;
    case "advocate":
    case "friend":
      return audience === matter;
    case "subject":
      return audience === about.subject;
    case "field":
      return about.field !== null && maySeeField(audience, about.field);
    case "tenant":
      return false;
    default:
      return matter satisfies never;
  }
}

/** What a message needs, and whose matter it is: a new one without that does not compile. */
export interface Message {
  /** Who hears it at all. */
  readonly to: Matter;
  /** The values that everyone who hears it is told. */
  readonly says: readonly string[];
  /** The values that are not everyone's who hears it, and whose they are. */
  readonly hides?: Readonly<Record<string, Matter>>;
}

/** Who is meant: external ids, and the code, which is its owner's. */
export const NAMES = { advocate: "tenant", friend: "tenant", code: "advocate" } as const;

/** A name that a referral knows of itself. */
export type KnownName = keyof typeof NAMES;

/** A message of a closed list: the list says for all of its members who hears them. */
export type ListedMessage = Omit<Message, "to">;
