import { html } from "hono/html";
import * as z from "zod";
import { readAskedAddress } from "../../db/queries/mails.ts";
import { limitsOf } from "../../http/client/limits.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { SIGN_IN_TEXTS } from "../../i18n/dashboard/signIn.ts";
import type { Language } from "../../i18n/languages.ts";
import { languageOf } from "../../i18n/languages.ts";
import type { OpenCall, OpenView } from "../openPage.ts";
import { openAction, openPage } from "../openPage.ts";
import { redirectReply } from "../pageReply.ts";
import { button, hiddenFields, linkButton } from "../parts/button.ts";
import { textField } from "../parts/field.ts";
import { emailOf, MAX_EMAIL } from "../signIn/emailOf.ts";
import { SIGN_IN_MINUTES, sendLinkLater } from "../signIn/sendLink.ts";
import { goOn, wayBack } from "../signIn/wayBack.ts";
import type { SignInWay } from "../signIn/ways.ts";
import { signInWay } from "../signIn/ways.ts";

/** Where a person says who they are. It says the same to every address. */
export const signInPage = openPage(
  "/dashboard/sign-in",
  z.object({ to: wayBack, fresh: z.literal("1").optional().catch(undefined) }),
  ({ app, context, visit }, { to, fresh }) =>
    askView(visit.speaks, signInWay(app, context), { to, isFresh: fresh === "1", typed: "", isWrong: false }),
);

/**
 * Asks for a link. The same statement and the same reply for every address; who is a member is written to after it.
 */
export const askLinkAction = openAction(
  "/dashboard/sign-in",
  z.object({ email: z.string().max(MAX_EMAIL), to: wayBack }),
  async (call, { email: typed, to }) => {
    const { app, context, visit } = call;
    const way = signInWay(app, context);
    const email = emailOf(typed);
    if (way === "none" || email === null) {
      const view = askView(visit.speaks, way, { to, isFresh: false, typed, isWrong: email === null });
      return way === "none" ? view : { ...view, status: 422 };
    }
    await limited(call, email);
    const member = await readAskedAddress(app.deps.database, email);
    if (member !== null) {
      const request = {
        ...{ email, language: languageOf(member.language ?? "") ?? visit.speaks },
        ...{ mail: { kind: "sign_in" } as const, origin: visit.place.origin, to: goOn(to), minutes: SIGN_IN_MINUTES },
      };
      sendLinkLater(app.deps, request, visit.requestId);
    }
    return redirectReply("/dashboard/sign-in/sent", visit.requestId);
  },
);

export const linkSentPage = openPage("/dashboard/sign-in/sent", z.object({}), ({ app, context, visit: { speaks } }) => {
  const mails =
    signInWay(app, context) === "local"
      ? linkButton({ label: SIGN_IN_TEXTS.shownHere[speaks], href: "/dev/mail", look: "primary" })
      : "";
  const again = linkButton({ label: SIGN_IN_TEXTS.again[speaks], href: "/dashboard/sign-in" });
  return {
    title: SIGN_IN_TEXTS.sentTitle[speaks],
    main: html`<p>${SIGN_IN_TEXTS.sent[speaks]}</p><div class="buttons">${mails}${again}</div>`,
  };
});

async function limited({ app: { deps }, context, visit }: OpenCall, address: string): Promise<void> {
  const from = deps.addressOf(context.req.raw, context.env);
  const limits = limitsOf(deps, { address: from, needsLimiter: true, requestId: visit.requestId });
  await limits.ofSignIn(address);
}

interface Asking {
  readonly to: string | undefined;
  /** Whether a step of the dashboard asked for it, of a person who is signed in. */
  readonly isFresh: boolean;
  readonly typed: string;
  readonly isWrong: boolean;
}

function askView(language: Language, way: SignInWay, { to, isFresh, typed, isWrong }: Asking): OpenView {
  const title = SIGN_IN_TEXTS.title[language];
  if (way === "none") return { title, main: html`<p>${SIGN_IN_TEXTS.noMail[language]}</p>`, status: 503 };
  const field = textField({
    ...{ name: "email", type: "email", label: SIGN_IN_TEXTS.email[language], value: typed, isRequired: true },
    hint: SIGN_IN_TEXTS.askHint[language],
    error: isWrong ? SIGN_IN_TEXTS.emailWrong[language] : null,
    extra: { autocomplete: "email", dir: "ltr", maxlength: `${MAX_EMAIL}` },
  });
  const hidden = to === undefined ? "" : hiddenFields({ to });
  const form = html`<form class="form" method="post" action="/dashboard/sign-in">${hidden}${field}<div class="buttons">${button({ label: SIGN_IN_TEXTS.ask[language], look: "primary" })}</div></form>`;
  const why = isFresh ? html`<p>${SIGN_IN_TEXTS.fresh[language]}</p>` : "";
  return { title, main: html`${why}${form}${way === "local" ? oneClick(language) : ""}` };
}

/** On the machine itself a secret behind the # of the address signs in: a script sends it from there. */
function oneClick(language: Language): Markup {
  const secret = html`<input type="hidden" name="secret" data-fragment="send">`;
  return html`<form method="post" action="/dashboard/sign-in/here" hidden>${secret}${button({ label: SIGN_IN_TEXTS.enterDemo[language] })}</form>`;
}
