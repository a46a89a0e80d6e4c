import { html } from "hono/html";
import type { PersonPage } from "../db/queries/peoplePages.ts";
import type { Markup } from "../http/pages/layout.ts";
import { PEOPLE_TEXTS } from "../i18n/dashboard/people.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { card } from "./parts/card.ts";
import { table } from "./parts/table.ts";
import { personName } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** Who has an e-mail or a phone of a person; nothing where no one has, or where the viewer may not see people. */
export function otherAccounts(viewer: Viewer, { accounts }: Pick<PersonPage, "accounts">): Markup {
  if (accounts.length === 0) return html``;
  const { language } = viewer;
  const title = PERSON_TEXTS.sameContact[language];
  const body = table({
    caption: title,
    rows: accounts,
    href: ({ person }) => shopPath(viewer, `/people/${person.id}`),
    columns: [
      { title: PEOPLE_TEXTS.name[language], cell: ({ person }) => html`<bdi>${personName(viewer, person)}</bdi>` },
      {
        ...{ title, hasUnseenTitle: true },
        cell: ({ kinds }) => kinds.map((kind) => PEOPLE_TEXTS[kind][language] as string).join(", "),
      },
    ],
  });
  return card({ title, body, isFlush: true });
}
