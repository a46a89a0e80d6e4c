import type { LimitPeriod } from "../../domain/rules.ts";
import type { Within } from "../../domain/within.ts";
import type { Text } from "../catalogue.ts";

/** What a reward is for. `least` names a minimum order; `nth` are the purchases of one friend, counted. */
export type Occasion =
  | "signup"
  | "conversion"
  | "conversionLeast"
  | "purchase"
  | "purchaseLeast"
  | "further"
  | "nthFrom"
  | "nthOnly"
  | "nthRange"
  | "lead"
  | "click"
  | "custom"
  | "customUnnamed";

/** What the reader's own friend is given something for, as the reader who was invited is told it. */
export type YourOccasion =
  | Extract<Occasion, "signup" | "conversion" | "conversionLeast" | "purchase" | "purchaseLeast" | "further">
  | "some";

/**
 * The parts that one language makes offers of. A line is a frame (who gets it, or nothing where a heading says that), a
 * reward and an occasion, so the parts stand in the case and order that the frames of the language ask for.
 */
export interface OfferTexts<Form extends Intl.LDMLPluralRule> {
  readonly frames: Readonly<Record<"you" | "friend" | "headed", string>>;
  /** After another rule of the same exclusive group; `{line}` begins with a small letter. */
  readonly otherwise: string;
  /** Things that friends do; `{friend}` is one of `circles`. */
  readonly theirs: Readonly<Record<Occasion, string>>;
  /** Things that the receiver does. */
  readonly own: Readonly<Record<Occasion, string>>;
  /** Things that the reader does and their friend is given something for. */
  readonly yours: Readonly<Record<YourOccasion, string>>;
  /** A friend, and a friend of a friend. */
  readonly circles: Readonly<Record<"friend" | "beyond", string>>;
  /** What stands in brackets after a line. */
  readonly notes: {
    readonly leastOrder: string;
    readonly mostOrder: string;
    /** From when on a reward can be had. */
    readonly hold: Text<Form>;
    /** How many friends have to have bought before cash is paid out for the first time. */
    readonly firstFriends: Text<Form>;
    /** `{most}` is a reward, or `times`. */
    readonly limits: Readonly<Record<LimitPeriod, string>>;
    readonly times: Text<Form>;
    /** A limit that is counted of each friend by themselves. */
    readonly perFriend: string;
    readonly conditions: string;
    readonly within: Readonly<Record<Within["of"], Readonly<Record<Within["unit"], Text<Form>>>>>;
    readonly month: string;
    readonly quarter: string;
    readonly year: string;
    readonly rolling: Text<Form>;
  };
  readonly steps: {
    /** Which friend is the first that it is given for. */
    readonly conversions: string;
    readonly signups: Text<Form>;
    readonly revenue: string;
  };
  readonly headlines: Readonly<
    Record<"both" | "advocateOnly" | "friendOnly" | "none" | "welcome" | "welcomeOnly", string>
  >;
}

export type AnyOfferTexts = OfferTexts<never>;
