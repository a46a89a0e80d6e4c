import type { Actor } from "../db/queries/asker.ts";
import { ACTIVITY_TEXTS } from "../i18n/dashboard/activity.ts";
import { JOB_TEXTS } from "../i18n/dashboard/activityJobs.ts";
import { JOB_REASONS } from "../i18n/dashboard/activityReasons.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { maskedText } from "./persons.ts";
import type { Viewer } from "./viewer.ts";

/** Who did something, and why, as pages say it. */

type Looking = Pick<Viewer, "language" | "role">;

/**
 * Who did it, in words.
 *
 * @param label the e-mail of a member, how a key begins, the id of a participant in the shop's words; null where the
 * database does not tell
 */
export function actorInWords(viewer: Looking, actor: Actor, label: string | null): string {
  const { language } = viewer;
  const formats = formatsOf(language);
  if (actor.type === "participant") return maskedText(viewer, label ?? actor.id);
  if (actor.type === "user") return label ?? actor.id;
  if (actor.type === "job" && Object.hasOwn(JOB_TEXTS, actor.id)) {
    return JOB_TEXTS[actor.id as keyof typeof JOB_TEXTS][language];
  }
  const name = formats.code(label ?? actor.id);
  return fillText(formats, ACTIVITY_TEXTS[actor.type === "job" ? "job" : "key"][language], { name });
}

/** Why, in the words of the person who did it; a job says it by a code. */
export function reasonInWords(viewer: Looking, actor: Actor | null, reason: string): string {
  const ofJob = Object.entries(JOB_REASONS).find(([code]) => actor?.type === "job" && code === reason)?.[1];
  return ofJob === undefined ? maskedText(viewer, reason) : ofJob[viewer.language];
}
