import { html } from "hono/html";
import type { Entry, Exchange, ShownText } from "./journal.ts";
import type { Markup } from "./markup.ts";
import type { Session } from "./store.ts";
import type { ShopTexts } from "./texts/en.ts";
import { TEXTS } from "./texts.ts";

/** Under each page, closed: the calls that its server made, for those who will write the same into their own shop. */
export function drawer({ journal, language }: Session): Markup {
  const t = TEXTS[language];
  const { here, earlier } = journal.take();
  const before =
    earlier.length === 0
      ? ""
      : html`<p class="drawer-part">${t.drawerEarlier}</p>${earlier.map((entry) => item(entry, t))}`;
  return html`<section class="drawer" aria-label="${t.drawerTitle}"><details><summary>${t.drawerTitle} <span class="count">${here.length}</span></summary>
<p class="drawer-part">${here.length === 0 ? t.drawerNone : t.drawerHere}</p>
${here.map((entry) => item(entry, t))}
${before}
</details></section>`;
}

function item(entry: Entry, t: ShopTexts): Markup {
  if (entry.kind === "token") {
    return html`<details class="call"><summary>${t.drawerToken}</summary><p>${t.drawerTokenText}</p>${code(entry.claims, t)}</details>`;
  }
  return exchange(entry, t);
}

function exchange({ method, path, key, sent, status, received, curl }: Exchange, t: ShopTexts): Markup {
  const isGood = status < 400;
  return html`<details class="call"><summary><bdi dir="ltr">${method} ${path}</bdi> <span class="tag${isGood ? "" : " bad"}">${status}</span></summary>
<p class="drawer-part">${t.drawerRequest}</p>
<p dir="ltr" class="header"><code>authorization: Bearer $${key}</code></p>
${sent === null ? "" : code(sent, t)}
<button type="button" class="second" hidden data-copy="${curl}" data-done="${t.drawerCopied}" aria-live="polite">${t.drawerCopy}</button>
<p class="drawer-part">${t.drawerResponse}</p>
${code(received, t)}</details>`;
}

function code({ text, cut }: ShownText, t: ShopTexts): Markup {
  const more = cut === 0 ? "" : html`<p class="hint">${t.drawerCut.replace("{count}", String(cut))}</p>`;
  return html`<pre dir="ltr"><code>${text}</code></pre>${more}`;
}
