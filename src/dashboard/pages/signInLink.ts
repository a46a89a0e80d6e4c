import { timingSafeEqual } from "node:crypto";
import { html } from "hono/html";
import * as z from "zod";
import { sha256 } from "../../engine/events/sha256.ts";
import { limitsOf } from "../../http/client/limits.ts";
import { SIGN_IN_TEXTS } from "../../i18n/dashboard/signIn.ts";
import type { OpenCall, OpenView } from "../openPage.ts";
import { openAction, openPage } from "../openPage.ts";
import { PageError, redirectReply } from "../pageReply.ts";
import { button, hiddenFields, linkButton } from "../parts/button.ts";
import { textField } from "../parts/field.ts";
import { sessionCookie } from "../sessionCookie.ts";
import { SIGN_IN_MINUTES } from "../signIn/sendLink.ts";
import { goOn, wayBack } from "../signIn/wayBack.ts";
import { isOnThisMachine } from "../signIn/ways.ts";

const MAX_TOKEN = 200;
/** As long as a device's name may be that a person reads in the list of their sessions. */
const MAX_USER_AGENT = 300;

/**
 * Where a link leads. What it carries stands behind the #, which the page's script puts into the form. Programs that
 * look at every link of a mail see a page and use nothing up.
 */
export const signInLinkPage = openPage(
  "/dashboard/sign-in/link",
  z.object({ to: wayBack }),
  ({ visit: { speaks } }, { to }) => {
    const field = textField({
      ...{ name: "token", label: SIGN_IN_TEXTS.code[speaks], value: "", isRequired: true, isCode: true },
      extra: { "data-fragment": "keep", maxlength: `${MAX_TOKEN}` },
    });
    const go = button({ label: SIGN_IN_TEXTS.linkTitle[speaks], look: "primary" });
    const hidden = to === undefined ? "" : hiddenFields({ to });
    return {
      title: SIGN_IN_TEXTS.title[speaks],
      main: html`<p>${SIGN_IN_TEXTS.linkText[speaks]}</p><form class="form" method="post" action="/dashboard/sign-in/link">${hidden}${field}<div class="buttons">${go}</div></form>`,
    };
  },
);

/** Uses a link up, and signs in. */
export const openLinkAction = openAction(
  "/dashboard/sign-in/link",
  z.object({ token: z.string().max(MAX_TOKEN), to: wayBack }),
  async (call, { token, to }) => {
    await ofAddress(call);
    return await signedIn(call, token.trim(), goOn(to));
  },
);

/** On the machine itself: asks for a link and opens it at once, for who brings the secret that the start printed. */
export const signInHereAction = openAction(
  "/dashboard/sign-in/here",
  z.object({ secret: z.string().max(MAX_TOKEN) }),
  async (call, { secret }) => {
    const { app, context } = call;
    const { oneClick } = app.deps.dashboard;
    if (oneClick === null || !isOnThisMachine(app, context)) throw new PageError("notFound");
    await ofAddress(call);
    if (!isSame(secret, oneClick.secret)) return overView(call);
    const { makeLinkToken } = await import("../signIn/auth.ts");
    return await signedIn(call, await makeLinkToken(app.deps, oneClick.email, SIGN_IN_MINUTES), "/dashboard");
  },
);

async function signedIn(call: OpenCall, linkToken: string, to: string): Promise<OpenView | Response> {
  const { app, context, visit } = call;
  const [secret] = app.deps.dashboard.secrets;
  if (secret === undefined) return overView(call);
  const { openLink } = await import("../signIn/auth.ts");
  const userAgent = (context.req.header("user-agent") ?? "").slice(0, MAX_USER_AGENT);
  const session = await openLink(app.deps, linkToken, userAgent);
  if (session === null) return overView(call);
  const response = redirectReply(to, visit.requestId);
  response.headers.append("set-cookie", await sessionCookie(session, secret, visit.place));
  return response;
}

function overView({ visit: { speaks } }: OpenCall): OpenView {
  const again = linkButton({ label: SIGN_IN_TEXTS.again[speaks], href: "/dashboard/sign-in", look: "primary" });
  return {
    title: SIGN_IN_TEXTS.title[speaks],
    main: html`<p>${SIGN_IN_TEXTS.over[speaks]}</p><div class="buttons">${again}</div>`,
    status: 422,
  };
}

async function ofAddress({ app: { deps }, context, visit }: OpenCall): Promise<void> {
  const address = deps.addressOf(context.req.raw, context.env);
  await limitsOf(deps, { address, needsLimiter: true, requestId: visit.requestId }).ofAddress();
}

function isSame(given: string, secret: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(secret)));
}
