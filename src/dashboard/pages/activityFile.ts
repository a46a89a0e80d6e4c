import { readActivityPage } from "../../db/queries/activityPage.ts";
import { ACTION_TEXTS } from "../../i18n/dashboard/actions.ts";
import { ACTIVITY_TEXTS } from "../../i18n/dashboard/activity.ts";
import { listFile } from "../listFile.ts";
import { pageRoute, proved } from "../route.ts";
import { aboutOf, activityFilter, activityFilters, actorOf, reasonOf } from "./activity.ts";

/** What the page of activity lists, as a file. */
export const activityFile = pageRoute(
  { path: "/csv/activity", may: "seeFigures", query: activityFilters, isLong: true },
  (call) => {
    const { app, asker, query } = call;
    return listFile(call, {
      name: "activity",
      read: async (before: readonly [string, string] | null, limit) => {
        const filter = { ...activityFilter(query), before, limit };
        const read = await readActivityPage(app.deps.database, asker, filter, query.about?.trim() || null);
        return proved(read).page;
      },
      keyOf: ({ createdAt, id }) => [new Date(createdAt).toISOString(), id] as const,
      columns: (viewer) => {
        const { language } = viewer;
        return [
          { title: ACTIVITY_TEXTS.when[language], cell: ({ createdAt }) => new Date(createdAt).toISOString() },
          { title: ACTIVITY_TEXTS.what[language], cell: ({ action }) => ACTION_TEXTS[action][language] as string },
          { title: ACTIVITY_TEXTS.about[language], cell: (entry) => aboutOf(viewer, entry) },
          { title: ACTIVITY_TEXTS.who[language], cell: (entry) => actorOf(viewer, entry) },
          { title: ACTIVITY_TEXTS.reason[language], cell: (entry) => reasonOf(viewer, entry) },
        ];
      },
    });
  },
);
