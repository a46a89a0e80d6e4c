import { html } from "hono/html";
import * as z from "zod";
import type { ReassignPage } from "../db/queries/reassignPage.ts";
import type { App } from "../http/appDeps.ts";
import type { Markup } from "../http/pages/layout.ts";
import { reassignBody } from "../http/schemas/byHand.ts";
import { MAX_REASON_LENGTH } from "../http/schemas/texts.ts";
import { BY_HAND_TEXTS } from "../i18n/dashboard/byHand.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import type { ReassignProblem } from "../i18n/dashboard/reassign.ts";
import { REASSIGN_PROBLEMS, REASSIGN_TEXTS } from "../i18n/dashboard/reassign.ts";
import { formatsOf } from "../i18n/formats.ts";
import { button, hiddenFields, linkButton } from "./parts/button.ts";
import { textField } from "./parts/field.ts";
import { personName } from "./persons.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** The form in which a person of the staff gives a friend to another advocate. */

/** As it was typed: what is wrong with it is said beside its box. */
const typed = z.string().max(3_000).default("");

/** What the form posts. */
export const reassignFields = z.object({ advocate: typed, reason: typed });

export type TypedReassign = z.output<typeof reassignFields>;

/** At which box each problem is told. */
const BOXES = {
  advocate: "advocate",
  not_found: "advocate",
  too_many_decisions: "advocate",
  reason: "reason",
} as const satisfies Readonly<Record<ReassignProblem, keyof TypedReassign>>;

/** What is wrong: with single boxes, or with the two persons, in words. */
export interface WrongReassign {
  readonly problems: readonly ReassignProblem[];
  readonly refusal: string | null;
}

/** What was typed as the API takes it, or what is wrong with it. */
export function readReassign(
  { advocate, reason }: TypedReassign,
  app: App,
): { readonly advocate: string; readonly reason: string } | readonly ReassignProblem[] {
  const parsed = reassignBody.parse({ advocate: advocate.trim(), reason: reason.trim() }, app);
  return parsed.ok ? parsed.value : parsed.errors.map(({ path }) => (path === "reason" ? "reason" : "advocate"));
}

/** From the story of a referral to the form. */
export function reassignLink(viewer: Viewer, referralId: string): Markup {
  const href = shopPath(viewer, `/referrals/${referralId}/reassign`);
  return linkButton({ href, label: REASSIGN_TEXTS.title[viewer.language] });
}

/**
 * The form; what is wrong stands at its box, and everything stays as it was typed.
 *
 * @param places where it is sent, and where it leads without
 * @param key tells one sending of it from the next
 */
export function reassignForm(
  viewer: Viewer,
  page: ReassignPage,
  places: { readonly action: string; readonly back: string },
  fields: TypedReassign,
  { problems, refusal }: WrongReassign,
  key: string,
): Markup {
  const { language } = viewer;
  const say = (name: keyof typeof REASSIGN_TEXTS) => REASSIGN_TEXTS[name][language];
  const errorOf = (box: keyof TypedReassign) => {
    const problem = problems.find((one) => BOXES[one] === box);
    return { error: problem === undefined ? null : REASSIGN_PROBLEMS[problem][language] };
  };
  const advocate = textField({
    ...{ name: "advocate", label: say("advocate"), value: fields.advocate, isRequired: true, isCode: true },
    ...{ hint: say("advocateHint"), ...errorOf("advocate") },
  });
  const why = textField({
    ...{ name: "reason", label: PERSON_TEXTS.reason[language], value: fields.reason, isRequired: true },
    ...{ hint: BY_HAND_TEXTS.reasonHint[language], extra: { maxlength: String(MAX_REASON_LENGTH) } },
    ...errorOf("reason"),
  });
  const alert = refusal === null ? "" : html`<p class="alert bad" role="alert">${refusal}</p>`;
  return html`<section class="card"><form class="form" method="post" action="${places.action}">${hiddenFields({ key })}${alert}<p>${say("intro")}</p>${factsOf(viewer, page)}
${advocate}${why}
<div class="buttons">${linkButton({ href: places.back, label: FRAME_TEXTS.cancel[language] })}${button({ label: say("give"), look: "primary" })}</div></form></section>`;
}

function factsOf(viewer: Viewer, { friend, advocate, program, rewards }: ReassignPage): Markup {
  const { language } = viewer;
  const { number } = formatsOf(language);
  const rows = [
    [PERSON_TEXTS.friend[language], personName(viewer, friend)],
    [PERSON_TEXTS.program[language], program],
    [REASSIGN_TEXTS.now[language], personName(viewer, advocate)],
    [REASSIGN_TEXTS.going[language], number(rewards.going)],
    [REASSIGN_TEXTS.staying[language], number(rewards.staying)],
  ];
  return html`<dl class="facts">${rows.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>`;
}
