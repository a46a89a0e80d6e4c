import type { PanelParticipant } from "../../db/queries/panel.ts";
import { phraseOfGrant } from "../../domain/rewardPhrase.ts";
import type { RewardRule, Rules } from "../../domain/rules.ts";
import { recipientName } from "../../domain/rules.ts";
import type { Value } from "../../domain/statement.ts";
import type { ClientWriter } from "./clientWriter.ts";

/**
 * How far an advocate is from the next step of each rule's tier. A window that rolls has no position to tell: what
 * will have left it by the next purchase is not known. Whoever reached the last step has nothing ahead.
 */
export function presentProgress(
  writer: ClientWriter,
  rules: Rules,
  currency: string,
  counters: PanelParticipant["counters"],
) {
  return rules.rewards.flatMap((rule) => {
    const { tiers } = rule;
    if (tiers === null || typeof tiers.window !== "string" || recipientName(rule.recipient) !== "advocate") return [];
    const counter = counters.find(({ metric, period }) => metric === tiers.by && period === tiers.window);
    const position = Number(counter?.value ?? 0);
    const step = tiers.steps.find(({ from }) => from > position);
    if (step === undefined) return [];
    const reward: Value = { kind: "reward", reward: phraseOfGrant(step.grant, currency) };
    const message = messageOf(writer, tiers.by, step.from - position, currency, reward);
    return [{ ruleId: rule.id, by: tiers.by, position, next: step.from, message }];
  });
}

function messageOf(
  writer: ClientWriter,
  by: NonNullable<RewardRule["tiers"]>["by"],
  missing: number,
  currency: string,
  reward: Value,
): string {
  switch (by) {
    case "conversions":
      return writer.say("progressConversions", { count: { kind: "count", count: missing }, reward });
    case "signups":
      return writer.say("progressSignups", { count: { kind: "count", count: missing }, reward });
    case "revenue":
      return writer.say("progressRevenue", {
        amount: { kind: "money", amountMinor: BigInt(missing), currency },
        reward,
      });
    default:
      return by satisfies never;
  }
}
