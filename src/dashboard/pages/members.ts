import { html } from "hono/html";
import { readMembers } from "../../db/queries/members.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { MEMBERS_TEXTS } from "../../i18n/dashboard/members.ts";
import { pageRoute, proved } from "../route.ts";

/** Who works for the shop, and as what. */
export const membersPage = pageRoute(
  { path: "/setup/members", may: "administer" },
  async ({ app, asker, language }) => {
    const members = proved(await readMembers(app.deps.database, asker));
    const rows = members.map(
      ({ email, role }) => html`<tr><td><bdi>${email}</bdi></td><td>${FRAME_TEXTS[role][language()]}</td></tr>`,
    );
    const title = MEMBERS_TEXTS.title[language()];
    return { title, section: "setup", main: html`<table><tbody>${rows}</tbody></table>` };
  },
);
