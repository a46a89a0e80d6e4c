import { html } from "hono/html";
import * as z from "zod";
import type { DeliveryView, WebhookRow } from "../../db/queries/webhooks.ts";
import { readDeliveries } from "../../db/queries/webhooks.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { webhookId } from "../../http/schemas/webhooks.ts";
import { WEBHOOKS_TEXTS } from "../../i18n/dashboard/webhooks.ts";
import { daysOf } from "../days.ts";
import { cursorOf, queryOf } from "../listQuery.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { badge } from "../parts/badge.ts";
import { postButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { confirm } from "../parts/dialog.ts";
import { empty } from "../parts/empty.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import type { PageCall } from "../route.ts";
import { pageRoute, proved } from "../route.ts";
import { setupFrame } from "../setupFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";
import { eventsText, FORM_KEY, secretCard, stateBadge, WEBHOOKS_PATH } from "./setupWebhooks.ts";

const ROWS = 50;
const CURSOR = [/^\d{4}-[0-9T:.+ Z-]{6,40}$/, /^dlv_[0-9a-z-]{1,120}$/];
/** So much of an answer is on the page. */
const MAX_SHOWN = 120;

export const webhookParams = z.strictObject({ id: webhookId });
type WebhookCall = PageCall<{ readonly tenant: string; readonly id: string }, object, unknown>;

/** One endpoint with what it was sent. */
export const webhookPage = pageRoute(
  {
    ...{ path: `${WEBHOOKS_PATH}/{id}`, may: "administer", params: webhookParams },
    query: z.strictObject({ cursor: z.string().max(300).optional() }),
  },
  (call) => webhookView(call, { cursor: call.query.cursor }),
);

export interface WebhookShown {
  readonly cursor?: string | undefined;
  /** One that was just made. */
  readonly secret?: string;
  readonly error?: "isDisabled";
}

/** The page, as it is or as a form has changed it. */
export async function webhookView(
  { app: { deps }, asker, viewer, params }: WebhookCall,
  { cursor, secret, error }: WebhookShown,
): Promise<PageView> {
  const [at, last] = cursorOf(cursor, CURSOR) ?? [];
  const before = at === undefined || last === undefined ? null : ([at, last] as const);
  const asked = { webhook: params.id, status: null, before, limit: ROWS + 1 };
  const read = proved(await readDeliveries(deps.database, asker, asked));
  if (read === null) throw new PageError("notFound");
  const { webhook, deliveries } = read;
  const look = viewer();
  const { language } = look;
  const { frame, tabs } = setupFrame(look, "webhooks");
  const told =
    error === undefined ? "" : html`<p class="alert bad" role="alert">${WEBHOOKS_TEXTS[error][language]}</p>`;
  const made = secret === undefined ? "" : secretCard(look, secret);
  const shown = deliveries.slice(0, ROWS);
  const address = `${WEBHOOKS_PATH}/${webhook.id}`;
  const final = shown.at(-1);
  const next = deliveries.length > ROWS && final !== undefined ? encodeCursor([final.createdAt, final.id]) : null;
  const ways = pager(language, {
    first: before === null ? null : shopPath(look, address),
    next: next === null ? null : shopPath(look, `${address}${queryOf({ cursor: next })}`),
  });
  return {
    ...frame,
    main: html`${tabs}${told}${made}${ownCard(look, webhook, deps.ids.secret(FORM_KEY))}${deliveriesCard(look, webhook, shown)}${ways}`,
  };
}

function ownCard(viewer: Viewer, webhook: WebhookRow, key: string): Markup {
  const { language } = viewer;
  const action = (step: string) => shopPath(viewer, `${WEBHOOKS_PATH}/${webhook.id}/${step}`);
  const step = (name: "test" | "enable" | "disable") =>
    postButton({ label: WEBHOOKS_TEXTS[name][language], action: action(name) });
  const isEnabled = webhook.disabledAt === null;
  const rotate = confirm(language, {
    ...{ id: "rotate-secret", action: action("rotate"), fields: { key } },
    opener: { label: WEBHOOKS_TEXTS.rotate[language] },
    title: WEBHOOKS_TEXTS.rotate[language],
    body: html`<p>${WEBHOOKS_TEXTS.rotateText[language]}</p>`,
    confirm: { label: WEBHOOKS_TEXTS.rotate[language], look: "primary" },
  });
  const remove = confirm(language, {
    ...{ id: "remove-webhook", action: action("remove"), fields: {} },
    opener: { label: WEBHOOKS_TEXTS.remove[language] },
    title: WEBHOOKS_TEXTS.removeTitle[language],
    body: html`<p>${WEBHOOKS_TEXTS.removeText[language]}</p>`,
    confirm: { label: WEBHOOKS_TEXTS.remove[language], look: "danger" },
  });
  const buttons = html`${isEnabled ? step("test") : ""}${step(isEnabled ? "disable" : "enable")}${rotate}${remove}`;
  return card({
    title: webhook.description === null ? WEBHOOKS_TEXTS.url[language] : html`<bdi>${webhook.description}</bdi>`,
    body: html`<div class="form"><p><bdi dir="ltr">${webhook.url}</bdi> ${stateBadge(viewer, webhook)}</p><p>${WEBHOOKS_TEXTS.events[language]}: ${eventsText(viewer, webhook.events)}</p><div class="buttons">${buttons}</div></div>`,
  });
}

const TONES = { waiting: "notice", delivered: "good", failed: "bad" } as const;

function deliveriesCard(viewer: Viewer, webhook: WebhookRow, deliveries: readonly DeliveryView[]): Markup {
  const { language } = viewer;
  const title = WEBHOOKS_TEXTS.deliveries[language];
  if (deliveries.length === 0) {
    return card({ title, body: empty({ icon: "radio", text: WEBHOOKS_TEXTS.noDeliveries[language] }) });
  }
  const days = daysOf(viewer);
  const list = table<DeliveryView>({
    caption: title,
    rows: deliveries,
    id: ({ id }) => id,
    columns: [
      {
        title: WEBHOOKS_TEXTS.notice[language],
        cell: ({ type, notice }) => html`<bdi dir="ltr">${type ?? notice}</bdi>`,
      },
      { title: WEBHOOKS_TEXTS.when[language], kind: "time", cell: ({ createdAt }) => days.second(createdAt) },
      {
        title: WEBHOOKS_TEXTS.state[language],
        cell: ({ status }) => badge(WEBHOOKS_TEXTS[status][language], TONES[status]),
      },
      { title: WEBHOOKS_TEXTS.attempts[language], kind: "number", cell: ({ attempts }) => String(attempts) },
      { title: WEBHOOKS_TEXTS.answer[language], cell: answerOf },
      {
        ...{ title: WEBHOOKS_TEXTS.steps[language], hasUnseenTitle: true, onPhone: "end" },
        cell: ({ id, type }) =>
          type === null || webhook.disabledAt !== null
            ? ""
            : postButton({
                label: WEBHOOKS_TEXTS.retry[language],
                action: shopPath(viewer, `${WEBHOOKS_PATH}/${webhook.id}/retry`),
                fields: { delivery: id },
              }),
      },
    ],
  });
  return card({ title, body: list, isFlush: true });
}

/** The status and the beginning of what came back, or what went wrong. */
function answerOf({ answerStatus, answer }: DeliveryView): Markup {
  const text = [answerStatus === null ? "" : String(answerStatus), (answer ?? "").slice(0, MAX_SHOWN)].join(" ").trim();
  return html`<bdi dir="ltr">${text}</bdi>`;
}
