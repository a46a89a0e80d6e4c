import { html, raw } from "hono/html";
import type { HtmlEscapedString } from "hono/utils/html";
import type { Language } from "../../i18n/languages.ts";
import { directionOf } from "../../i18n/languages.ts";

/** What every mail to staff is made of. */
export interface MailParts {
  readonly language: Language;
  readonly title: string;
  readonly lines: readonly string[];
  readonly button: { readonly label: string; readonly href: string };
  /** Small, below the button. */
  readonly notes: readonly string[];
  /** Why it came: the last line of every mail. */
  readonly why: string;
}

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans','Noto Sans Hebrew',Arial,sans-serif";

/** Programs that read mails and know dark colours take these; the others keep those beside the elements. */
const DARK = `:root{color-scheme:light dark;supported-color-schemes:light dark}
@media (prefers-color-scheme:dark){.ground{background:#101214!important}.sheet{background:#1a1d20!important;border-color:#2c3136!important}.ink{color:#eceef0!important}.soft{color:#a4abb2!important}}`;

/**
 * The HTML of a mail: tables and styles beside each element, since many programs that read mails know nothing newer. It
 * loads nothing, so that no one hears that it was opened.
 */
export function mailHtml({ language, title, lines, button, notes, why }: MailParts): HtmlEscapedString {
  const direction = directionOf(language);
  const start = direction === "rtl" ? "right" : "left";
  const paragraph = (text: string) =>
    html`<p class="ink" style="margin:0 0 16px;color:#16191c;font-size:16px;line-height:24px;${raw(FONT)}">${text}</p>`;
  const small = (text: string) =>
    html`<p class="soft" style="margin:0 0 8px;color:#5b636b;font-size:13px;line-height:20px;${raw(FONT)}">${text}</p>`;
  return html`<html lang="${language}" dir="${direction}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${raw(DARK)}</style></head>
<body class="ground" style="margin:0;padding:0;background:#f4f5f6">
<div style="display:none;max-height:0;overflow:hidden">${lines[0] ?? title}</div>
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="ground" style="background:#f4f5f6"><tr><td align="center" style="padding:32px 16px">
<table role="presentation" width="600" cellpadding="0" cellspacing="0" class="sheet" style="width:100%;max-width:600px;background:#ffffff;border:1px solid #e1e4e7;border-radius:8px"><tr><td dir="${direction}" align="${start}" style="padding:32px;text-align:${start}">
<h1 class="ink" style="margin:0 0 16px;color:#16191c;font-size:22px;line-height:28px;font-weight:600;${raw(FONT)}">${title}</h1>
${lines.map(paragraph)}
<table role="presentation" cellpadding="0" cellspacing="0" style="margin:8px 0 24px"><tr><td style="border-radius:8px;background:#16191c"><a href="${button.href}" style="display:inline-block;padding:12px 20px;border:1px solid #5b636b;border-radius:8px;color:#ffffff;font-size:15px;line-height:20px;font-weight:600;text-decoration:none;${raw(FONT)}">${button.label}</a></td></tr></table>
${notes.map(small)}
</td></tr></table>
<table role="presentation" width="600" cellpadding="0" cellspacing="0" style="width:100%;max-width:600px"><tr><td dir="${direction}" align="${start}" style="padding:16px 32px;text-align:${start}">${small(why)}</td></tr></table>
</td></tr></table>
</body></html>` as HtmlEscapedString;
}

/** The same for those who read plain text. */
export function mailText({ title, lines, button, notes, why }: MailParts): string {
  return [title, ...lines, `${button.label}:\n${button.href}`, notes.join("\n"), `--\n${why}`].join("\n\n");
}
