import { payoutDetailsReply, presentPayoutDetails } from "../../contract/payoutDetails.ts";
import { readPayoutDetails } from "../../db/queries/payoutDetails.ts";
import { HOLD_HOURS } from "../../domain/payoutDetails.ts";
import { clearPayoutDetails, removePayoutDetails, setPayoutDetails } from "../../usecases/payees/payoutDetails.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import { clearInput, payeeParams, payoutDetailsInput } from "../schemas/payoutDetails.ts";

const of = {
  path: "/v1/participants/{externalId}/payout-details",
  tag: "Participants",
  params: payeeParams,
  problems: ["not_found"],
} as const;
const reply = (description: string) => ({ 200: { description, schema: payoutDetailsReply } });

export const putPayoutDetailsRoute = serverRoute(
  {
    ...{ ...of, id: "setPayoutDetails", method: "put", body: bodyOf(payoutDetailsInput) },
    summary: "Says where a participant is paid; the same again changes nothing",
    description:
      "They are kept sealed, and read back as the last four characters alone. An account that takes the place of another " +
      `is held for ${HOLD_HOURS} hours, and one that another participant has until you have cleared both.`,
    replies: {
      ...reply("Changed, or as they were"),
      201: { description: "They had none before", schema: payoutDetailsReply },
    },
  },
  async ({ app, asker, idempotency, params, body }) =>
    replyTo(await setPayoutDetails(app.deps, { asker, idempotency }, params, body)),
);

export const getPayoutDetailsRoute = serverRoute(
  {
    ...{ ...of, id: "getPayoutDetails", method: "get", replies: reply("As far as they are shown") },
    summary: "Where a participant is paid, as the last four characters, and whether that is held",
  },
  async ({ app, asker, params }) => {
    const read = await readPayoutDetails(app.deps.database, asker, params.externalId);
    const { participant, details } = found(read, "No participant has this externalId.");
    return { status: 200, body: presentPayoutDetails(participant, details, app.deps.clock.now()) };
  },
);

export const removePayoutDetailsRoute = serverRoute(
  {
    ...{ ...of, id: "removePayoutDetails", method: "delete", replies: reply("They have none now") },
    summary: "Removes where a participant is paid; what is set next is held as any other is that takes a place",
  },
  async ({ app, asker, idempotency, params }) =>
    replyTo(await removePayoutDetails(app.deps, { asker, idempotency }, params)),
);

export const clearPayoutDetailsRoute = serverRoute(
  {
    ...{ ...of, id: "clearPayoutDetails", method: "post", path: `${of.path}/clear`, body: bodyOf(clearInput) },
    summary: "Lets a participant be paid although another has had the same account: you have looked at it",
    replies: reply("Cleared, now or before"),
  },
  async ({ app, asker, idempotency, params, body }) =>
    replyTo(await clearPayoutDetails(app.deps, { asker, idempotency }, params, body.reason)),
);
