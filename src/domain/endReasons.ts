/**
 * Why a reward ended (`voidReason`), where it was not a person who said why in words of their own. The value says
 * whether everybody who hears of the reward may know the reason, or its recipient alone.
 */
export const END_REASONS = {
  /** Refunds have left nothing of it. */
  refund: "everybody",
  /** A person voided it and did not say why. */
  manual: "recipient",
} as const satisfies Readonly<Record<string, "everybody" | "recipient">>;

export type EndReason = keyof typeof END_REASONS;

/** The reasons with a sentence of their own; that of all others says only that it ended. */
export type ToldEndReason = Exclude<EndReason, "manual">;

/** What the sentence of each needs, by the names of `statement.ts`. */
export const END_MESSAGES = {
  refund: ["rule"],
} as const satisfies Readonly<Record<ToldEndReason, readonly ["rule"]>>;

/** Why a reward ends: a reason of the list, or a person's own words. */
export type EndCause = EndReason | { readonly words: string };

function isEndReason(reason: string | null): reason is EndReason {
  return reason !== null && Object.hasOwn(END_REASONS, reason);
}

/** Whether a stored reason has a sentence of its own. */
export function isToldEndReason(reason: string | null): reason is ToldEndReason {
  return isEndReason(reason) && reason !== "manual";
}

/** Whether others than its recipient may know why a reward ended; a person's own words may say more about them. */
export function isEndKnownToAll(reason: string | null): boolean {
  return isEndReason(reason) && END_REASONS[reason] === "everybody";
}
