import { html } from "hono/html";
import * as z from "zod";
import type { KeyView } from "../../db/queries/keys.ts";
import type { SetupKeys } from "../../db/queries/setup.ts";
import { readSetupKeys } from "../../db/queries/setup.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { SETUP_TEXTS } from "../../i18n/dashboard/setup.ts";
import { SETUP_KEYS_TEXTS } from "../../i18n/dashboard/setupKeys.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { daysOf } from "../days.ts";
import type { PageView } from "../page.ts";
import { badge } from "../parts/badge.ts";
import { button, hiddenFields } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { confirm } from "../parts/dialog.ts";
import { empty } from "../parts/empty.ts";
import { fieldRow, selectField } from "../parts/field.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import type { PageCall } from "../route.ts";
import { pageRoute, proved } from "../route.ts";
import { setupFrame } from "../setupFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

export const KEYS_PATH = "/setup/keys";
/** So many keys are on a page. */
const SHOWN = 50;
/** The length of the name under which a form that was sent twice does something once. */
const FORM_KEY = 24;

export const keyId = z.string().regex(/^key_[0-9a-z-]{1,64}$/);

/** The keys of the shop, those that were revoked too, and the widget secret. */
export const setupKeysPage = pageRoute(
  { path: KEYS_PATH, may: "administer", query: z.strictObject({ before: keyId.optional() }) },
  (call) => keysView(call, { before: call.query.before ?? null }),
);

/** What a form did, which the page says once. */
export interface KeysShown {
  readonly before?: string | null;
  /** A key or a secret that was just made. */
  readonly made?: { readonly title: "newKey" | "newSecret"; readonly text: string };
  readonly error?: "madeBefore" | "tooMany" | "former";
}

/** The page, as it is or as a form has changed it. */
export async function keysView(
  { app: { deps }, asker, viewer }: PageCall<{ readonly tenant: string }, object, unknown>,
  { before = null, made, error }: KeysShown,
): Promise<PageView> {
  const read = proved(await readSetupKeys(deps.database, asker, before, SHOWN + 1));
  const { language } = viewer();
  const { frame, tabs } = setupFrame(viewer(), "keys");
  const told =
    error === undefined ? "" : html`<p class="alert bad" role="alert">${SETUP_KEYS_TEXTS[error][language]}</p>`;
  const [making, secret] = [deps.ids.secret(FORM_KEY), deps.ids.secret(FORM_KEY)];
  return {
    ...frame,
    main: html`${tabs}${told}${made === undefined ? "" : shownOnce(viewer(), made)}${listCard(viewer(), read, before)}${makeCard(viewer(), read, making)}${widgetCard(viewer(), read, secret)}`,
  };
}

function shownOnce({ language }: Viewer, { title, text }: NonNullable<KeysShown["made"]>): Markup {
  const copy = button(
    { label: FRAME_TEXTS.copy[language], icon: "copy", look: "primary" },
    { type: "button", "data-copy": text, "data-copied": FRAME_TEXTS.copied[language] },
  );
  return card({
    title: SETUP_KEYS_TEXTS[title][language],
    body: html`<div class="form" role="status"><p>${SETUP_KEYS_TEXTS.once[language]}</p><pre dir="ltr"><code>${text}</code></pre><div class="buttons">${copy}</div></div>`,
  });
}

