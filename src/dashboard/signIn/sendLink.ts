import { keepMail, mailSent, takeMail } from "../../db/queries/mails.ts";
import { removeEnded } from "../../db/queries/retention.ts";
import type { Deps } from "../../deps.ts";
import type { Language } from "../../i18n/languages.ts";
import { bringLanguage } from "../../i18n/lateTexts.ts";
import { logError } from "../../log.ts";
import type { StaffMail } from "../mail/staffMail.ts";
import { staffMail } from "../mail/staffMail.ts";

/** A link that a person asked for is used at once; an invitation waits until it is read. */
export const SIGN_IN_MINUTES = 15;
export const INVITATION_MINUTES = 7 * 24 * 60;

export interface LinkRequest {
  readonly email: string;
  readonly language: Language;
  readonly mail: StaffMail;
  /** What the link starts with. */
  readonly origin: string;
  /** The page that the person goes on to. */
  readonly to: string;
  readonly minutes: number;
}

type LinkDeps = Pick<Deps, "assets" | "database" | "clock" | "ids" | "dashboard">;

/** Makes a link that signs in, once. What makes it is loaded now: no page needs it. */
export async function makeLink(
  deps: LinkDeps,
  { email, origin, to, minutes }: Pick<LinkRequest, "email" | "origin" | "to" | "minutes">,
): Promise<string> {
  const { makeLinkToken } = await import("./auth.ts");
  const token = await makeLinkToken(deps, email, minutes);
  const way = to === "/dashboard" ? "" : `?to=${encodeURIComponent(to)}`;
  // Behind the mark, so that neither servers nor the pages that it leads to are told.
  return `${origin}/dashboard/sign-in/link${way}#${token}`;
}

/**
 * Mails a link to a member, or keeps the mail where no one sends any. An address that had enough of them gets none, and
 * the links that it has go on working.
 */
export async function sendLink(deps: LinkDeps, request: LinkRequest): Promise<void> {
  const { database, clock, ids, dashboard } = deps;
  const now = clock.now();
  const id = ids.id("mail", now);
  const { email: recipient, language, mail } = request;
  if (!(await takeMail(database, { id, recipient, kind: mail.kind, now }))) return;
  const link = await makeLink(deps, request);
  await bringLanguage(deps.assets, language);
  const content = staffMail(mail, { language, link, email: recipient });
  if (dashboard.mailer === null) {
    await keepMail(database, id, content);
  } else {
    await dashboard.mailer.send({ id, to: recipient, ...content });
    await mailSent(database, id, clock.now());
  }
  await removeEnded(database, now);
}

/** The same after the reply, which says nothing of what becomes of it. */
export function sendLinkLater(deps: LinkDeps, request: LinkRequest, requestId: string): void {
  deps.dashboard.afterReply(async () => {
    try {
      await sendLink(deps, request);
    } catch (error) {
      logError("mail not sent", error, { requestId, kind: request.mail.kind });
    }
  });
}
