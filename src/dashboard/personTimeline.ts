import { html } from "hono/html";
import type { PersonHappening } from "../db/queries/peoplePages.ts";
import { phraseOfUnit } from "../domain/rewardPhrase.ts";
import type { Markup } from "../http/pages/layout.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { rewardWriterOf } from "../i18n/rewards/rewardWriter.ts";
import { daysOf } from "./days.ts";
import { queryOf } from "./listQuery.ts";
import { orderSentence } from "./orderSentence.ts";
import { card } from "./parts/card.ts";
import { maskedText } from "./persons.ts";
import { profileSentence } from "./profileSentence.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** So many of the latest are shown. */
const MOST_SHOWN = 20;

/** What happened to a person, the latest first. */
export function timelineOf(viewer: Viewer, happenings: readonly PersonHappening[]): Markup {
  const { language } = viewer;
  const title = PERSON_TEXTS.timeline[language];
  if (happenings.length === 0) return card({ title, body: html`<p>${PERSON_TEXTS.noTimeline[language]}</p>` });
  const days = daysOf(viewer);
  const latest = happenings.toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at)).slice(0, MOST_SHOWN);
  const items = latest.map(
    (happening) =>
      html`<li><time datetime="${new Date(happening.at).toISOString()}">${days.time(happening.at)}</time><p><bdi>${linked(viewer, happening)}</bdi></p></li>`,
  );
  return card({ title, body: html`<ol class="timeline">${items}</ol>` });
}

/** An order leads to what became of it. */
function linked(viewer: Viewer, happening: PersonHappening): Markup {
  const text = sentenceOf(viewer, happening);
  const order = orderOf(happening);
  return order === null
    ? html`${text}`
    : html`<a href="${shopPath(viewer, `/people${queryOf({ q: order })}`)}">${text}</a>`;
}

function orderOf(happening: PersonHappening): string | null {
  if (happening.kind === "purchase") return happening.order;
  const id = happening.kind === "event" ? happening.facts.orderId : null;
  return typeof id === "string" ? id : null;
}

function sentenceOf(viewer: Viewer, happening: PersonHappening): string {
  const { language } = viewer;
  const formats = formatsOf(language);
  const say = (key: keyof typeof PERSON_TEXTS, values: Readonly<Record<string, string>> = {}) =>
    fillText(formats, PERSON_TEXTS[key][language], values);
  switch (happening.kind) {
    case "purchase": {
      const { amount, currency, order } = happening;
      return say("did_purchase", { amount: formats.money(BigInt(amount), currency), order: formats.code(order) });
    }
    case "event": {
      const { type, facts } = happening;
      if (type === "signup") return say("did_signup");
      const known = orderSentence(viewer, type, facts) ?? profileSentence(viewer, type, facts);
      return known ?? say("did_event", { name: formats.words(type) });
    }
    case "adjustment": {
      const amount = BigInt(happening.amount);
      const plain = rewardWriterOf(language).short(phraseOfUnit(happening.unit, amount < 0n ? -amount : amount));
      const values = { amount: plain, reason: formats.words(maskedText(viewer, happening.reason)) };
      return say(amount < 0n ? "did_correction" : "did_bonus", values);
    }
    default:
      return happening satisfies never;
  }
}
