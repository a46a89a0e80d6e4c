import type { PanelParticipant } from "../../db/queries/panel.ts";
import { phraseOfGrant } from "../../domain/rewardPhrase.ts";
import type { TierMeasure } from "../../domain/rules.ts";
import { recipientName } from "../../domain/rules.ts";
import type { Value } from "../../domain/statement.ts";
import { text } from "../../domain/values.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { Offered } from "../../i18n/offerText.ts";
import { ladderText } from "../../i18n/offerText.ts";
import type { ClientWriter } from "./clientWriter.ts";

/** The steps of one rule, and the way to the next. */
interface Progress {
  readonly ruleId: string;
  readonly by: TierMeasure;
  /** Null of purchases. */
  readonly position: number | null;
  readonly next: number;
  readonly message: string;
  /** What is given at first, then each step. */
  readonly steps: readonly { readonly from: number; readonly label: string; readonly reached: boolean }[];
}

/**
 * How far an advocate is from the next step of each rule's tier. Of purchases it tells only where that step begins,
 * since how much of them there was is what friends have paid. A window that rolls has no position to tell: what will
 * have left it by the next purchase is not known. Of an advocate who has reached the last step that is next.
 */
export function presentProgress(writer: ClientWriter, offered: Offered, counters: PanelParticipant["counters"]) {
  const { rules, currency } = offered;
  return rules.rewards.flatMap((rule): Progress[] => {
    const { tiers } = rule;
    if (tiers === null || typeof tiers.window !== "string" || recipientName(rule.recipient) !== "advocate") return [];
    const { by, window, steps } = tiers;
    const counter = counters.find(({ metric, period }) => metric === by && period === window);
    const position = Number(counter?.value ?? 0);
    const step = steps.find(({ from }) => from > position) ?? steps.at(-1);
    if (step === undefined) return [];
    const reward: Value = { kind: "reward", reward: phraseOfGrant(step.grant, currency) };
    const next = step.from;
    const labels = ladderText(offered, rule, writer.language);
    const ladder = [0, ...steps.map(({ from }) => from)].map((from, index) => {
      return { from, label: labels[index] ?? "", reached: from <= position };
    });
    const shown = { ruleId: rule.id, by, position: by === "revenue" ? null : position, next, steps: ladder };
    if (next <= position) return [{ ...shown, message: writer.say("progressTop", { reward }) }];
    if (by === "revenue") {
      const from: Value = { kind: "money", amountMinor: BigInt(next), currency };
      return [{ ...shown, message: writer.say("progressRevenue", { from, reward }) }];
    }
    const count: Value = { kind: "count", count: next - position };
    // A tenant's own words may still name the bare number.
    const from: Value = { kind: "count", count: next };
    const nth = text(formatsOf(writer.language).ordinal(next));
    const key = by === "signups" ? "progressSignups" : "progressConversions";
    return [{ ...shown, message: writer.say(key, { count, from, nth, reward }) }];
  });
}
