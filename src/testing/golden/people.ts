import type { Recorder } from "./recorder.ts";

/** What people of the golden story do, each as one request. */

interface Rewarded {
  readonly id: string;
  readonly ruleId: string;
  readonly coupon?: { readonly code: string };
}

interface Decided {
  readonly results: readonly {
    readonly referral: { readonly id: string } | null;
    readonly rewards: readonly Rewarded[];
  }[];
}

/** What a story goes on with, of what was answered. */
export interface Outcome {
  readonly referralId: string;
  /** By rule: the reward of the event's first program. */
  readonly rewards: ReadonlyMap<string, Rewarded>;
}

function outcomeOf({ results }: Decided): Outcome {
  const rewards = results.flatMap((result) => result.rewards);
  return {
    referralId: results[0]?.referral?.id ?? "",
    rewards: new Map(rewards.map((reward) => [reward.ruleId, reward])),
  };
}

export function peopleOf({ post }: Recorder) {
  const report = async (event: object): Promise<Outcome> => {
    const reply = await post<Partial<Decided>>("/v1/events", event);
    return outcomeOf({ results: reply.results ?? [] });
  };
  return {
    report,
    async codeOf(program: string, externalId: string, more: object = {}): Promise<string> {
      const asked = { program, participant: { externalId, ...more } };
      return (await post<{ code: string }>("/v1/codes", asked)).code;
    },
    signup: (externalId: string, code: string, more: object = {}) =>
      report({ type: "signup", participant: { externalId }, code, ...more }),
    buy: (externalId: string, orderId: string, amountMinor: number, more: object = {}) =>
      report({ type: "purchase", participant: { externalId }, orderId, amountMinor, currency: "GBP", ...more }),
    dispute: (orderId: string, disputeId: string, status: string) =>
      report({ type: "dispute", orderId, disputeId, status }),
    refund: (orderId: string, refundId: string, amountMinor: number, more: object = {}) =>
      report({ type: "refund", orderId, refundId, amountMinor, currency: "GBP", ...more }),
    happen: (type: string, externalId: string, eventId: string, metadata: object = {}) =>
      report({ type, eventId, participant: { externalId }, metadata }),
  };
}
