import { html } from "hono/html";
import * as z from "zod";
import type { PersonPage, PersonReferral } from "../../db/queries/peoplePages.ts";
import { readPersonPage } from "../../db/queries/peoplePages.ts";
import type { ExplanationRows } from "../../db/rows/explanation.ts";
import { isLiveReferral } from "../../domain/attribution.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { externalId } from "../../http/schemas/texts.ts";
import { PEOPLE_TEXTS } from "../../i18n/dashboard/people.ts";
import { PERSON_TEXTS } from "../../i18n/dashboard/person.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { daysOf } from "../days.ts";
import { queryOf } from "../listQuery.ts";
import { otherAccounts } from "../otherAccounts.ts";
import { PageError } from "../pageReply.ts";
import type { Tone } from "../parts/badge.ts";
import { badge } from "../parts/badge.ts";
import { linkButton } from "../parts/button.ts";
import { card, figures } from "../parts/card.ts";
import { table } from "../parts/table.ts";
import { byHandLink, personActions, unitAmount, unitName } from "../personActions.ts";
import { personNames } from "../personNames.ts";
import { personPayee } from "../personPayee.ts";
import { personDebts, personPayouts } from "../personPayouts.ts";
import { maskedText, personEmail, personName, personPhone } from "../persons.ts";
import { timelineOf } from "../personTimeline.ts";
import { personWallet } from "../personWallet.ts";
import { reassignLink } from "../reassignForm.ts";
import { pageRoute, proved } from "../route.ts";
import { storyOf } from "../story.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

/** Everything about one person: what they share, whom they brought, what they have, and why. */
export const personPage = pageRoute(
  {
    ...{ path: "/people/{id}", may: "seeFigures" },
    params: z.object({ id: externalId }),
    query: z.object({ referral: externalId.optional() }),
  },
  async ({ app, asker, params, query, viewer: look }) => {
    const read = await readPersonPage(
      app.deps.database,
      asker,
      params.id,
      query.referral ?? null,
      app.deps.clock.now(),
    );
    const page = proved(read);
    if (page === null) throw new PageError("notFound");
    const viewer = look();
    const { language } = viewer;
    const { person, story } = page;
    const name = personName(viewer, person);
    const why =
      story === null
        ? ""
        : card({
            ...{ id: "story", title: PERSON_TEXTS.explanation[language], action: storyAction(viewer, story) },
            body: storyOf(viewer, story, app.deps.clock.now()),
          });
    const main = html`${blockNote(viewer, page)}${numbers(viewer, page)}<div class="columns">${details(viewer, page)}${codes(viewer, page)}</div>${personWallet(viewer, page)}${personDebts(viewer, page, () => app.deps.ids.secret(16))}${personPayouts(viewer, page)}${personPayee(viewer, page, app.deps.clock.now())}${personNames(viewer, page)}${otherAccounts(viewer, page)}${friends(viewer, page)}${advocates(viewer, page)}${why}${timelineOf(viewer, page.happenings)}`;
    return {
      ...{ title: name, section: "people" as const, main },
      back: { href: shopPath(viewer, "/people"), label: PEOPLE_TEXTS.title[language] },
      ...(person.blockedAt === null ? {} : { badge: badge(PEOPLE_TEXTS.blocked[language], "bad") }),
      actions: viewerMay(viewer, "handleCases") ? personActions(viewer, page, app.deps.ids.secret(16)) : html``,
    };
  },
);

/** To another advocate goes a referral that is someone's, and of no single order. */
function storyAction(viewer: Viewer, { referral }: ExplanationRows): Markup {
  const isMovable = isLiveReferral(referral.status) && referral.orderId === null;
  return isMovable && viewerMay(viewer, "handleCases") ? reassignLink(viewer, referral.id) : html``;
}

function blockNote(viewer: Viewer, { person }: PersonPage): Markup {
  if (person.blockedAt === null) return html``;
  const formats = formatsOf(viewer.language);
  const text = fillText(formats, PERSON_TEXTS.blockedSince[viewer.language], {
    day: daysOf(viewer).day(person.blockedAt),
    reason: formats.words(maskedText(viewer, person.blockedReason ?? "")),
  });
  return html`<p class="note">${text}</p>`;
}

/** What their sharing came to, and what they have of each unit. */
function numbers(viewer: Viewer, { person, paysForClicks }: PersonPage): Markup {
  const { language } = viewer;
  const { number } = formatsOf(language);
  const rewards = shopPath(viewer, `/rewards${queryOf({ person: person.id })}`);
  const units = person.balances.map(({ unit, available, pending }) => ({
    label: unitName(language, unit),
    value: unitAmount(language, unit, available),
    note: `${PEOPLE_TEXTS.pending[language]}: ${unitAmount(language, unit, pending)}`,
    href: rewards,
  }));
  return figures([
    {
      label: PERSON_TEXTS.clicks[language],
      value: number(person.clicks),
      // Else it looks as if rewards were missing.
      ...(paysForClicks && person.clicks > 0 ? { note: PERSON_TEXTS.paidClicks[language] } : {}),
    },
    { label: PERSON_TEXTS.friends[language], value: number(person.signups) },
    { label: PERSON_TEXTS.bought[language], value: number(person.conversions) },
    ...units,
  ]);
}

