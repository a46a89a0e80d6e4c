import { html } from "hono/html";
import * as z from "zod";
import type { ProgramRow } from "../../db/rows/program.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { DISCARD_TEXTS } from "../../i18n/dashboard/rulesForm/discard.ts";
import { changeProgram } from "../../usecases/programs/changeProgram.ts";
import { outcomeOf } from "../outcomes.ts";
import { confirm } from "../parts/dialog.ts";
import { programPath } from "../programFrame.ts";
import { actionRoute } from "../route.ts";
import type { Viewer } from "../viewer.ts";

/** Throws the draft of a program away, where it still is the one that the viewer saw. */
export const discardDraftAction = actionRoute(
  {
    path: "/programs/{key}/discard",
    may: "changePrograms",
    params: z.strictObject({ key: programKey }),
    form: z.strictObject({ version: z.coerce.number().int().min(0).max(2_147_483_647) }),
  },
  async ({ app: { deps }, asker, params: { key, tenant }, body: { version } }) => {
    const changed = await changeProgram(deps, asker, key, { rules: null, ifDraftVersion: version });
    const outcome = outcomeOf(changed, ["draft_conflict", "not_published"]);
    const to = programPath({ tenantSlug: tenant }, key, "rules");
    if (outcome.kind === "done") return { to, said: "draft_discarded" };
    return { to, said: outcome.code === "draft_conflict" ? "draft_newer" : "program_stays" };
  },
);

/** The button that does so, once it has asked; nothing where the draft is all that there is, or where there is none. */
export function discardButton(
  viewer: Viewer,
  { key, draftRules, draftVersion, version }: Pick<ProgramRow, "key" | "draftRules" | "draftVersion" | "version">,
): Markup | "" {
  if (draftRules === null || version === 0) return "";
  const { language } = viewer;
  return confirm(language, {
    id: "discard",
    opener: { label: DISCARD_TEXTS.discard[language], look: "danger" },
    title: DISCARD_TEXTS.title[language],
    body: html`<p>${DISCARD_TEXTS.text[language]}</p>`,
    confirm: { label: DISCARD_TEXTS.discard[language], look: "danger" },
    action: `${programPath(viewer, key)}/discard`,
    fields: { version: String(draftVersion) },
  });
}
