import { html } from "hono/html";
import { presentExplanation } from "../contract/explanation.ts";
import type { ExplanationRows } from "../db/rows/explanation.ts";
import { explain } from "../engine/explain/explain.ts";
import type { Markup } from "../http/pages/layout.ts";
import { daysOf } from "./days.ts";
import { badge } from "./parts/badge.ts";
import { maskedText } from "./persons.ts";
import type { Viewer } from "./viewer.ts";

/** What happened in a referral and why, as sentences in the viewer's language. */

interface Said {
  readonly sentence: string;
}

/** The latest events of a page of it. */
const MOST_EVENTS = 12;

/**
 * The story of one referral.
 *
 * @param order tells of this order alone, and not of the referral as a whole
 */
export function storyOf(viewer: Viewer, rows: ExplanationRows, now: Date, order: string | null = null): Markup {
  const explanation = explain(rows, "tenant", now);
  if (explanation === null) return html``;
  const { summary, events } = presentExplanation(explanation, viewer.language, null);
  const told = events.filter(({ event }) => order === null || event.orderId === order).slice(-MOST_EVENTS);
  const whole = order === null ? lines(viewer, summary) : "";
  return html`<div class="story">${whole}<ol>${told.map((event) => eventOf(viewer, event))}</ol></div>`;
}

type ToldEvent = ReturnType<typeof presentExplanation>["events"][number];

function eventOf(viewer: Viewer, { event, sentence, notes, decisions, rewardsChanged }: ToldEvent): Markup {
  const days = daysOf(viewer);
  const time = html`<time datetime="${event.occurredAt}">${days.time(event.occurredAt)}</time>`;
  const decided = decisions.map(
    ({ name, outcome, sentence: why, details, reward }) =>
      html`<li><p>${badge(name, outcome === "granted" ? "good" : "plain")} ${text(viewer, why)}</p>${lines(viewer, [
        // What is missing and which limit was reached is among them.
        ...details,
        ...(reward === null ? [] : [reward, ...reward.uses]),
      ])}</li>`,
  );
  const rules = decided.length === 0 ? "" : html`<ul class="decisions">${decided}</ul>`;
  return html`<li>${time}<p>${text(viewer, sentence)}</p>${lines(viewer, [...notes, ...rewardsChanged])}${rules}</li>`;
}

function lines(viewer: Viewer, all: readonly Said[]): Markup {
  if (all.length === 0) return html``;
  return html`<ul class="said">${all.map(({ sentence }) => html`<li>${text(viewer, sentence)}</li>`)}</ul>`;
}

function text(viewer: Viewer, sentence: string): Markup {
  return html`<bdi>${maskedText(viewer, sentence)}</bdi>`;
}
