import { participantRoute } from "../client/clientRoute.ts";
import { presentRedemption } from "../client/presentRedemption.ts";
import { bodyOf } from "../endpoint.ts";
import { badKey } from "../request/authentication.ts";
import { redemptionInput, redemptionReply } from "../schemas/client.ts";

export const clientRedemptionRoute = participantRoute(
  {
    id: "redeemCode",
    method: "post",
    path: "/v1/client/redemptions",
    summary: "Redeems a code or clicks for the participant, at their signup or later; the same again changes nothing",
    tag: "Browsers",
    body: bodyOf(redemptionInput),
    problems: ["event_conflict", "program_not_found", "too_many_decisions", "unknown_code"],
    replies: { 200: { description: "What became of it", schema: redemptionReply } },
    tellsCodes: true,
  },
  async ({ app, asker, participant, body, limits, language, localeOf }) => {
    const { program = null, code, codeEntered, clickIds, channel } = body;
    // The page can't say when it happened: a browser's word for a time is worth nothing.
    const signup = {
      type: "signup",
      participant,
      program,
      code,
      codeEntered,
      clickIds,
      channel,
      occurredAt: null,
    } as const;
    const reply = await app.deps.processEvents({ asker, events: [signup], idempotency: null });
    if (reply.kind !== "done") throw badKey();
    const failed = () => limits.codeFailed(asker.credential.tenantId, participant.externalId);
    const own = await language();
    const spoken = { language: own, locale: localeOf(own) };
    return { status: 200, body: await presentRedemption(reply.replies[0], code, spoken, failed) };
  },
);
