import { html } from "hono/html";
import type { SetupProgress } from "../../db/queries/setup.ts";
import { readSetupProgress } from "../../db/queries/setup.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { SETUP_TEXTS } from "../../i18n/dashboard/setup.ts";
import { badge } from "../parts/badge.ts";
import { card } from "../parts/card.ts";
import { table } from "../parts/table.ts";
import { pageRoute, proved } from "../route.ts";
import { setupFrame, setupPath } from "../setupFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

/** Each thing that a shop needs, in the order in which it is usually done, with the page where it is. */
const STEPS = [
  { step: "published", href: (viewer: Viewer) => shopPath(viewer, "/programs") },
  { step: "secretKey", href: (viewer: Viewer) => setupPath(viewer, "keys") },
  { step: "publishableKey", href: (viewer: Viewer) => setupPath(viewer, "keys") },
  { step: "origins", href: (viewer: Viewer) => setupPath(viewer, "shop") },
  { step: "firstCode", href: (viewer: Viewer) => shopPath(viewer, "/codes") },
  { step: "firstEvent", href: (viewer: Viewer) => setupPath(viewer, "feed") },
] as const satisfies readonly { step: keyof SetupProgress; href: (viewer: Viewer) => string | null }[];

/** How far a shop is with what it needs, each thing with the way to it. */
export const setupPage = pageRoute({ path: "/setup", may: "seeFigures" }, async ({ app, asker, viewer }) => {
  const progress = proved(await readSetupProgress(app.deps.database, asker));
  const { frame, tabs } = setupFrame(viewer(), "overview");
  const { language } = viewer();
  const list = stepsTable(viewer(), progress);
  return { ...frame, main: html`${tabs}${card({ title: SETUP_TEXTS.steps[language], body: list, isFlush: true })}` };
});

function stepsTable(viewer: Viewer, progress: SetupProgress): Markup {
  const { language } = viewer;
  return table<(typeof STEPS)[number]>({
    caption: SETUP_TEXTS.steps[language],
    rows: STEPS,
    href: ({ href }) => href(viewer),
    columns: [
      { title: SETUP_TEXTS.step[language], cell: ({ step }) => SETUP_TEXTS[step][language] },
      {
        ...{ title: SETUP_TEXTS.done[language], hasUnseenTitle: true, onPhone: "end" },
        cell: ({ step }) =>
          progress[step] ? badge(SETUP_TEXTS.done[language], "good") : badge(SETUP_TEXTS.toDo[language], "notice"),
      },
    ],
  });
}
