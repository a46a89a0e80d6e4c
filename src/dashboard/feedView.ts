import { html } from "hono/html";
import type { Feed, FeedEvent, FeedOutcome, FeedRefusal } from "../db/queries/feed.ts";
import { phraseOfUnit } from "../domain/rewardPhrase.ts";
import type { Markup } from "../http/pages/layout.ts";
import { isProblemCode, statusOf } from "../http/replies/problem.ts";
import { FEED_TEXTS, REFUSAL_WHYS } from "../i18n/dashboard/feed.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { SKIP_NAMES } from "../i18n/dashboard/skipNames.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { SIGN_TEXTS } from "../i18n/lists/signs.ts";
import { rewardWriterOf } from "../i18n/rewards/rewardWriter.ts";
import { daysOf } from "./days.ts";
import { understoodFields } from "./feedFields.ts";
import { queryOf } from "./listQuery.ts";
import { orderSentence } from "./orderSentence.ts";
import { badge } from "./parts/badge.ts";
import { linkButton } from "./parts/button.ts";
import { maskedText, personName } from "./persons.ts";
import { profileSentence } from "./profileSentence.ts";
import { setupPath } from "./setupFrame.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** What a shop reported and what was refused of it, as entries of one list. */

/** One of them, with the moment by which it stands among the others. */
export type FeedEntry =
  | { readonly kind: "event"; readonly at: number; readonly event: FeedEvent }
  | { readonly kind: "refusal"; readonly at: number; readonly refusal: FeedRefusal };

/** All of them, the latest first. */
export function entriesOf({ events, refusals }: Feed): readonly FeedEntry[] {
  const all: FeedEntry[] = [
    ...events.map((event) => ({ kind: "event" as const, at: Date.parse(event.receivedAt), event })),
    ...refusals.map((refusal) => ({ kind: "refusal" as const, at: Date.parse(refusal.at), refusal })),
  ];
  return all.toSorted((one, other) => other.at - one.at);
}

/** An entry in one sentence. */
export function entrySentence(viewer: Viewer, entry: FeedEntry): string {
  if (entry.kind === "event") return eventSentence(viewer, entry.event);
  return `${FEED_TEXTS.refused[viewer.language]}: ${entry.refusal.route}`;
}

/** The list; an entry keeps its element while others come above it, so that what is open stays open. */
export function feedList(viewer: Viewer, entries: readonly FeedEntry[], guideUrl: string): Markup {
  return html`<ol class="timeline feed">${entries.map((entry) =>
    entry.kind === "event" ? eventItem(viewer, entry.event) : refusalItem(viewer, entry.refusal, guideUrl),
  )}</ol>`;
}

function eventItem(viewer: Viewer, event: FeedEvent): Markup {
  const { language } = viewer;
  const { seq, person, flags, signs, receivedAt } = event;
  const name =
    person === null
      ? ""
      : html`<a href="${shopPath(viewer, `/people/${person.id}`)}"><bdi>${personName(viewer, person)}</bdi></a> `;
  const odd = [
    ...flags.map((flag) => html` ${badge(FEED_TEXTS[flag][language], "notice")}`),
    ...signs.map((sign) => html` ${badge(SIGN_TEXTS[sign][language] as string, "notice")}`),
  ];
  const fields = understoodFields(viewer, event);
  const missing = fields.filter(({ value }) => value === null);
  const given = fields
    .filter(({ value }) => value !== null)
    .map(
      ({ name: called, value }) => html`<dt><code dir="ltr">${called}</code></dt><dd><bdi>${value ?? ""}</bdi></dd>`,
    );
  const others =
    missing.length === 0
      ? ""
      : html`<dt>${FEED_TEXTS.notGiven[language]}</dt><dd>${missing.map(({ name: called }) => html`<code dir="ltr">${called}</code> `)}</dd>`;
  return html`<li id="event-${seq}">${timeOf(viewer, receivedAt)}<p>${name}<bdi>${eventSentence(viewer, event)}</bdi>${odd}</p>${outcomesOf(viewer, event)}<details id="fields-${seq}"><summary>${FEED_TEXTS.understood[language]}</summary><dl class="facts">${given}${others}</dl></details></li>`;
}

function timeOf(viewer: Viewer, at: string): Markup {
  return html`<time datetime="${new Date(at).toISOString()}">${daysOf(viewer).second(at)}</time>`;
}

function eventSentence(viewer: Viewer, { type, facts }: FeedEvent): string {
  const { language } = viewer;
  const formats = formatsOf(language);
  const { orderId, amountMinor, currency, code } = facts;
  const shown = (text: unknown) => formats.code(maskedText(viewer, String(text)));
  const known = orderSentence(viewer, type, facts) ?? profileSentence(viewer, type, facts);
  if (known !== null) return known;
  if (type === "purchase" && typeof currency === "string" && Number.isSafeInteger(amountMinor)) {
    return fillText(formats, PERSON_TEXTS.did_purchase[language], {
      amount: formats.money(BigInt(Number(amountMinor)), currency),
      order: shown(orderId),
    });
  }
  if (type === "signup") return PERSON_TEXTS.did_signup[language];
  if (type === "click") return fillText(formats, FEED_TEXTS.clicked[language], { code: shown(code) });
  return fillText(formats, PERSON_TEXTS.did_event[language], { name: formats.words(type) });
}

