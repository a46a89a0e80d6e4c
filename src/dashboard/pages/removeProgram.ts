import { html } from "hono/html";
import * as z from "zod";
import type { ProgramRow } from "../../db/rows/program.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { REMOVAL_TEXTS } from "../../i18n/dashboard/programRemoval.ts";
import { removeProgram } from "../../usecases/programs/removeProgram.ts";
import { outcomeOf } from "../outcomes.ts";
import { card } from "../parts/card.ts";
import { confirm } from "../parts/dialog.ts";
import { programPath } from "../programFrame.ts";
import { actionRoute } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

/** Removes a program that was never published. */
export const removeProgramAction = actionRoute(
  {
    path: "/programs/{key}/remove",
    may: "changePrograms",
    params: z.strictObject({ key: programKey }),
    form: z.strictObject({}),
  },
  async ({ app, asker, params: { key, tenant } }) => {
    const removed = await removeProgram(app.deps, { asker, idempotency: null }, key);
    app.shareLinks.clear();
    // One that a colleague has removed meanwhile is gone, too.
    const outcome = outcomeOf(removed, ["program_used", "program_not_found"]);
    if (outcome.kind === "refused" && outcome.code === "program_used") {
      return { to: programPath({ tenantSlug: tenant }, key), said: "program_used" };
    }
    return { to: shopPath({ tenantSlug: tenant }, "/programs"), said: "program_removed" };
  },
);

/** The card with the button that does so, once it has asked; nothing of a program that was published. */
export function removalCard(viewer: Viewer, { key, version }: Pick<ProgramRow, "key" | "version">): Markup | "" {
  if (version > 0) return "";
  const { language } = viewer;
  const label = REMOVAL_TEXTS.remove[language];
  const button = confirm(language, {
    id: "remove",
    opener: { label, look: "danger" },
    title: REMOVAL_TEXTS.title[language],
    body: html`<p>${REMOVAL_TEXTS.text[language]}</p>`,
    confirm: { label, look: "danger" },
    action: `${programPath(viewer, key)}/remove`,
  });
  const body = html`<div class="stack"><p>${REMOVAL_TEXTS.hint[language]}</p><div class="buttons">${button}</div></div>`;
  return card({ title: label, body });
}
