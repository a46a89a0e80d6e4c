import { html } from "hono/html";
import type { MovedThings } from "../db/rows/merged.ts";
import type { MergeHindrance } from "../domain/aliases.ts";
import { MAX_ALIASES, MAX_MERGED } from "../domain/aliases.ts";
import type { Markup } from "../http/pages/layout.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { MERGE_HINDRANCES, MERGE_TEXTS } from "../i18n/dashboard/merge.ts";
import { PEOPLE_TEXTS } from "../i18n/dashboard/people.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { REWARD_STATUS_NAMES } from "../i18n/dashboard/rewardCases.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { ProgramNames } from "../usecases/people/lookAtMerge.ts";
import type { LookedReferral, MergeLook, MergeParty, RewardSum } from "../usecases/people/mergeLook.ts";
import { broughtOf, goingOf } from "../usecases/people/mergeLook.ts";
import { badge } from "./parts/badge.ts";
import { linkButton } from "./parts/button.ts";
import { card } from "./parts/card.ts";
import { table } from "./parts/table.ts";
import { unitAmount, unitName } from "./personActions.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** What a merge moves, in words and amounts: before it is done, and after. */

/** So many of a list are named; the others are counted. */
const MOST_NAMED = 10;

type Fact = readonly [label: string, value: string];

/**
 * Where the page is that merges a participant with another.
 *
 * @param id of the one who stays
 * @param name of the one who becomes another name, as the shop writes it
 */
export function mergePath(viewer: Pick<Viewer, "tenantSlug">, id: string, name: string): string {
  return shopPath(viewer, `/people/${encodeURIComponent(id)}/merge/${encodeURIComponent(name)}`);
}

/** Cards of everything that would move, which referrals stay and end, and what is earned by it. */
export function lookCards(viewer: Viewer, look: MergeLook, programs: ProgramNames): Markup {
  const { language } = viewer;
  const { kept, merged, moved, brought, going } = look;
  const swap = linkButton({
    ...{ href: mergePath(viewer, merged.id, kept.externalId), label: MERGE_TEXTS.swap[language], look: "quiet" },
  });
  const who: Fact[] = [
    [MERGE_TEXTS.stays[language], partyName(kept)],
    [MERGE_TEXTS.becomes[language], partyName(merged)],
  ];
  const parts = movedFacts(
    viewer,
    moved,
    { brought, going },
    { programs, kept: kept.externalId, merged: merged.externalId },
  );
  const nothing = parts.length === 0 ? html`<p>${MERGE_TEXTS.nothing[language]}</p>` : "";
  return html`${card({ title: MERGE_TEXTS.moves[language], action: swap, body: html`${facts([...who, ...parts])}${nothing}` })}${referrals(viewer, look.asFriend, programs)}${rewardsCard(viewer, "endedRewards", "endedText", look.ended)}${rewardsCard(viewer, "granted", "grantedText", look.granted)}`;
}

/** What moved, as it is kept with the merge. */
export function movedCard(
  viewer: Viewer,
  {
    kept,
    name,
    moved,
    programs,
  }: { readonly kept: MergeParty; readonly name: string; readonly moved: MovedThings; readonly programs: ProgramNames },
): Markup {
  const { language } = viewer;
  const { number } = formatsOf(language);
  const asFriend = moved.referrals.filter(({ as, ended }) => as === "friend" && !ended).length;
  const ended = moved.referrals.filter((referral) => referral.ended).length;
  const sums = { brought: broughtOf(moved), going: goingOf(moved) };
  const parts: Fact[] = [
    ...movedFacts(viewer, moved, sums, { programs, kept: kept.externalId, merged: name }),
    ...counted(MERGE_TEXTS.friendOf[language], asFriend, number),
    ...counted(MERGE_TEXTS.endedReferrals[language], ended, number),
    ...counted(MERGE_TEXTS.endedRewards[language], moved.rewards.length - countOf(sums.going), number),
    ...counted(MERGE_TEXTS.granted[language], moved.granted.length, number),
  ];
  const who: Fact[] = [
    [MERGE_TEXTS.stays[language], partyName(kept)],
    [MERGE_TEXTS.becomes[language], name],
  ];
  const nothing = parts.length === 0 ? html`<p>${MERGE_TEXTS.nothing[language]}</p>` : "";
  return card({ title: MERGE_TEXTS.moved[language], body: html`${facts([...who, ...parts])}${nothing}` });
}

/** Why two can't be merged, in words. */
export function hindranceText({ language }: Viewer, by: MergeHindrance): string {
  const formats = formatsOf(language);
  const max = by === "merge_too_large" ? MAX_MERGED : MAX_ALIASES;
  return fillText(formats, MERGE_HINDRANCES[by][language], { max: formats.number(max) });
}

function partyName({ externalId, name }: MergeParty): string {
  return name === null ? externalId : `${name} (${externalId})`;
}

function facts(rows: readonly Fact[]): Markup {
  return html`<dl class="facts">${rows.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>`;
}

function counted(label: string, count: number, number: (count: number) => string): Fact[] {
  return count === 0 ? [] : [[label, number(count)]];
}

function countOf(sums: readonly RewardSum[]): number {
  return sums.reduce((sum, { count }) => sum + count, 0);
}

interface Around {
  readonly programs: ProgramNames;
  readonly kept: string;
  readonly merged: string;
}

