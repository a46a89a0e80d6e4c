import { html } from "hono/html";
import * as z from "zod";
import type { WebhookRow } from "../../db/queries/webhooks.ts";
import { listWebhooks } from "../../db/queries/webhooks.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { SETUP_TEXTS } from "../../i18n/dashboard/setup.ts";
import { SETUP_KEYS_TEXTS } from "../../i18n/dashboard/setupKeys.ts";
import { WEBHOOKS_TEXTS } from "../../i18n/dashboard/webhooks.ts";
import type { PageView } from "../page.ts";
import { badge } from "../parts/badge.ts";
import { button, hiddenFields } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { empty } from "../parts/empty.ts";
import { textField } from "../parts/field.ts";
import { table } from "../parts/table.ts";
import type { PageCall } from "../route.ts";
import { pageRoute, proved } from "../route.ts";
import { setupFrame } from "../setupFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

export const WEBHOOKS_PATH = "/setup/webhooks";
/** The length of the name under which a form that was sent twice does something once. */
export const FORM_KEY = 24;

/** What a form brought, which is in the boxes again where it was refused. */
export interface WrittenWebhook {
  readonly url: string;
  readonly description: string;
  readonly events: string;
}

const NOTHING: WrittenWebhook = { url: "", description: "", events: "" };

export interface WebhooksShown {
  readonly written?: WrittenWebhook;
  readonly errors?: { readonly url?: "badAddress"; readonly events?: "badEvents"; readonly page?: "tooMany" };
  /** Of an endpoint that was just made. */
  readonly secret?: string;
}

/** The endpoints of the shop, and a form for another. */
export const setupWebhooksPage = pageRoute(
  { path: WEBHOOKS_PATH, may: "administer", query: z.strictObject({}) },
  (call) => webhooksView(call, {}),
);

/** The page, as it is or as a form has changed it. */
export async function webhooksView(
  { app: { deps }, asker, viewer }: PageCall<{ readonly tenant: string }, object, unknown>,
  { written = NOTHING, errors = {}, secret }: WebhooksShown,
): Promise<PageView> {
  const rows = proved(await listWebhooks(deps.database, asker));
  const { language } = viewer();
  const { frame, tabs } = setupFrame(viewer(), "webhooks");
  const told =
    errors.page === undefined
      ? ""
      : html`<p class="alert bad" role="alert">${WEBHOOKS_TEXTS[errors.page][language]}</p>`;
  const made = secret === undefined ? "" : secretCard(viewer(), secret);
  const form = addCard(viewer(), { written, errors, key: deps.ids.secret(FORM_KEY) });
  return {
    ...frame,
    main: html`${tabs}${told}${made}<p>${WEBHOOKS_TEXTS.intro[language]}</p>${listCard(viewer(), rows)}${form}`,
  };
}

/** A secret that the page shows this once. */
export function secretCard({ language }: Viewer, secret: string): Markup {
  const copy = button(
    { label: FRAME_TEXTS.copy[language], icon: "copy", look: "primary" },
    { type: "button", "data-copy": secret, "data-copied": FRAME_TEXTS.copied[language] },
  );
  return card({
    title: WEBHOOKS_TEXTS.newSecret[language],
    body: html`<div class="form" role="status"><p>${SETUP_KEYS_TEXTS.once[language]}</p><pre dir="ltr"><code>${secret}</code></pre><div class="buttons">${copy}</div></div>`,
  });
}

function listCard(viewer: Viewer, rows: readonly WebhookRow[]): Markup {
  const { language } = viewer;
  const title = SETUP_TEXTS.webhooks[language];
  if (rows.length === 0) return card({ title, body: empty({ icon: "radio", text: WEBHOOKS_TEXTS.none[language] }) });
  const list = table<WebhookRow>({
    caption: title,
    rows,
    id: ({ id }) => id,
    href: ({ id }) => shopPath(viewer, `${WEBHOOKS_PATH}/${id}`),
    columns: [
      {
        title: WEBHOOKS_TEXTS.url[language],
        cell: ({ url, description }) =>
          html`<bdi dir="ltr">${url}</bdi>${description === null ? "" : html`<br><small><bdi>${description}</bdi></small>`}`,
      },
      { title: WEBHOOKS_TEXTS.events[language], cell: ({ events }) => eventsText(viewer, events) },
      { title: WEBHOOKS_TEXTS.state[language], onPhone: "end", cell: (row) => stateBadge(viewer, row) },
    ],
  });
  return card({ title, body: list, isFlush: true });
}

/** What an endpoint hears of. */
export function eventsText({ language }: Viewer, events: WebhookRow["events"]): Markup {
  if (events === null) return html`${WEBHOOKS_TEXTS.everything[language]}`;
  return html`<bdi dir="ltr">${events.join(" ")}</bdi>`;
}

/** Whether an endpoint is asked, and how it answers. */
export function stateBadge({ language }: Viewer, { disabledReason, failingSince }: WebhookRow): Markup {
  if (disabledReason !== null) return badge(WEBHOOKS_TEXTS[disabledReason][language], "bad");
  if (failingSince !== null) return badge(WEBHOOKS_TEXTS.fails[language], "notice");
  return badge(WEBHOOKS_TEXTS.works[language], "good");
}

function addCard(
  viewer: Viewer,
  { written, errors, key }: Required<Pick<WebhooksShown, "written" | "errors">> & { readonly key: string },
): Markup {
  const { language } = viewer;
  const errorOf = (error: "badAddress" | "badEvents" | undefined) =>
    error === undefined ? null : WEBHOOKS_TEXTS[error][language];
  const url = textField({
    ...{ name: "url", label: WEBHOOKS_TEXTS.url[language], value: written.url, type: "url" },
    ...{ hint: WEBHOOKS_TEXTS.urlHint[language], isRequired: true, isCode: true, error: errorOf(errors.url) },
  });
  const events = textField({
    ...{ name: "events", label: WEBHOOKS_TEXTS.events[language], value: written.events },
    ...{ hint: WEBHOOKS_TEXTS.eventsHint[language], isCode: true, error: errorOf(errors.events) },
  });
  const description = textField({
    ...{ name: "description", label: WEBHOOKS_TEXTS.description[language], value: written.description },
  });
  const add = button({ label: WEBHOOKS_TEXTS.add[language], look: "primary" });
  return card({
    title: WEBHOOKS_TEXTS.addTitle[language],
    body: html`<form class="form" method="post" action="${shopPath(viewer, WEBHOOKS_PATH)}">${hiddenFields({ key })}${url}${events}${description}<div class="buttons">${add}</div></form>`,
  });
}
