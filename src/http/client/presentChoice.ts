import type { RewardJson } from "../../db/rows/reward.ts";
import { parseReward } from "../../db/rows/reward.ts";
import { openUntil } from "../../domain/choices.ts";
import { phraseOfReward } from "../../domain/rewardPhrase.ts";
import { unitOf } from "../../domain/rules.ts";
import type { ClientWriter } from "./clientWriter.ts";

/**
 * The JSON of a reward of which its participant may take an option, or nothing where none is open any more. Options
 * are named by their places, so one that a refund has left nothing of stays among them and is told as gone.
 */
export function presentChoice(writer: ClientWriter, row: RewardJson, currency: string) {
  const reward = parseReward(row);
  const until = openUntil(reward);
  if (until === null || reward.choice === null) return [];
  const { options } = reward.choice;
  return [
    {
      rewardId: reward.id,
      message: writer.say("choiceUntil", { day: { kind: "day", at: until } }),
      options: options.map(({ grant, grantedMinor, amountMinor }) => {
        const phrase = phraseOfReward({ unit: unitOf(grant, currency), grant }, amountMinor ?? grantedMinor, currency);
        return writer.value({ kind: "reward", reward: phrase });
      }),
      gone: options.flatMap(({ amountMinor }, index) => (amountMinor === null ? [index] : [])),
    },
  ];
}
