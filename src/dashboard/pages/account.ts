import { html } from "hono/html";
import * as z from "zod";
import type { SessionView } from "../../db/queries/sessions.ts";
import { endSession, setLanguage } from "../../db/queries/sessions.ts";
import { ACCOUNT_TEXTS } from "../../i18n/dashboard/account.ts";
import { FRAME_TEXTS } from "../../i18n/dashboard/frame.ts";
import { LANGUAGE_NAMES } from "../../i18n/languageNames.ts";
import type { Language } from "../../i18n/languages.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { redirectReply } from "../pageReply.ts";
import { badge } from "../parts/badge.ts";
import { button, linkButton, postButton } from "../parts/button.ts";
import { card } from "../parts/card.ts";
import { selectField } from "../parts/field.ts";
import { table } from "../parts/table.ts";
import { personAction, personRoute } from "../personRoute.ts";
import { SIGN_IN } from "../seat.ts";
import { noSessionCookie } from "../sessionCookie.ts";
import { deviceOf } from "../signIn/deviceOf.ts";

const PATH = "/dashboard/account";

/** What is a person's own, whatever shops they work for. */
export const accountPage = personRoute(PATH, ({ person, language }) => {
  const choice = selectField({
    ...{ name: "language", label: ACCOUNT_TEXTS.language[language], value: language },
    options: LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })),
  });
  const save = button({ label: FRAME_TEXTS.save[language], look: "primary" });
  const form = html`<form class="form" method="post" action="${PATH}/language">${choice}<div class="buttons">${save}</div></form>`;
  const out = postButton({ action: "/dashboard/sign-out", label: FRAME_TEXTS.signOut[language], icon: "log-out" });
  const shops = linkButton({ label: ACCOUNT_TEXTS.shops[language], href: "/dashboard" });
  const sessions = sessionsTable(language, person.sessions, person.sessionId);
  return {
    title: ACCOUNT_TEXTS.title[language],
    main: html`<p><bdi>${person.email}</bdi></p>${card({ title: ACCOUNT_TEXTS.language[language], body: form })}${card({ title: ACCOUNT_TEXTS.sessions[language], body: sessions, isFlush: true })}<div class="buttons">${shops}${out}</div>`,
  };
});

export const languageAction = personAction(
  `${PATH}/language`,
  z.object({ language: z.enum(LANGUAGES) }),
  async ({ app, person }, { language }) => {
    await setLanguage(app.deps.database, person.userId, language);
    return { to: PATH, said: "saved" };
  },
);

/** Ends a session of one's own; whatever that device asks for next is refused. */
export const endSessionAction = personAction(
  `${PATH}/sessions/end`,
  z.object({ session: z.string().regex(/^ses_\w{1,40}$/) }),
  async ({ app, person }, { session }) => {
    await endSession(app.deps.database, person.userId, session);
    return { to: PATH, said: "saved" };
  },
);

export const signOutAction = personAction("/dashboard/sign-out", z.object({}), async ({ app, person, seat }) => {
  await endSession(app.deps.database, person.userId, person.sessionId);
  const response = redirectReply(SIGN_IN, seat.requestId);
  response.headers.append("set-cookie", noSessionCookie(seat.place));
  return response;
});

function sessionsTable(language: Language, sessions: readonly SessionView[], own: string) {
  const times = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short", timeZone: "UTC" });
  return table<SessionView>({
    caption: ACCOUNT_TEXTS.sessions[language],
    rows: sessions,
    columns: [
      {
        title: ACCOUNT_TEXTS.device[language],
        cell: ({ userAgent }) => html`<bdi>${deviceOf(userAgent) ?? ACCOUNT_TEXTS.unknownDevice[language]}</bdi>`,
      },
      {
        title: ACCOUNT_TEXTS.since[language],
        cell: ({ createdAt }) => `${times.format(new Date(createdAt))} UTC`,
      },
      {
        ...{ title: ACCOUNT_TEXTS.steps[language], hasUnseenTitle: true, onPhone: "end" },
        cell: ({ id }) =>
          id === own
            ? badge(ACCOUNT_TEXTS.thisOne[language])
            : postButton({
                ...{ action: `${PATH}/sessions/end`, fields: { session: id } },
                label: ACCOUNT_TEXTS.end[language],
              }),
      },
    ],
  });
}
