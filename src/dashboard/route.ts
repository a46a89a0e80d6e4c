import type { Context } from "hono";
import * as z from "zod";
import type { Authorized, UserAsker } from "../db/queries/asker.ts";
import { isAuthorized } from "../db/queries/asker.ts";
import type { MemberAccess } from "../db/queries/sessions.ts";
import { readPerson } from "../db/queries/sessions.ts";
import type { Permission } from "../domain/permissions.ts";
import { roleMay } from "../domain/permissions.ts";
import { sha256 } from "../engine/events/sha256.ts";
import { answersFor } from "../http/answer.ts";
import type { App } from "../http/appDeps.ts";
import type { Call, Endpoint } from "../http/endpoint.ts";
import { baseUrlOf, formOf, parseRequest } from "../http/endpoint.ts";
import { isSlug } from "../http/links/linkParts.ts";
import { assetNames } from "../http/replies/assetNames.ts";
import type { IdempotencyKey } from "../http/request/idempotencyKey.ts";
import type { Said } from "../i18n/dashboard/said.ts";
import type { Language } from "../i18n/languages.ts";
import { chooseLanguage } from "../i18n/languages.ts";
import { bringLanguage } from "../i18n/lateTexts.ts";
import { viewerOf } from "./memberViewer.ts";
import type { PageView } from "./page.ts";
import { dashboardPage } from "./page.ts";
import { htmlReply, PageError, redirectReply } from "./pageReply.ts";
import { SAID, saidOf, withSaid } from "./said.ts";
import type { Seat } from "./seat.ts";
import { freshReply, renew, seated, signInReply } from "./seat.ts";
import type { Viewer } from "./viewer.ts";

/** Where the pages of one shop are: what their definitions name comes behind it. */
const SHOP = "/dashboard/t/{tenant}";

const tenantParam = z.string().refine(isSlug, "a shop's name in addresses");
const said = z.enum(SAID).optional().catch(undefined);
/** As long as an Idempotency-Key may reasonably be. */
const key = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .optional();

interface SessionDefinition<P extends z.ZodObject> {
  /** Behind the shop's own, for instance `/programs/{key}`; "" is its first page. */
  readonly path: string;
  readonly may: Permission;
  /** Asks for a sign-in of the last hour, where a device that was left open could do most harm. */
  readonly isFresh?: true;
  readonly params?: P;
}

export interface PageDefinition<P extends z.ZodObject, Q extends z.ZodObject> extends SessionDefinition<P> {
  readonly query?: Q;
  /** A file that is sent page by page: each statement has the time of one, and all of them together have more. */
  readonly isLong?: true;
}

export interface ActionDefinition<P extends z.ZodObject, F extends z.ZodObject> extends SessionDefinition<P> {
  /** What the form posts. A field `key`, which every form may have, tells a repeat from a second one. */
  readonly form: F;
  /** It computes for long: each statement has the time of one, and all of them together have more. */
  readonly isLong?: true;
  /** The form may bring a file, which its field then holds the bytes of. */
  readonly isUpload?: true;
}

/** What a page is made with: a `Call` of the API whose asker is a member, with the one who looks. */
export interface PageCall<P, Q, B = undefined> extends Omit<Call<P, Q, B>, "asker"> {
  /** Not proved, nor allowed to have anything, before something is read for it. */
  readonly asker: UserAsker;
  /** What links to the dashboard start with. */
  readonly origin: string;
  /** Who looks, once something was read for them. */
  viewer(): Viewer;
  /** The viewer's; the browser's before something was read. */
  language(): Language;
}

/** What a page's read found. The route answers those for whom nothing was read. */
export function proved<T>(read: Authorized<T> | null): T {
  if (read === null) throw new NotProvedError();
  return read.body;
}

/** The session, the shop or the membership is none. */
export class NotProvedError extends Error {
  constructor() {
    super("nothing was read for the asker");
    this.name = "NotProvedError";
  }
}

/** What came of a form: another page to go to, or this one again: with what is wrong, or as a button has changed it. */
export type Acted =
  | { readonly to: string; readonly said?: Said }
  | { readonly view: PageView; readonly status: 200 | 409 | 422 }
  | Response;

type None = z.ZodObject<Record<never, never>, z.core.$strict>;
type WithTenant<P> = P & { readonly tenant: string };

/** A page of a shop, for those of its members whose role has the permission: one statement. */
export function pageRoute<P extends z.ZodObject = None, Q extends z.ZodObject = None>(
  { path, may, isFresh, params, query, isLong }: PageDefinition<P, Q>,
  show: (call: PageCall<WithTenant<z.output<P>>, z.output<Q>>) => Promise<PageView | Response>,
): Endpoint {
  const definition = {
    params: z.strictObject({ ...params?.shape, tenant: tenantParam }) as unknown as P,
    query: z.strictObject({ ...query?.shape, said }) as unknown as Q,
  };
  const asked = isFresh === undefined ? { may } : { may, isFresh };
  return {
    method: "get",
    path: `${SHOP}${path}`,
    access: { kind: "session", may },
    ...(isLong === undefined ? {} : { isLong }),
    body: null,
    doc: null,
    respond: (app, context, requestId) =>
      seated(app, context, requestId, async (seat) => {
        const visit = visitOf(app, context, seat, asked);
        return await visit.answered(async () => {
          const { text: _, ...parsed } = await visit.parsed(() => parseRequest(app, context, definition));
          const call = { ...visit.call(requestId), ...parsed, idempotency: null };
          const view = await show(call as PageCall<WithTenant<z.output<P>>, z.output<Q>>);
          if (view instanceof Response) return view;
          const { said: code } = parsed.query as { readonly said?: Said };
          return await visit.page(view, { status: 200, requestId, ...(code === undefined ? {} : { said: code }) });
        });
      }),
  };
}

