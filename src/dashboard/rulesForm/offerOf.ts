import { html } from "hono/html";
import type { ProgramRow } from "../../db/rows/program.ts";
import { rulesFrom } from "../../domain/rulesFrom.ts";
import type { WrittenRules } from "../../domain/rulesSchema.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { EDITOR_TEXTS } from "../../i18n/dashboard/rulesForm/editor.ts";
import { offerText } from "../../i18n/offerText.ts";
import { card } from "../parts/card.ts";
import type { FormWords } from "./formWords.ts";

export const OFFER_ID = "offer";

/** The offer in the sentences that customers read, as the form stands. */
export function offerOf({ currency, texts }: ProgramRow, written: WrittenRules | null, words: FormWords): Markup {
  const title = words.say(EDITOR_TEXTS.offer);
  const id = OFFER_ID;
  if (written === null)
    return card({ title, id, body: html`<p class="hint">${words.say(EDITOR_TEXTS.offer_broken)}</p>` });
  const offered = { rules: rulesFrom(written), currency, texts };
  const told = offerText(offered, words.language);
  const lines = (all: readonly string[]) => all.map((line) => html`<li><bdi>${line}</bdi></li>`);
  const sides = [
    [EDITOR_TEXTS.to_advocate, told.advocate],
    [EDITOR_TEXTS.to_friend, offerText(offered, words.language, "friend").friend],
  ] as const;
  const body = sides.map(([name, all]) =>
    all.length === 0 ? "" : html`<h3>${words.say(name)}</h3><ul class="told">${lines(all)}</ul>`,
  );
  return card({ title, id, body: html`<div class="stack">${body}</div>` });
}
