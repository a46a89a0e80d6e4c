import type { LISTED_NEUTRAL } from "../domain/listedMessages.ts";
import type { FriendCode, HidingCode, NeutralCode, RecipientCode, Voice } from "../domain/statement.ts";

/**
 * A sentence with `{placeholders}`. Where it depends on a number it has one form for each plural category of the
 * language (`Intl.PluralRules`), chosen by the value that `by` names.
 */
export type Text<Form extends Intl.LDMLPluralRule> =
  | string
  | { readonly by: string; readonly forms: Readonly<Record<Form, string>> };

/** About the friend: to the tenant, to the friend ("you"), to the advocate ("friend"). */
type AboutFriend<Form extends Intl.LDMLPluralRule> = Readonly<Record<Voice, Text<Form>>>;

/**
 * What one language has to say by itself, every key of it: a missing one does not compile. `Form` are the plural
 * categories of the language. What closed lists have to say is in `lists/`, in every language side by side.
 */
export interface Catalogue<Form extends Intl.LDMLPluralRule> {
  readonly neutral: Readonly<Record<Exclude<NeutralCode, keyof typeof LISTED_NEUTRAL>, Text<Form>>>;
  /** The same to a reader from whom something of it is hidden. */
  readonly hidden: Readonly<Record<Exclude<HidingCode, keyof typeof LISTED_NEUTRAL>, Text<Form>>>;
  readonly aboutFriend: Readonly<Record<FriendCode, AboutFriend<Form>>>;
  /** About what one of them has: to the tenant, and to that one ("you"). */
  readonly aboutRecipient: Readonly<Record<RecipientCode, Readonly<Record<"tenant" | "you", Text<Form>>>>>;
  /** `quoted` is for what has a {name} of its own, such as an entry of the metadata. */
  readonly words: Readonly<Record<"quoted" | "yes" | "no" | "nothing" | "lifetime", string>>;
}

/** A catalogue as it is used, with what lists have to say: which forms it has is known where it is written. */
export interface AnyCatalogue extends Omit<Catalogue<never>, "neutral" | "hidden"> {
  readonly neutral: Readonly<Record<NeutralCode, Text<never>>>;
  readonly hidden: Readonly<Record<HidingCode, Text<never>>>;
}
