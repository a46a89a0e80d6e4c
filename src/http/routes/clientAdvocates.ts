import { issueCode } from "../../usecases/codes/issueCode.ts";
import { applyToProgram } from "../../usecases/people/applyToProgram.ts";
import { participantRoute } from "../client/clientRoute.ts";
import { clientWriter } from "../client/clientWriter.ts";
import { presentIneligibility } from "../client/presentIneligibility.ts";
import { bodyOf } from "../endpoint.ts";
import { replyTo } from "../replies/writeReply.ts";
import { clientApplicationInput, clientApplicationReply, vanityInput, vanityReply } from "../schemas/client.ts";

const tag = "Browsers";

export const clientVanityRoute = participantRoute(
  {
    id: "chooseOwnCode",
    method: "post",
    path: "/v1/client/vanity",
    // It tells which words are taken, but each that is free is theirs for good, and they have room for few.
    summary:
      "Gives the participant a code of their own choice beside the one they have; a taken one is 409. Where they chose " +
      "one before, that goes on working",
    tag,
    body: bodyOf(vanityInput),
    problems: [
      "code_taken",
      "code_unfit",
      "not_eligible",
      "participant_blocked",
      "participant_is_guest",
      "program_not_found",
      "too_many_codes",
    ],
    replies: {
      200: { description: "They have it already", schema: vanityReply },
      201: { description: "It is theirs now", schema: vanityReply },
    },
  },
  async ({ app, asker, participant, body, baseUrl }) => {
    const request = { asker, idempotency: null };
    const reply = replyTo(await issueCode(app.deps, request, { ...body, participant }, baseUrl));
    if (reply.status === 201) app.shareLinks.forgetUnknown();
    const { code, vanity, shareUrl } = reply.body as { code: string; vanity: string | null; shareUrl: string };
    return { status: reply.status, body: { code, vanity, shareUrl } };
  },
);

const INELIGIBILITY_OF = { applied: "application_pending", refused: "application_refused", approved: null } as const;

export const clientApplicationRoute = participantRoute(
  {
    id: "applyFromBrowser",
    method: "post",
    path: "/v1/client/applications",
    summary: "Applies for the participant to be an advocate; a repeat answers what became of their application",
    tag,
    body: bodyOf(clientApplicationInput),
    problems: ["participant_is_guest", "program_not_found"],
    replies: {
      200: { description: "They have applied before", schema: clientApplicationReply },
      201: { description: "They have applied now", schema: clientApplicationReply },
    },
  },
  async ({ app, asker, participant, body, language }) => {
    const request = { asker, idempotency: null };
    const reply = replyTo(await applyToProgram(app.deps, request, { program: body.program, participant }));
    const { status } = reply.body as { status: keyof typeof INELIGIBILITY_OF };
    const writer = clientWriter(await language(), { timezone: "UTC", texts: null });
    return {
      status: reply.status,
      body: {
        standing: presentIneligibility(writer, INELIGIBILITY_OF[status], {
          program: null,
          lapse: null,
          currency: "",
          now: app.deps.clock.now(),
        }),
      },
    };
  },
);
