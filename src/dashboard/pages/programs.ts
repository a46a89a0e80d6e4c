import { html } from "hono/html";
import type { ProgramOverview } from "../../db/queries/programOverview.ts";
import { readProgramOverviews } from "../../db/queries/programPages.ts";
import { budgetLeft } from "../../domain/attention.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { wholeMoney } from "../../i18n/dashboard/amounts.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { HOME_TEXTS } from "../../i18n/dashboard/home.ts";
import { PROGRAM_TEXTS } from "../../i18n/dashboard/programs.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { stateOf } from "../attentionList.ts";
import type { PageView } from "../page.ts";
import { linkButton } from "../parts/button.ts";
import { unknown } from "../parts/card.ts";
import { empty } from "../parts/empty.ts";
import type { Column } from "../parts/table.ts";
import { table } from "../parts/table.ts";
import { programPath, statusBadge } from "../programFrame.ts";
import { pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

/** Every program of the shop, and how it goes. */
export const programsPage = pageRoute(
  { path: "/programs", may: "seeFigures" },
  async ({ app: { deps }, asker, viewer }) => {
    const now = deps.clock.now().toISOString();
    const programs = proved(await readProgramOverviews(deps.database, asker, now));
    return programsView(viewer(), programs);
  },
);

function programsView(viewer: Viewer, programs: readonly ProgramOverview[]): PageView {
  const { language } = viewer;
  const title = FRAME_TEXTS.programs[language];
  const mayMake = viewerMay(viewer, "changePrograms");
  const href = shopPath(viewer, "/new-program");
  if (programs.length === 0) {
    const action = mayMake ? linkButton({ href, label: HOME_TEXTS.chooseRecipe[language], look: "primary" }) : html``;
    const main = empty({ icon: "gift", text: HOME_TEXTS.noProgram[language], action });
    return { title, section: "programs", main: html`<section class="card">${main}</section>` };
  }
  const actions = mayMake
    ? linkButton({ href, label: PROGRAM_TEXTS.newProgram[language], icon: "plus", look: "primary" })
    : html``;
  const rows = table<ProgramOverview>({
    caption: title,
    rows: programs,
    href: ({ key }) => programPath(viewer, key),
    columns: columnsFor(viewer),
  });
  return { title, section: "programs", actions, main: html`<section class="card flush">${rows}</section>` };
}

function columnsFor({ language }: Viewer): readonly Column<ProgramOverview>[] {
  const { number } = formatsOf(language);
  return [
    { title: PROGRAM_TEXTS.name[language], cell: ({ name }) => html`<bdi>${name}</bdi>` },
    { title: PROGRAM_TEXTS.status[language], onPhone: "end", cell: (program) => statusBadge(language, program) },
    {
      title: PROGRAM_TEXTS.version[language],
      kind: "number",
      cell: ({ version }) => (version === 0 ? unknown(PROGRAM_TEXTS.neverPublished[language]) : number(version)),
    },
    {
      title: PROGRAM_TEXTS.recentConversions[language],
      kind: "number",
      cell: ({ recentConversions }) => number(recentConversions),
    },
    {
      title: PROGRAM_TEXTS.recentCost[language],
      kind: "number",
      cell: ({ recentCost, currency }) => wholeMoney(language, BigInt(recentCost), currency),
    },
    { title: PROGRAM_TEXTS.budgetLeft[language], kind: "number", cell: (program) => budgetText(language, program) },
  ];
}

/** What is left of a program's budget; where nothing limits it, it says so. */
export function budgetText(language: Viewer["language"], program: ProgramOverview): Markup {
  const left = budgetLeft(stateOf(program));
  return left === null
    ? unknown(PROGRAM_TEXTS.noBudget[language])
    : html`${wholeMoney(language, left, program.currency)}`;
}