/** What a form of a page does: the same, by POST. It is sent on to a page with a 303, so that a reload does nothing. */
export function actionRoute<F extends z.ZodObject, P extends z.ZodObject = None>(
  { path, may, isFresh, isLong, isUpload, params, form }: ActionDefinition<P, F>,
  act: (call: PageCall<WithTenant<z.output<P>>, object, z.output<F>>) => Promise<Acted>,
): Endpoint {
  // A form whose boxes depend on what is edited says itself what else it takes.
  const takesMore = form.def.catchall !== undefined && form.def.catchall._zod.def.type !== "never";
  const fields = formOf(takesMore ? form.extend({ key }) : z.strictObject({ ...form.shape, key }));
  const body = isUpload === undefined ? fields : { ...fields, isUpload };
  const definition = {
    params: z.strictObject({ ...params?.shape, tenant: tenantParam }) as unknown as P,
    query: z.strictObject({}),
    body,
  };
  const asked = isFresh === undefined ? { may } : { may, isFresh };
  return {
    method: "post",
    path: `${SHOP}${path}`,
    access: { kind: "session", may },
    ...(isLong === undefined ? {} : { isLong }),
    body: "form",
    doc: null,
    respond: (app, context, requestId) =>
      seated(app, context, requestId, async (seat) => {
        const visit = visitOf(app, context, seat, asked);
        return await visit.answered(async () => {
          const { text, body: fields, ...parsed } = await visit.parsed(() => parseRequest(app, context, definition));
          const { key: given, ...rest } = fields as Record<string, unknown> & { readonly key?: string };
          const idempotency = given === undefined ? null : formKey(context, given, text);
          const call = { ...visit.call(requestId), ...parsed, body: rest, idempotency };
          const acted = await act(call as PageCall<WithTenant<z.output<P>>, object, z.output<F>>);
          await visit.proved();
          if (acted instanceof Response) return acted;
          if ("view" in acted) return await visit.page(acted.view, { status: acted.status, requestId });
          return redirectReply(acted.said === undefined ? acted.to : withSaid(acted.to, acted.said), requestId);
        });
      }),
  };
}

/** A form's own name for one sending of it; apart from those that the shop's servers give. */
function formKey(context: Context, key: string, text: string): IdempotencyKey {
  return { key: `form:${key}`, requestHash: sha256(`POST ${context.req.path}\n${text}`) };
}

/** Of whom a route asks what. */
type Asked = Pick<SessionDefinition<z.ZodObject>, "may" | "isFresh">;

const FRESH_MS = 3_600_000;

/** The sign-in is too long ago for what was asked. */
class StaleError extends Error {}

interface Sent {
  readonly status: number;
  readonly requestId: string;
  readonly said?: Said;
}

/** One request of a person for something of one shop. */
function visitOf(app: App, context: Context, seat: Seat, { may, isFresh }: Asked) {
  const { deps } = app;
  const request = context.req.raw;
  const now = deps.clock.now();
  const browsers = chooseLanguage(request.headers.get("accept-language"));
  const slug = context.req.param("tenant") ?? "";
  let member: MemberAccess | null = null;
  const asker: UserAsker = {
    kind: "user",
    token: seat.session.token,
    // No shop has an empty one, and PostgreSQL refuses some texts that an address may hold.
    tenantSlug: isSlug(slug) ? slug : "",
    now: now.toISOString(),
    async admit(seen) {
      member = seen;
      seat.speaks = viewerOf(seen, browsers).language;
      await bringLanguage(deps.assets, seat.speaks);
      answersFor(context, seen.tenantId);
      if (!roleMay(seen.role, may)) throw new PageError("forbidden");
      if (isFresh && now.getTime() - Date.parse(seen.signedInAt) > FRESH_MS) throw new StaleError();
    },
  };
  const viewer = (): Viewer => {
    if (member === null) throw new Error("nothing was read for the viewer yet");
    return viewerOf(member, browsers);
  };
  const language = () => (member === null ? browsers : viewer().language);
  /** An answer that needed nothing of the database is for members alone all the same. */
  const proved = async (): Promise<void> => {
    if (member === null && !(await isAuthorized(deps.database, asker))) throw new NotProvedError();
  };
  return {
    call: (requestId: string) => ({
      ...{ app, requestId, asker, viewer, language, signal: request.signal, origin: seat.place.origin },
      acceptLanguage: request.headers.get("accept-language"),
      baseUrl: baseUrlOf(app, request.url),
    }),
    /** What is wrong with a request is told to members alone, of the right role. */
    async parsed<T>(parse: () => Promise<T>): Promise<T> {
      try {
        return await parse();
      } catch (error) {
        if (!(await isAuthorized(deps.database, asker))) throw new NotProvedError();
        throw error;
      }
    },
    proved,
    async page(view: PageView, { said: code, ...told }: Sent): Promise<Response> {
      await proved();
      const frame = { assets: await assetNames(deps.assets), said: saidOf(code, language()) };
      return await htmlReply(dashboardPage(viewer(), view, frame), { ...told, language: language() });
    },
    /** Those who are no members hear what they would of a shop that does not exist. */
    async answered(work: () => Promise<Response>): Promise<Response> {
      try {
        const response = await work();
        if (member !== null) await renew(app, seat, member, response);
        return response;
      } catch (error) {
        if (error instanceof StaleError) return freshReply(context, seat);
        if (!(error instanceof NotProvedError)) throw error;
        if ((await readPerson(deps.database, seat.session.token, now)) === null) return signInReply(context, seat);
        throw new PageError("notFound");
      }
    },
  };
}
