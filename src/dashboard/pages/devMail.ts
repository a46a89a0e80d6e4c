import { html } from "hono/html";
import * as z from "zod";
import { readKeptMails } from "../../db/queries/mails.ts";
import { SIGN_IN_TEXTS } from "../../i18n/dashboard/signIn.ts";
import { openPage } from "../openPage.ts";
import { PageError } from "../pageReply.ts";
import { linkButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { isOnThisMachine } from "../signIn/ways.ts";

const LINK = /https?:\/\/\S+/;

/** The mails that would have been sent, for who sits at the machine. There is no such page anywhere else. */
export const devMailPage = openPage("/dev/mail", z.object({}), async ({ app, context, visit: { speaks } }) => {
  if (app.deps.dashboard.mailer !== null || !isOnThisMachine(app, context)) throw new PageError("notFound");
  const mails = await readKeptMails(app.deps.database);
  const cards = mails.map(({ subject, text, recipient }) => {
    const href = LINK.exec(text)?.[0];
    const open = href === undefined ? "" : linkButton({ label: SIGN_IN_TEXTS.linkTitle[speaks], href });
    return card({
      title: subject,
      body: html`<p><bdi>${recipient}</bdi></p><pre>${text}</pre><div class="buttons">${open}</div>`,
    });
  });
  return { title: SIGN_IN_TEXTS.shownHere[speaks], main: html`${cards}` };
});