const ADDITION = "order_addition";

/** What came of it. A refusal of the code has no rule, and says where it is told why. */
function outcomesOf(viewer: Viewer, { outcomes, person, type, facts }: FeedEvent): Markup {
  const { language } = viewer;
  // What is reported of an order after its purchase counts for what that earned. A second report may bring a code.
  const isOfOrder = orderSentence(viewer, type, facts) !== null;
  const bringsCode = !isOfOrder || type === ADDITION;
  if (outcomes.length === 0) {
    const waits = person === null && isOfOrder;
    return html`<p class="hint">${FEED_TEXTS[waits ? "waits" : "notReferred"][language]}</p>`;
  }
  return html`<ul class="outcomes">${outcomes.map((outcome) => html`<li>${outcomeOf(viewer, outcome, { personId: person?.id ?? null, isOfOrder, bringsCode })}</li>`)}</ul>`;
}

function outcomeOf(
  viewer: Viewer,
  { program, rule, outcome, reason, unit, amount, referral }: FeedOutcome,
  about: { readonly personId: string | null; readonly isOfOrder: boolean; readonly bringsCode: boolean },
): Markup {
  const { language } = viewer;
  const { personId, isOfOrder, bringsCode } = about;
  const query = referral === null ? "" : queryOf({ referral: referral.id });
  const why =
    personId === null || referral === null
      ? ""
      : html` <a href="${shopPath(viewer, `/people/${personId}${query}#story`)}">${FEED_TEXTS.why[language]}</a>`;
  if (rule === null || outcome === null) {
    const isRejected = bringsCode && referral?.status === "rejected";
    const tied = isOfOrder ? "counted" : "tied";
    const text = FEED_TEXTS[isRejected ? "rejected" : referral === null ? "notReferred" : tied][language];
    return html`${badge(program, isRejected ? "notice" : "plain")} ${text}${why}`;
  }
  if (outcome === "skipped") {
    const named = Object.hasOwn(SKIP_NAMES, reason ?? "")
      ? SKIP_NAMES[reason as keyof typeof SKIP_NAMES][language]
      : "";
    return html`${badge(FEED_TEXTS.skipped[language])} <code>${rule}</code> <bdi>${named}</bdi>${why}`;
  }
  const given =
    unit === null || amount === null ? "" : rewardWriterOf(language).short(phraseOfUnit(unit, BigInt(amount)));
  return html`${badge(FEED_TEXTS.granted[language], "good")} <code>${rule}</code> <bdi>${given}</bdi>${why}`;
}

function refusalItem(viewer: Viewer, refusal: FeedRefusal, guideUrl: string): Markup {
  const { language } = viewer;
  const { id, at, times, route, code, paths, origin } = refusal;
  const formats = formatsOf(language);
  const why = whyOf(code);
  const often =
    times === 1
      ? ""
      : html` ${badge(fillText(formats, FEED_TEXTS.times[language], { count: formats.number(times) }, times))}`;
  const shop = why === "origin" ? setupPath(viewer, "shop") : null;
  const mend =
    shop === null
      ? ""
      : html`<div class="buttons">${linkButton({ href: shop, label: FEED_TEXTS.allow[language] })}</div>`;
  const names = paths.map((path) => html`<code dir="ltr">${path}</code> `);
  return html`<li id="refusal-${id}" class="bad-dot">${timeOf(viewer, at)}<p>${badge(FEED_TEXTS.refused[language], "bad")} <bdi>${REFUSAL_WHYS[why][language]}</bdi>${often}</p><dl class="facts"><dt>${FEED_TEXTS.request[language]}</dt><dd><code dir="ltr">${route}</code></dd>${names.length === 0 ? "" : html`<dt>${FEED_TEXTS.fields[language]}</dt><dd>${names}</dd>`}${origin === null ? "" : html`<dt>${FEED_TEXTS.from[language]}</dt><dd><code dir="ltr">${origin}</code></dd>`}<dt>${FEED_TEXTS.guide[language]}</dt><dd><a href="${guideUrl}#${code}"><code>${code}</code></a></dd></dl>${mend}</li>`;
}

const WHYS: Readonly<Record<string, keyof typeof REFUSAL_WHYS>> = {
  invalid_request: "fields",
  invalid_json: "body",
  invalid_form: "body",
  unsupported_media_type: "body",
  body_too_large: "large",
  idempotency_key_required: "key",
  origin_not_allowed: "origin",
  program_not_found: "program",
  program_required: "program",
  event_conflict: "repeated",
  coupon_conflict: "repeated",
  idempotency_mismatch: "repeated",
};

/** What is said of a code that has no sentence of its own goes by its status. */
function whyOf(code: string): keyof typeof REFUSAL_WHYS {
  const own = Object.hasOwn(WHYS, code) ? WHYS[code] : undefined;
  if (own !== undefined) return own;
  const status = isProblemCode(code) ? statusOf(code) : 422;
  if (status === 404) return "absent";
  return status === 409 ? "state" : "other";
}
