import { html } from "hono/html";
import * as z from "zod";
import type { Markup } from "../http/pages/layout.ts";
import { MAX_REASON_LENGTH, reason } from "../http/schemas/texts.ts";
import { BY_HAND_PROBLEMS, BY_HAND_TEXTS } from "../i18n/dashboard/byHand.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { MERGE_TEXTS } from "../i18n/dashboard/merge.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import type { MergeLook } from "../usecases/people/mergeLook.ts";
import { mergePath } from "./mergeView.ts";
import { button, hiddenFields, linkButton } from "./parts/button.ts";
import { textField } from "./parts/field.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** The form that merges two as the page shows them. */

export const mergeFields = z.object({
  /** What the page showed, by its short name. */
  seen: z.string().max(64),
  /** As it was typed: what is wrong with it is said beside its box. */
  reason: z.string().max(3_000).default(""),
});

/** What was typed before, and what is wrong with it or with what was shown. */
export interface TypedMerge {
  readonly reason: string;
  readonly isReasonWrong: boolean;
  readonly hasChanged: boolean;
}

export const NOTHING_TYPED: TypedMerge = { reason: "", isReasonWrong: false, hasChanged: false };

/** A reason as the API takes it, or null where it can't be. */
export function readReason(typed: string): string | null {
  const parsed = reason.safeParse(typed.trim());
  return parsed.success ? parsed.data : null;
}

/**
 * The form; what is wrong stands at its box or above.
 *
 * @param key tells one sending of it from the next
 */
export function mergeForm(
  viewer: Viewer,
  look: MergeLook,
  typed: TypedMerge,
  sent: { readonly seen: string; readonly key: string },
): Markup {
  const { language } = viewer;
  const { kept, merged } = look;
  const formats = formatsOf(language);
  const intro = fillText(formats, MERGE_TEXTS.intro[language], {
    kept: formats.words(kept.externalId),
    merged: formats.words(merged.externalId),
  });
  const why = textField({
    ...{ name: "reason", label: PERSON_TEXTS.reason[language], value: typed.reason, isRequired: true },
    ...{ hint: BY_HAND_TEXTS.reasonHint[language], extra: { maxlength: String(MAX_REASON_LENGTH) } },
    error: typed.isReasonWrong ? BY_HAND_PROBLEMS.reason[language] : null,
  });
  const isBlocked = kept.isBlocked || merged.isBlocked;
  const blocked = isBlocked ? html`<p class="note">${MERGE_TEXTS.blocked[language]}</p>` : "";
  const back = linkButton({ href: shopPath(viewer, `/people/${kept.id}`), label: FRAME_TEXTS.cancel[language] });
  const yes = button({ label: MERGE_TEXTS.merge[language], look: "danger" });
  return html`<section class="card"><form class="form" method="post" action="${mergePath(viewer, kept.id, merged.externalId)}">${hiddenFields({ ...sent })}<p>${intro}</p>${blocked}
${why}
<div class="buttons">${back}${yes}</div></form></section>`;
}
