import type { PanelParticipant } from "../../db/queries/panel.ts";
import { phraseOfGrant } from "../../domain/rewardPhrase.ts";
import type { Rules, TierMeasure } from "../../domain/rules.ts";
import { recipientName } from "../../domain/rules.ts";
import type { Value } from "../../domain/statement.ts";
import type { ClientWriter } from "./clientWriter.ts";

/** The way to the next step of one rule. */
interface Progress {
  readonly ruleId: string;
  readonly by: TierMeasure;
  /** Null of purchases. */
  readonly position: number | null;
  readonly next: number;
  readonly message: string;
}

/**
 * How far an advocate is from the next step of each rule's tier. Of purchases it tells only where that step begins,
 * since how much of them there was is what friends have paid. A window that rolls has no position to tell: what will
 * have left it by the next purchase is not known. An advocate who has reached the last step has nothing ahead.
 */
export function presentProgress(
  writer: ClientWriter,
  rules: Rules,
  currency: string,
  counters: PanelParticipant["counters"],
) {
  return rules.rewards.flatMap((rule): Progress[] => {
    const { tiers } = rule;
    if (tiers === null || typeof tiers.window !== "string" || recipientName(rule.recipient) !== "advocate") return [];
    const { by, window, steps } = tiers;
    const counter = counters.find(({ metric, period }) => metric === by && period === window);
    const position = Number(counter?.value ?? 0);
    const step = steps.find(({ from }) => from > position);
    if (step === undefined) return [];
    const reward: Value = { kind: "reward", reward: phraseOfGrant(step.grant, currency) };
    const next = step.from;
    if (by === "revenue") {
      const from: Value = { kind: "money", amountMinor: BigInt(next), currency };
      return [{ ruleId: rule.id, by, position: null, next, message: writer.say("progressRevenue", { from, reward }) }];
    }
    const count: Value = { kind: "count", count: next - position };
    const from: Value = { kind: "count", count: next };
    const message = writer.say(by === "signups" ? "progressSignups" : "progressConversions", { count, from, reward });
    return [{ ruleId: rule.id, by, position, next, message }];
  });
}
