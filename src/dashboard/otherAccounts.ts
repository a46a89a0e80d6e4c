import { html } from "hono/html";
import type { OtherAccount } from "../db/queries/otherAccounts.ts";
import type { NamedPerson, PersonPage } from "../db/queries/peoplePages.ts";
import type { Markup } from "../http/pages/layout.ts";
import { MERGE_TEXTS } from "../i18n/dashboard/merge.ts";
import { PEOPLE_TEXTS } from "../i18n/dashboard/people.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { mergePath } from "./mergeView.ts";
import { linkButton } from "./parts/button.ts";
import { card } from "./parts/card.ts";
import type { Column } from "./parts/table.ts";
import { table } from "./parts/table.ts";
import { personName } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** Who has an e-mail or a phone of a person; nothing where no one has, or where the viewer may not see people. */
export function otherAccounts(viewer: Viewer, { person: own, accounts }: PersonPage): Markup {
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
      merging(viewer, own.id),
    ],
  });
  return card({ title, body, isFlush: true });
}

/** To the page that says what would move; which of the two stays is chosen there. */
function merging(viewer: Viewer, id: string): Column<OtherAccount<NamedPerson>> {
  const label = MERGE_TEXTS.merge[viewer.language];
  return {
    ...{ title: label, hasUnseenTitle: true, kind: "number" },
    cell: ({ person }) => linkButton({ href: mergePath(viewer, id, person.externalId), label, look: "quiet" }),
  };
}
