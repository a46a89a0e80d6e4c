import { html } from "hono/html";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { SHOPS_TEXTS } from "../../i18n/dashboard/shops.ts";
import { hasLocalSteps, localSteps } from "../local/localSteps.ts";
import { personRoute } from "../personRoute.ts";

/** The shops that a person works for. */
export const shopsPage = personRoute("/dashboard", ({ app, person: { shops }, language }) => {
  const list = shops.map(
    ({ slug, name, role }) =>
      html`<li><a href="/dashboard/t/${slug}"><bdi>${name}</bdi></a> ${FRAME_TEXTS[role][language]}</li>`,
  );
  const main = shops.length === 0 ? html`<p>${SHOPS_TEXTS.none[language]}</p>` : html`<ul>${list}</ul>`;
  const steps = hasLocalSteps(app) ? localSteps(language) : "";
  return { title: SHOPS_TEXTS.title[language], main: html`${main}${steps}` };
});