function details(viewer: Viewer, { person }: PersonPage): Markup {
  const { language } = viewer;
  const rows: readonly (readonly [label: string, value: string | null])[] = [
    [PEOPLE_TEXTS.id[language], maskedText(viewer, person.externalId)],
    [PEOPLE_TEXTS.email[language], personEmail(viewer, person)],
    [PEOPLE_TEXTS.phone[language], personPhone(viewer, person)],
    [PERSON_TEXTS.mayBeNamed[language], person.mayBeNamed ? PERSON_TEXTS.agreed[language] : null],
    [PERSON_TEXTS.account[language], person.guest ? PERSON_TEXTS.guest[language] : null],
    [PERSON_TEXTS.country[language], person.country],
    [PERSON_TEXTS.segments[language], person.segments.length === 0 ? null : person.segments.join(", ")],
    [PERSON_TEXTS.customerSince[language], person.customerSince && daysOf(viewer).day(person.customerSince)],
    [PERSON_TEXTS.knownSince[language], daysOf(viewer).day(person.createdAt)],
  ];
  const shown = rows.flatMap(([label, value]) =>
    value === null ? [] : [html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`],
  );
  return card({ title: PERSON_TEXTS.details[language], body: html`<dl class="facts">${shown}</dl>` });
}

function codes(viewer: Viewer, { person }: PersonPage): Markup {
  const { language } = viewer;
  const title = PERSON_TEXTS.codes[language];
  if (person.codes.length === 0) return card({ title, body: html`<p>${PERSON_TEXTS.noCodes[language]}</p>` });
  const body = table({
    caption: title,
    rows: person.codes,
    href: ({ code }) => shopPath(viewer, `/codes/${code}`),
    columns: [
      { title: PERSON_TEXTS.code[language], cell: ({ code }) => html`<bdi>${code}</bdi>` },
      {
        title: PERSON_TEXTS.vanity[language],
        cell: ({ vanity }) => (vanity === null ? "" : html`<bdi>${vanity}</bdi>`),
      },
      { title: PERSON_TEXTS.program[language], cell: ({ program }) => html`<bdi>${program}</bdi>` },
    ],
  });
  return card({ title, body, isFlush: true });
}

function friends(viewer: Viewer, { person, friends: all }: PersonPage): Markup {
  const { language } = viewer;
  const title = PERSON_TEXTS.broughtFriends[language];
  const action = linkButton({
    href: shopPath(viewer, `/rewards${queryOf({ person: person.id })}`),
    label: PERSON_TEXTS.personsRewards[language],
    look: "quiet",
  });
  if (all.length === 0) return card({ title, action, body: html`<p>${PERSON_TEXTS.noFriends[language]}</p>` });
  return card({ title, action, body: referrals(viewer, person.id, title, all), isFlush: true });
}

function advocates(viewer: Viewer, { person, advocates: all }: PersonPage): Markup {
  const { language } = viewer;
  const title = PERSON_TEXTS.cameAs[language];
  const action = viewerMay(viewer, "handleCases") ? byHandLink(viewer, person.id) : html``;
  if (all.length === 0) return card({ title, action, body: html`<p>${PERSON_TEXTS.notReferred[language]}</p>` });
  return card({ title, action, body: referrals(viewer, person.id, title, all), isFlush: true });
}

const TONES = { attributed: "plain", converted: "good", rejected: "bad" } as const satisfies Record<string, Tone>;

function referrals(viewer: Viewer, id: string, caption: string, rows: readonly PersonReferral[]): Markup {
  const { language } = viewer;
  return table({
    caption,
    rows,
    href: ({ other }) => (other === null ? null : shopPath(viewer, `/people/${other.id}`)),
    columns: [
      {
        title: PEOPLE_TEXTS.name[language],
        cell: ({ other }) =>
          html`<bdi>${other === null ? PERSON_TEXTS.unknownAdvocate[language] : personName(viewer, other)}</bdi>`,
      },
      { title: PERSON_TEXTS.program[language], cell: ({ program }) => html`<bdi>${program}</bdi>` },
      {
        title: PERSON_TEXTS.state[language],
        onPhone: "end",
        cell: ({ status }) => badge(PERSON_TEXTS[status][language], TONES[status]),
      },
      { title: PERSON_TEXTS.date[language], kind: "number", cell: ({ at }) => daysOf(viewer).day(at) },
      {
        ...{ title: PERSON_TEXTS.explanation[language], hasUnseenTitle: true, kind: "number" as const },
        cell: (row) =>
          linkButton({
            href: shopPath(viewer, `/people/${id}${queryOf({ referral: row.id })}#story`),
            label: PERSON_TEXTS.whyLink[language],
            look: "quiet",
          }),
      },
    ],
  });
}
