import { html } from "hono/html";
import type { ShopContext } from "./context.ts";
import { drawer } from "./drawer.ts";
import type { Markup } from "./markup.ts";
import type { ShopTexts } from "./texts/en.ts";
import { LANGUAGE_NAMES, SHOP_LANGUAGES, TEXTS } from "./texts.ts";
import { tourAgain, tourStrip } from "./tour.ts";

export interface ShopPage {
  readonly title: string;
  readonly main: Markup;
  /** Scripts of the referral service that this page needs beside the attribution script. */
  readonly scripts?: readonly ("panel" | "code")[];
}

/** The frame of every page. The attribution script is on all of them: a friend may land anywhere. */
export function render(context: ShopContext, { title, main, scripts = [] }: ShopPage, status: 200 | 404 | 422 = 200) {
  const session = context.get("session");
  const { language } = session;
  const t = TEXTS[language];
  const page = html`<!doctype html>
<html lang="${language}" dir="${language === "he" ? "rtl" : "ltr"}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · Leaf &amp; Page</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/demo/style.css">
<script src="/widget/attribution.js"></script>
<script src="/demo/copy.js" defer></script>
${scripts.map((name) => html`<script type="module" src="/widget/${name}.js"></script>`)}
</head>
<body>
<a class="skip" href="#main">${t.skip}</a>
${tourStrip(session, context.req.path)}
<header>
<a class="brand" href="/demo"><bdi dir="ltr">Leaf &amp; Page</bdi></a>
${navigation(context, t)}
</header>
<main id="main">${main}</main>
${drawer(session)}
<footer>
<p>${t.demoNote}</p>
<div class="footer-ends">${tourAgain(session)}<nav aria-label="${t.languages}">${SHOP_LANGUAGES.map(
    (other) =>
      html`<a href="?lang=${other}" lang="${other}" hreflang="${other}"${other === language ? html` aria-current="true"` : ""}>${LANGUAGE_NAMES[other]}</a>`,
  )}</nav></div>
</footer>
</body>
</html>`;
  return context.html(page, status);
}

export function notFound(context: ShopContext) {
  const t = TEXTS[context.get("session").language];
  const main = html`<div class="narrow"><h1>${t.notFound}</h1><a class="button" href="/demo">${t.shop}</a></div>`;
  return render(context, { title: t.notFound, main }, 404);
}

function navigation(context: ShopContext, t: ShopTexts): Markup {
  const { customer, cart } = context.get("session");
  const count = [...cart.values()].reduce((sum, quantity) => sum + quantity, 0);
  const here = context.req.path;
  const link = (path: string, label: string, more: Markup | string = "") =>
    html`<a href="${path}"${here === path ? html` aria-current="page"` : ""}>${label}${more}</a>`;
  return html`<nav>
${link("/demo/share", t.invite)}
${customer === null ? link("/demo/signin", t.signIn) : link("/demo/account", t.account)}
${link("/demo/cart", t.cart, count === 0 ? "" : html` <span class="count">${count}</span>`)}
${
  customer === null
    ? ""
    : html`<form method="post" action="/demo/signout"><button class="quiet"><bdi>${customer.name}</bdi> · ${t.signOut}</button></form>`
}
</nav>`;
}
