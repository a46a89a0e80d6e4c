import * as z from "zod";
import { openPanel } from "../../usecases/people/openPanel.ts";
import { clientRoute } from "../client/clientRoute.ts";
import { presentPanel } from "../client/presentPanel.ts";
import { ProblemError } from "../replies/problem.ts";
import { badKey } from "../request/authentication.ts";
import { panelReply } from "../schemas/client.ts";
import { programKey } from "../schemas/texts.ts";

export const clientPanelRoute = clientRoute(
  {
    id: "openPanel",
    method: "get",
    path: "/v1/client/panel",
    summary:
      "What the panel shows: with a publishable key the offer, with a participant's token their link, friends and " +
      "rewards too. A participant who may be an advocate and has no code yet is given one",
    tag: "Browsers",
    query: z.strictObject({
      program: programKey.optional().meta({ description: "May be left out where one program is active" }),
    }),
    problems: ["program_not_found", "program_required"],
    replies: { 200: { description: "The panel", schema: panelReply } },
  },
  async ({ app, asker, participant, query, baseUrl, language: languageOf, localeOf }) => {
    const asked = { program: query.program ?? null, participant };
    const outcome = await openPanel(app.deps, asker, asked, baseUrl);
    if (outcome.kind === "unauthorized") throw badKey();
    if (outcome.kind === "refused") throw new ProblemError(outcome.code, outcome.detail);
    // A visitor who tried the link before it existed must not keep it from working now.
    if (outcome.panel.isNewCode) app.shareLinks.forgetUnknown();
    const language = await languageOf();
    const setting = {
      language,
      locale: localeOf(language),
      baseUrl,
      now: app.deps.clock.now(),
      isSignedIn: participant !== null,
    };
    return { status: 200, body: presentPanel(outcome.panel, setting) };
  },
);
