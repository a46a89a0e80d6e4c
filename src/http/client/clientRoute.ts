import * as z from "zod";
import type { BrowserAsker, ParticipantAsker } from "../../db/queries/asker.ts";
import { bringsToken } from "../../db/queries/asker.ts";
import type { ReportedParticipant } from "../../engine/events/report.ts";
import type { Language } from "../../i18n/languages.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { broughtLanguage } from "../../i18n/lateTexts.ts";
import { answersFor } from "../answer.ts";
import type { App } from "../appDeps.ts";
import type { Definition } from "../definition.ts";
import type { Endpoint, ParsedRequest, Reply } from "../endpoint.ts";
import { baseUrlOf, beforeKeyIsKnown, jsonResponse, kindOf, parseRequest } from "../endpoint.ts";
import { docOf } from "../endpointDoc.ts";
import { toProblem } from "../replies/failure.ts";
import { noteRefusedBrowser } from "../replies/noteRefused.ts";
import { problemResponse } from "../replies/problem.ts";
import { readableByAll } from "./cors.ts";
import { customerMessage } from "./customerMessage.ts";
import type { RequestLimits } from "./limits.ts";
import { limitsOf, retryAfter } from "./limits.ts";
import type { Visitor } from "./visitor.ts";
import { credentialOf, visitorLanguage, visitorLocale, visitorOf } from "./visitor.ts";

/** What a route for browsers is made from. */
export interface ClientDefinition<P extends z.ZodObject, Q extends z.ZodObject, B>
  extends Omit<Definition<P, Q, B>, "needsIdempotencyKey"> {
  /**
   * Whether the answer tells which codes there are: then wrong ones are counted, and while the limiter is down there
   * is no answer, since guessing would cost nothing.
   */
  readonly tellsCodes?: true;
}

/** What a handler of such a route is given. */
export interface ClientCall<P, Q, B, Who, By extends BrowserAsker = BrowserAsker>
  extends Omit<ParsedRequest<P, Q, B>, "text"> {
  readonly app: App;
  readonly asker: By;
  /** As the token names them; nothing of it is proved before the asker was admitted by a read. */
  readonly participant: Who;
  readonly limits: RequestLimits;
  readonly baseUrl: string;
  /**
   * Known for good once something was read: the participant's own language comes with that. Its texts are there when it
   * has come.
   */
  readonly language: () => Promise<Language>;
  /** In whose form dates are written in that language; known when it is. */
  readonly localeOf: (language: Language) => string;
}

type None = z.ZodObject<Record<never, never>, z.core.$strict>;

/** The longest tag that RFC 5646 asks anyone to keep is of 35 characters. */
const MAX_TAG_LENGTH = 100;

const lang = z
  .string()
  .max(MAX_TAG_LENGTH)
  .optional()
  .meta({
    description:
      `A tag such as he or he-IL, of ${LANGUAGES.join(", ")}; ` +
      "else the participant's language, else what Accept-Language likes best, else English",
  });

/**
 * A route for browsers, with a publishable key or a participant's token: as `serverRoute`, with the limits, the
 * origins and the languages of browsers. An Idempotency-Key is no part of it: the names that a tenant's server gives
 * its requests are not a browser's to use, and whatever a browser writes has a natural key.
 */
export function clientRoute<P extends z.ZodObject = None, Q extends z.ZodObject = None, B = undefined>(
  definition: ClientDefinition<P, Q, B>,
  handle: (call: ClientCall<z.output<P>, z.output<Q>, B, ReportedParticipant | null>) => Promise<Reply>,
): Endpoint {
  return browserRoute("publishableKey", definition, handle);
}

/** The same for a participant's token alone. */
export function participantRoute<P extends z.ZodObject = None, Q extends z.ZodObject = None, B = undefined>(
  definition: ClientDefinition<P, Q, B>,
  handle: (call: ClientCall<z.output<P>, z.output<Q>, B, ReportedParticipant, ParticipantAsker>) => Promise<Reply>,
): Endpoint {
  return browserRoute("participant", definition, ({ participant, asker, ...call }) => {
    if (participant === null || !bringsToken(asker)) throw new Error("a token names a participant");
    return handle({ ...call, participant, asker });
  });
}

function browserRoute<P extends z.ZodObject, Q extends z.ZodObject, B>(
  access: "publishableKey" | "participant",
  given: ClientDefinition<P, Q, B>,
  handle: (call: ClientCall<z.output<P>, z.output<Q>, B, ReportedParticipant | null>) => Promise<Reply>,
): Endpoint {
  const query = z.strictObject({ ...given.query?.shape, lang }) as unknown as Q;
  const definition = { ...given, query };
  const { method, path, body, tellsCodes = false } = definition;
  return {
    method,
    path,
    access: { kind: access },
    body: kindOf(body),
    doc: docOf(definition, access === "participant" ? ["participant"] : ["publishableKey", "participant"]),
    async respond(app, context, requestId) {
      const request = context.req.raw;
      const { deps } = app;
      const baseUrl = baseUrlOf(app, request.url);
      const page = { origin: request.headers.get("origin"), ownOrigin: new URL(baseUrl).origin };
      const address = deps.addressOf(request, context.env);
      const limits = limitsOf(deps, { address, needsLimiter: tellsCodes, requestId });
      let visitor: Visitor | null = null;
      const localeOf = (language: Language) => visitorLocale(request, visitor, language);
      const language = () => broughtLanguage(deps.assets, visitorLanguage(request, visitor));
      const headers = () => ({
        ...(visitor?.corsHeaders() ?? readableByAll(page)),
        "content-language": visitorLanguage(request, visitor),
      });
      try {
        const credential = credentialOf(request, access);
        visitor = visitorOf(credential, page, {
          limits,
          tellsCodes,
          now: () => deps.clock.now(),
          sealing: deps.sealing,
        });
        await limits.ofAddress();
        const { asker, participant } = visitor;
        const { text: _, ...parsed } = await beforeKeyIsKnown(app, asker, () => parseRequest(app, context, definition));
        const reply = await handle({ app, asker, participant, limits, baseUrl, language, localeOf, ...parsed });
        return jsonResponse({ ...reply, headers: { ...headers(), ...reply.headers } }, requestId);
      } catch (error) {
        const problem = toProblem(error, requestId);
        const tenantId = visitor?.provenTenantId() ?? null;
        noteRefusedBrowser(app, { method, path, tenantId, origin: page.origin }, problem);
        const wait = retryAfter(problem, deps.clock.now());
        // The console of the page has to say which origin is missing; the refusal says nothing else.
        const told = problem.code === "origin_not_allowed" ? readableByAll(page) : {};
        const all = { ...headers(), ...told, ...wait };
        return problemResponse(problem, requestId, all, customerMessage(problem, await language()));
      } finally {
        answersFor(context, visitor?.provenTenantId() ?? null);
      }
    },
  };
}