function movedFacts(
  viewer: Viewer,
  {
    profile,
    codes,
    orders,
    balances,
    applications,
    spends = [],
    payouts = [],
    payoutDetails = null,
  }: MergeLook["moved"],
  { brought, going }: Pick<MergeLook, "brought" | "going">,
  { programs, kept, merged }: Around,
): Fact[] {
  const { language } = viewer;
  const formats = formatsOf(language);
  const say = (name: keyof typeof MERGE_TEXTS, values: Readonly<Record<string, string>>) =>
    fillText(formats, MERGE_TEXTS[name][language], values);
  const written = codes.map(({ code }) => code);
  const inBalances = balances.flatMap(({ unit, availableMinor, pendingMinor }): Fact[] => {
    const values = { unit: unitName(language, unit) };
    return [
      ...amount(viewer, say("balance", values), unit, availableMinor),
      ...amount(viewer, say("onHold", values), unit, pendingMinor),
    ];
  });
  return [
    ...(codes.length === 0 ? [] : [[PERSON_TEXTS.codes[language], someOf(viewer, written)] as const]),
    ...counted(MERGE_TEXTS.brought[language], brought, formats.number),
    ...counted(MERGE_TEXTS.orders[language], orders.length, formats.number),
    ...rewardFacts(viewer, going),
    ...inBalances,
    ...counted(MERGE_TEXTS.spends[language], spends.length, formats.number),
    ...counted(FRAME_TEXTS.payouts[language], payouts.length, formats.number),
    ...(payoutDetails === null
      ? []
      : [
          [
            MERGE_TEXTS.payoutDetails[language],
            say(payoutDetails === "kept" ? "accountOf" : "accountHeld", {
              name: formats.words(payoutDetails === "kept" ? kept : merged),
            }),
          ] as const,
        ]),
    ...applications.slice(0, MOST_NAMED).map(({ program, stands }): Fact => {
      const name = formats.words(stands === "kept" ? kept : merged);
      return [say("application", { program: formats.words(programs[program] ?? program) }), say("stands", { name })];
    }),
    ...(profile.length === 0
      ? []
      : [[MERGE_TEXTS.profile[language], profile.map((field) => fieldName(viewer, field)).join(", ")] as const]),
  ];
}

function amount({ language }: Viewer, label: string, unit: string, amountMinor: number): Fact[] {
  return amountMinor === 0 ? [] : [[label, unitAmount(language, unit, String(amountMinor))]];
}

function someOf({ language }: Viewer, names: readonly string[]): string {
  const formats = formatsOf(language);
  const shown = names.slice(0, MOST_NAMED).map(formats.code).join(", ");
  if (names.length <= MOST_NAMED) return shown;
  return fillText(formats, MERGE_TEXTS.more[language], { shown, count: formats.number(names.length - MOST_NAMED) });
}

function rewardFacts({ language }: Viewer, sums: readonly RewardSum[]): Fact[] {
  const formats = formatsOf(language);
  return sums.map(({ status, unit, count, amountMinor }) => {
    const state = REWARD_STATUS_NAMES[status][language];
    const number = formats.number(count);
    if (unit === null) return [fillText(formats, MERGE_TEXTS.rewardsWithout[language], { state }), number];
    const label = fillText(formats, MERGE_TEXTS.rewards[language], { state, unit: unitName(language, unit) });
    return [label, `${unitAmount(language, unit, String(amountMinor))} (${number})`];
  });
}

function rewardsCard(
  viewer: Viewer,
  title: "endedRewards" | "granted",
  text: "endedText" | "grantedText",
  sums: readonly RewardSum[],
): Markup {
  if (sums.length === 0) return html``;
  const { language } = viewer;
  const body = html`<div class="stack"><p>${MERGE_TEXTS[text][language]}</p>${facts(rewardFacts(viewer, sums))}</div>`;
  return card({ title: MERGE_TEXTS[title][language], body });
}

function referrals(viewer: Viewer, all: readonly LookedReferral[], programs: ProgramNames): Markup {
  if (all.length === 0) return html``;
  const { language } = viewer;
  const formats = formatsOf(language);
  const title = MERGE_TEXTS.referrals[language];
  const rows = table({
    caption: title,
    rows: all.slice(0, MOST_NAMED),
    columns: [
      { title: PERSON_TEXTS.friend[language], cell: ({ friend }) => html`<bdi>${friend}</bdi>` },
      {
        title: PERSON_TEXTS.cameAs[language],
        cell: ({ advocate }) => html`<bdi>${advocate ?? PERSON_TEXTS.unknownAdvocate[language]}</bdi>`,
      },
      {
        title: PERSON_TEXTS.program[language],
        cell: ({ program }) => html`<bdi>${programs[program] ?? program}</bdi>`,
      },
      {
        title: PERSON_TEXTS.state[language],
        onPhone: "end",
        cell: ({ ended }) =>
          ended ? badge(MERGE_TEXTS.ends[language], "bad") : badge(MERGE_TEXTS.stays[language], "good"),
      },
    ],
  });
  const left = all.length - MOST_NAMED;
  const more =
    left <= 0
      ? ""
      : html`<p>${fillText(formats, MERGE_TEXTS.moreReferrals[language], { count: formats.number(left) })}</p>`;
  return html`${card({ title, body: rows, isFlush: true })}<p class="note">${MERGE_TEXTS.referralsText[language]}</p>${more}`;
}

/** What a field of a profile is called. */
function fieldName({ language }: Viewer, field: string): string {
  switch (field) {
    case "email":
    case "phone":
    case "name":
      return PEOPLE_TEXTS[field][language];
    case "country":
    case "segments":
    case "customerSince":
      return PERSON_TEXTS[field][language];
    case "locale":
      return MERGE_TEXTS.locale[language];
    default:
      return field;
  }
}