function listCard(viewer: Viewer, { keys }: SetupKeys, before: string | null): Markup {
  const { language } = viewer;
  const title = SETUP_TEXTS.keys[language];
  const shown = keys.slice(0, SHOWN);
  if (shown.length === 0) return card({ title, body: empty({ icon: "key", text: SETUP_KEYS_TEXTS.none[language] }) });
  const days = daysOf(viewer);
  const list = table<KeyView>({
    caption: title,
    rows: shown,
    id: ({ id }) => id,
    columns: [
      { title: SETUP_KEYS_TEXTS.key[language], cell: ({ prefix }) => html`<code><bdi>${prefix}…</bdi></code>` },
      { title: SETUP_KEYS_TEXTS.kind[language], cell: ({ kind }) => SETUP_KEYS_TEXTS[kind][language] },
      { title: SETUP_KEYS_TEXTS.made[language], kind: "time", cell: ({ createdAt }) => days.day(createdAt) },
      {
        ...{ title: SETUP_KEYS_TEXTS.steps[language], hasUnseenTitle: true, onPhone: "end" },
        cell: (key) => (key.revokedAt === null ? revocation(viewer, key) : badge(SETUP_KEYS_TEXTS.revoked[language])),
      },
    ],
  });
  const last = shown.at(-1)?.id ?? "";
  const path = shopPath(viewer, KEYS_PATH);
  const ways = { first: before === null ? null : path, next: keys.length > SHOWN ? `${path}?before=${last}` : null };
  return html`${card({ title, body: list, isFlush: true })}${pager(language, ways)}`;
}

function revocation(viewer: Viewer, { id, prefix }: KeyView): Markup {
  const { language } = viewer;
  const label = SETUP_KEYS_TEXTS.revoke[language];
  const formats = formatsOf(language);
  return confirm(language, {
    id: `revoke-${id}`,
    action: shopPath(viewer, `${KEYS_PATH}/revoke`),
    fields: { id },
    opener: { label },
    title: SETUP_KEYS_TEXTS.revokeTitle[language],
    body: html`<p>${fillText(formats, SETUP_KEYS_TEXTS.revokeText[language], { key: formats.code(`${prefix}…`) })}</p>`,
    confirm: { label, look: "danger" },
  });
}

function makeCard(viewer: Viewer, { keys }: SetupKeys, form: string): Markup {
  const { language } = viewer;
  const kinds = (["secret", "publishable"] as const).map((value) => ({
    value,
    label: SETUP_KEYS_TEXTS[value][language],
  }));
  const modes = (["live", "test"] as const).map((value) => ({ value, label: SETUP_KEYS_TEXTS[value][language] }));
  const newest = keys.find(({ revokedAt }) => revokedAt === null);
  const fields = fieldRow([
    selectField({ name: "kind", label: SETUP_KEYS_TEXTS.kind[language], value: "secret", options: kinds }),
    selectField({
      ...{ name: "mode", label: SETUP_KEYS_TEXTS.mode[language], options: modes },
      value: newest?.prefix.includes("_test_") === true ? "test" : "live",
    }),
  ]);
  const make = button({ label: SETUP_KEYS_TEXTS.make[language], look: "primary" });
  return card({
    title: SETUP_KEYS_TEXTS.makeTitle[language],
    body: html`<form class="form" method="post" action="${shopPath(viewer, KEYS_PATH)}">${hiddenFields({ key: form })}${fields}<p class="hint">${SETUP_KEYS_TEXTS.kindHint[language]}</p><div class="buttons">${make}</div></form>`,
  });
}

/** One secret signs; beside it the one before may still be believed, and then there is no third. */
function widgetCard(viewer: Viewer, { hasFormerSecret }: SetupKeys, form: string): Markup {
  const { language } = viewer;
  const step = hasFormerSecret ? "retire" : "rotate";
  const label = SETUP_KEYS_TEXTS[step][language];
  const ask = confirm(language, {
    id: `${step}-secret`,
    action: shopPath(viewer, `${KEYS_PATH}/widget-secret/${step}`),
    fields: { key: form },
    opener: { label },
    title: SETUP_KEYS_TEXTS[`${step}Title`][language],
    body: html`<p>${SETUP_KEYS_TEXTS[`${step}Text`][language]}</p>`,
    confirm: { label, look: hasFormerSecret ? "danger" : "primary" },
  });
  const text = SETUP_KEYS_TEXTS[hasFormerSecret ? "former" : "widgetText"][language];
  return card({
    title: SETUP_KEYS_TEXTS.widgetTitle[language],
    body: html`<div class="form"><p>${text}</p><div class="buttons">${ask}</div></div>`,
  });
}
