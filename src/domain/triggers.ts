/** What a rule may listen to. Any other name is that of a custom event, which the shop reports under it. */
export const TRIGGERS = {
  /** A friend is attributed, whatever event did it; a participant whom no one referred signs up. Once for each. */
  signup: { hasOrder: false, isReported: true },
  /** A visitor follows a share link. The shop does not report it: share links record it. */
  click: { hasOrder: false, isReported: false },
  /** A referral's first qualifying purchase, or the one that a refunded conversion moved to. It follows from orders. */
  conversion: { hasOrder: true, isReported: false },
  /** Every purchase of a referral. */
  purchase: { hasOrder: true, isReported: true },
} as const satisfies Readonly<
  Record<
    string,
    {
      /** Whether it has an order, of which rates can be. */
      readonly hasOrder: boolean;
      /** Whether events are reported under this name. */
      readonly isReported: boolean;
    }
  >
>;

export type TriggerName = keyof typeof TRIGGERS;

/** Whether a name is one of the list, and not that of a custom event. */
export function isTrigger(name: string): name is TriggerName {
  return Object.hasOwn(TRIGGERS, name);
}

/** Whether a rule that listens to this name is asked of an order. */
export function hasOrder(name: string): boolean {
  return isTrigger(name) && TRIGGERS[name].hasOrder;
}

/** Names that rules may listen to and that the shop may not report. */
export function isMadeHere(name: string): boolean {
  return isTrigger(name) && !TRIGGERS[name].isReported;
}
