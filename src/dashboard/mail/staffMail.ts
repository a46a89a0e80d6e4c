import { html } from "hono/html";
import type { MailContent } from "../../db/queries/mails.ts";
import type { Role } from "../../domain/permissions.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { MAIL_TEXTS } from "../../i18n/dashboard/mails.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { isolate } from "../../i18n/isolate.ts";
import type { Language } from "../../i18n/languages.ts";
import { directionOf } from "../../i18n/languages.ts";
import { mailHtml, mailText } from "./mailLayout.ts";

/** What staff are written about, so far. */
export type StaffMail =
  | { readonly kind: "sign_in" }
  | { readonly kind: "invitation"; readonly shop: string; readonly role: Role };

/** A subject line is cut behind that. */
const MAX_SUBJECT = 60;
/** A shop's name may be of 200 characters. */
const MAX_SHOP = 30;

/** A mail in words: what it says, the one link in it, and why it came. */
export function staffMail(
  mail: StaffMail,
  { language, link, email }: { readonly language: Language; readonly link: string; readonly email: string },
): MailContent {
  const texts = MAIL_TEXTS[mail.kind];
  const direction = directionOf(language);
  const short = mail.kind === "invitation" ? shortened(mail.shop, MAX_SHOP) : "";
  const fill = (text: string, shop: string) =>
    fillText(formatsOf(language), text, {
      shop: isolate(shop, "words", direction),
      role: mail.kind === "invitation" ? FRAME_TEXTS[mail.role][language] : "",
      email: isolate(email, "code", direction),
    });
  const parts = {
    language,
    title: fill(texts.title[language], mail.kind === "invitation" ? mail.shop : ""),
    lines: [fill(texts.text[language], mail.kind === "invitation" ? mail.shop : "")],
    button: { label: texts.button[language], href: link },
    notes: [texts.lasts[language], texts.ifNotYou[language]],
    why: fill(MAIL_TEXTS.why[language], ""),
  };
  return {
    subject: shortened(fill(texts.subject[language], short), MAX_SUBJECT),
    html: `<!doctype html>${html`${mailHtml(parts)}`}`,
    text: mailText(parts),
  };
}

function shortened(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
}
