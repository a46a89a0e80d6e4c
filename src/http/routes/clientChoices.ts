import type { RewardPhrase } from "../../domain/rewardPhrase.ts";
import { phraseOfReward } from "../../domain/rewardPhrase.ts";
import { chooseReward } from "../../usecases/rewards/chooseReward.ts";
import { participantRoute } from "../client/clientRoute.ts";
import { clientWriter } from "../client/clientWriter.ts";
import { bodyOf } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { clientChoiceInput, clientChoiceReply } from "../schemas/client.ts";

/** What a choice came to, before it is told. */
interface Taken {
  readonly rewardId: string;
  readonly phrase: RewardPhrase;
}

export const clientChoiceRoute = participantRoute(
  {
    id: "takeOption",
    method: "post",
    path: "/v1/client/choices",
    summary: "Takes one of the options of a choice that is the participant's own; the same again changes nothing",
    tag: "Browsers",
    body: bodyOf(clientChoiceInput),
    problems: ["choice_over", "choice_taken", "no_choice", "not_found", "option_gone", "reward_state"],
    replies: { 200: { description: "It is theirs", schema: clientChoiceReply } },
  },
  async ({ app, asker, body, language }) => {
    // A browser has no Idempotency-Key: the body is what is made here, and no stored one.
    const outcome = await chooseReward(app.deps, { asker, idempotency: null }, body, (reward, { currency }) => {
      return { rewardId: reward.id, phrase: phraseOfReward(reward, reward.amountMinor, currency) } satisfies Taken;
    });
    const reply = replyTo(outcome);
    const { rewardId, phrase } = reply.body as Taken;
    const writer = clientWriter(await language(), { timezone: "UTC", texts: null });
    const message = writer.say("choiceMade", { reward: { kind: "reward", reward: phrase } });
    return { ...reply, body: { rewardId, message } };
  },
);
