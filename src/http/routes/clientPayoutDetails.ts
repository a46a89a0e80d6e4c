import type * as z from "zod";
import type { PayoutDetailsReply } from "../../contract/payoutDetails.ts";
import { presentPayoutDetails } from "../../contract/payoutDetails.ts";
import { readPayoutDetails } from "../../db/queries/payoutDetails.ts";
import { removePayoutDetails, setPayoutDetails } from "../../usecases/payees/payoutDetails.ts";
import { participantRoute } from "../client/clientRoute.ts";
import { bodyOf } from "../endpoint.ts";
import { authorized, replyTo } from "../replies/writeReply.ts";
import { clientPayoutDetailsReply, payoutDetailsInput } from "../schemas/payoutDetails.ts";

const of = { path: "/v1/client/payout-details", tag: "Browsers" } as const;
const reply = (description: string) => ({ 200: { description, schema: clientPayoutDetailsReply } });

export const openPayoutDetailsRoute = participantRoute(
  {
    ...{ ...of, id: "openPayoutDetails", method: "get", replies: reply("As far as they are shown") },
    summary: "Where the participant is paid, as the last four characters",
  },
  async ({ app, asker, participant }) => {
    const read = authorized(await readPayoutDetails(app.deps.database, asker, participant.externalId));
    return { status: 200, body: own(presentPayoutDetails("", read?.details ?? null, app.deps.clock.now())) };
  },
);

export const setOwnPayoutDetailsRoute = participantRoute(
  {
    ...{ ...of, id: "setOwnPayoutDetails", method: "post", body: bodyOf(payoutDetailsInput), problems: ["not_found"] },
    summary: "Says where the participant is paid; the same again changes nothing",
    replies: {
      ...reply("Changed, or as they were"),
      201: { description: "They had none before", schema: clientPayoutDetailsReply },
    },
  },
  async ({ app, asker, participant: { externalId }, body }) => {
    const answer = replyTo(await setPayoutDetails(app.deps, { asker, idempotency: null }, { externalId }, body));
    return { ...answer, body: own(answer.body as PayoutDetailsReply) };
  },
);

export const removeOwnPayoutDetailsRoute = participantRoute(
  {
    ...{ ...of, id: "removeOwnPayoutDetails", method: "delete", problems: ["not_found"] },
    summary: "Removes where the participant is paid",
    replies: reply("They have none now"),
  },
  async ({ app, asker, participant: { externalId } }) => {
    const answer = replyTo(await removePayoutDetails(app.deps, { asker, idempotency: null }, { externalId }));
    return { ...answer, body: own(answer.body as PayoutDetailsReply) };
  },
);

/** A participant is not told that another one has the account. */
function own({ details }: PayoutDetailsReply): z.output<typeof clientPayoutDetailsReply> {
  if (details === null) return { details };
  const { sameAccount: _, ...shown } = details;
  return { details: shown };
}
