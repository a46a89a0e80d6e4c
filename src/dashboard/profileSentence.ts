import { BY_HAND, CUSTOMER_SINCE, MERGED, REASSIGNED } from "../engine/events/events.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { daysOf } from "./days.ts";
import type { Viewer } from "./viewer.ts";

/**
 * What the shop said of a person, in one sentence; null for all other events. An event of a shop's own, which may have
 * had such a name, is one of those.
 *
 * @param facts the event's, as they are kept
 */
export function profileSentence(
  viewer: Viewer,
  type: string,
  { force, customerSince, advocateId, mergedId }: Readonly<Record<string, unknown>>,
): string | null {
  const { language } = viewer;
  if (type === BY_HAND && typeof force === "boolean") return PERSON_TEXTS.did_byHand[language];
  if (type === REASSIGNED && typeof advocateId === "string") return PERSON_TEXTS.did_reassigned[language];
  if (type === MERGED && typeof mergedId === "string") return PERSON_TEXTS.did_merged[language];
  if (type !== CUSTOMER_SINCE || customerSince === undefined) return null;
  if (typeof customerSince !== "string") return PERSON_TEXTS.did_noCustomerSince[language];
  const day = daysOf(viewer).day(customerSince);
  return fillText(formatsOf(language), PERSON_TEXTS.did_customerSince[language], { day });
}
