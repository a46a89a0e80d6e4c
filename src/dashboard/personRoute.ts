import type { Context } from "hono";
import * as z from "zod";
import type { Person } from "../db/queries/sessions.ts";
import { readPerson } from "../db/queries/sessions.ts";
import type { App } from "../http/appDeps.ts";
import type { Endpoint } from "../http/endpoint.ts";
import { formOf, parseRequest } from "../http/endpoint.ts";
import type { Markup } from "../http/pages/layout.ts";
import { assetNames } from "../http/replies/assetNames.ts";
import type { Said } from "../i18n/dashboard/said.ts";
import type { Language } from "../i18n/languages.ts";
import { languageOf } from "../i18n/languages.ts";
import { bringLanguage } from "../i18n/lateTexts.ts";
import { plainPage } from "./page.ts";
import { htmlReply, redirectReply } from "./pageReply.ts";
import { SAID, saidOf, withSaid } from "./said.ts";
import type { Seat } from "./seat.ts";
import { renew, seated, signInReply } from "./seat.ts";

/** What is a person's own and no shop's: a list of shops, an account. */
export interface PersonCall {
  readonly app: App;
  readonly person: Person;
  readonly language: Language;
  readonly seat: Seat;
}

export interface PersonView {
  readonly title: string;
  readonly main: Markup;
}

/** A page for everyone who is signed in, read together with who it is. */
export function personRoute(
  path: string,
  show: (call: PersonCall) => PersonView | Response | Promise<PersonView | Response>,
): Endpoint {
  const definition = { query: z.strictObject({ said: z.enum(SAID).optional().catch(undefined) }) };
  return {
    ...{ method: "get", path, access: { kind: "person" }, body: null, doc: null },
    respond: (app, context, requestId) =>
      asPerson(app, context, requestId, async (call) => {
        const { query } = await parseRequest(app, context, definition);
        const view = await show(call);
        if (view instanceof Response) return view;
        const { language } = call;
        const frame = { assets: await assetNames(app.deps.assets), said: saidOf(query.said, language) };
        return await htmlReply(plainPage(language, view, frame), { status: 200, language, requestId });
      }),
  };
}

/** What a form of such a page does. */
export function personAction<F extends z.ZodObject>(
  path: string,
  form: F,
  act: (call: PersonCall, fields: z.output<F>) => Promise<{ readonly to: string; readonly said?: Said } | Response>,
): Endpoint {
  const body = formOf(form);
  return {
    ...{ method: "post", path, access: { kind: "person" }, body: "form", doc: null },
    respond: (app, context, requestId) =>
      asPerson(app, context, requestId, async (call) => {
        const parsed = await parseRequest(app, context, { body });
        const acted = await act(call, parsed.body);
        if (acted instanceof Response) return acted;
        return redirectReply(acted.said === undefined ? acted.to : withSaid(acted.to, acted.said), requestId);
      }),
  };
}

async function asPerson(
  app: App,
  context: Context,
  requestId: string,
  work: (call: PersonCall) => Promise<Response>,
): Promise<Response> {
  return await seated(app, context, requestId, async (seat) => {
    const person = await readPerson(app.deps.database, seat.session.token, app.deps.clock.now());
    if (person === null) return signInReply(context, seat);
    const language = languageOf(person.language ?? "") ?? seat.speaks;
    seat.speaks = language;
    await bringLanguage(app.deps.assets, language);
    const response = await work({ app, person, language, seat });
    await renew(app, seat, person, response);
    return response;
  });
}
