import { html } from "hono/html";
import { header } from "./frame.ts";

/** Where one can go from the front page. */
const WAYS = [
  {
    href: "/guide",
    name: "Read the guide",
    text: "What it does, ten minutes to a first reward, and every rule in full.",
  },
  {
    href: "/docs",
    name: "Look at the API",
    text: "Every route with examples in five languages, and a form that sends requests.",
  },
  {
    href: "/guide/ten-minutes",
    name: "Try it on your machine",
    text: "One command starts it, with a demo shop to click through at /demo.",
  },
  {
    href: "/guide/add-to-your-shop",
    name: "Add it to a shop",
    text: "Four places in your code, and a panel that your customers share from.",
  },
];

const FACTS = [
  {
    name: "Never twice, never lost",
    text: "Every event has a name of its own. Send it again, and you get the first answer again.",
  },
  {
    name: "Exact to the penny",
    text: "Whole minor units, double-entry books, and refunds that take back what they should.",
  },
  {
    name: "Every decision explained",
    text: "Each one keeps the rule, its version and the values that it saw. So does one that gave nothing.",
  },
];

/** What stands at `/`: what this is, and where to go. */
export function frontPage() {
  const main = html`${header()}
<main class="front">
<h1>Refer-a-friend programs that add up.</h1>
<p>Your customers share a code. Friends sign up and buy. Rules that you write decide who earns what, and the books show
every penny. Open source, on Cloudflare Workers over Postgres, or on one machine.</p>
<ul class="ways" role="list">${WAYS.map(
    ({ href, name, text }) => html`<li><a href="${href}"><strong>${name}</strong><span>${text}</span></a></li>`,
  )}</ul>
<div class="facts">${FACTS.map(({ name, text }) => html`<section><h2>${name}</h2><p>${text}</p></section>`)}</div>
</main>`;
  const summary = "An open-source refer-a-friend engine: codes, rewards by rules, and double-entry books.";
  return { title: "refer-a-friend", summary, main };
}
