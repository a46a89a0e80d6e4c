import type { BrowserAccess, BrowserAsker } from "../../db/queries/asker.ts";
import type { ReportedParticipant } from "../../engine/events/report.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import { openTenantSecret } from "../../engine/events/tenantSecrets.ts";
import type { Language } from "../../i18n/languages.ts";
import { chooseLanguage, languageOf } from "../../i18n/languages.ts";
import type { Sealing } from "../../ports.ts";
import { ProblemError } from "../replies/problem.ts";
import { BEARER, kindOf } from "../request/authentication.ts";
import { invalid } from "../request/requestTexts.ts";
import type { Page } from "./cors.ts";
import { mayAsk, readableBy, readableByAll } from "./cors.ts";
import type { RequestLimits } from "./limits.ts";
import type { UnprovenToken } from "./participantToken.ts";
import { flawOf, readToken } from "./participantToken.ts";

const PUBLISHABLE_KEY = /^pk_(test|live)_[0-9A-Za-z]{16,64}$/;
const LANG = /[?&]lang=([a-z]{2})(?![a-z0-9])/i;

/** What a browser proves itself by. */
export type Credential =
  | { readonly kind: "publishableKey"; readonly hash: string; readonly isTest: boolean }
  | { readonly kind: "token"; readonly token: UnprovenToken };

/**
 * The credential of a request, by its form.
 *
 * @param access "participant": only a token will do
 * @throws {ProblemError} unauthorized
 */
export function credentialOf(request: Request, access: "publishableKey" | "participant"): Credential {
  const header = request.headers.get("authorization");
  const text = BEARER.exec(header ?? "")?.[1] ?? "";
  const mode = PUBLISHABLE_KEY.exec(text)?.[1];
  if (mode !== undefined && access === "publishableKey") {
    return { kind: "publishableKey", hash: sha256(text), isTest: mode === "test" };
  }
  const token = mode === undefined ? readToken(text) : null;
  if (token !== null) return { kind: "token", token };
  const needed = access === "participant" ? "A participant's token" : "A publishable key or a participant's token";
  const came = kindOf(header, text);
  throw new ProblemError("unauthorized", `${needed} is needed, as Authorization: Bearer ...; ${came}.`);
}

/** The visitor who calls from a browser, as far as they are known at each moment of the request. */
export interface Visitor {
  readonly asker: BrowserAsker;
  /** Null with a publishable key. Nothing is done in their name before the asker was admitted. */
  readonly participant: ReportedParticipant | null;
  /** The participant's language as it is stored, once it was read. */
  storedLocale(): string | null;
  /** The tenant whose key or token it is, once that was proved. */
  provenTenantId(): string | null;
  /** Whether the page may read what is answered: by what the tenant says, once that was read. */
  corsHeaders(): Record<string, string>;
}

/**
 * Makes the asker of a request. Admitting it is what stands between what a credential claims and what was read for
 * it: the token's signature, then the page's origin, then the limits that go by whose token it is.
 *
 * @param tellsCodes whether the answer tells which codes there are
 */
export function visitorOf(
  credential: Credential,
  page: Page,
  {
    limits,
    tellsCodes,
    now,
    sealing,
  }: {
    readonly limits: RequestLimits;
    readonly tellsCodes: boolean;
    readonly now: () => Date;
    readonly sealing: Sealing;
  },
): Visitor {
  const token = credential.kind === "token" ? credential.token : null;
  const isTestKey = credential.kind === "publishableKey" ? credential.isTest : null;
  // What the tenant says, believed or not.
  let access: BrowserAccess | null = null;
  let admitted: Promise<void> | null = null;
  let isProven = false;

  const examine = async (seen: BrowserAccess): Promise<void> => {
    const open = (secret: string | null) => openTenantSecret(sealing, seen.tenantId, "widgetSecret", secret);
    const flaw = token === null ? null : await flawOf(token, await Promise.all(seen.secrets.map(open)), now());
    if (flaw !== null) throw new ProblemError("unauthorized", flaw);
    isProven = true;
    if (!mayAsk(page, isTestKey, seen)) {
      throw new ProblemError(
        "origin_not_allowed",
        `Add ${page.origin} to the tenant's allowedOrigins with PATCH /v1/tenant, exactly as it is written here.`,
      );
    }
    if (token !== null && seen.participant?.guest === true) {
      throw new ProblemError(
        "unauthorized",
        'A guest has no panel: say "guest": false of them once they have an account.',
      );
    }
    await Promise.all([
      token === null ? null : limits.ofParticipant(seen.tenantId, token.participant.externalId),
      token !== null && tellsCodes ? limits.ofFailedCodes(seen.tenantId, token.participant.externalId) : null,
    ]);
    if (token !== null && token.errors.length > 0) throw invalid("token", token.errors);
  };
  return {
    participant: token?.participant ?? null,
    // A forged token does not show what language its participant speaks.
    storedLocale: () => (isProven ? (access?.participant?.locale ?? null) : null),
    provenTenantId: () => (isProven ? (access?.tenantId ?? null) : null),
    corsHeaders: () => (access === null ? readableByAll(page) : readableBy(page, isTestKey, access)),
    asker: {
      kind: "browser",
      credential:
        credential.kind === "token"
          ? { kind: "token", tenantId: credential.token.tenantId, externalId: credential.token.participant.externalId }
          : { kind: "publishableKey", hash: credential.hash },
      admit(seen) {
        access = seen;
        // A write that loads again is still one request.
        admitted ??= examine(seen);
        return admitted;
      },
    },
  };
}

const TAGS = /[a-z]{2,3}(?:-[a-z0-9]{2,8})*/gi;
/** What is read of a request for it; browsers send far less. */
const MAX_TAGS_LENGTH = 500;

/**
 * In whose form dates are written for a visitor, such as `en-GB`: the language, with the country that the request, else
 * the participant's locale, has with it. A page says its own in `lang` or first in Accept-Language.
 */
export function visitorLocale(request: Request, visitor: Visitor | null, language: Language): string {
  const asked = new URL(request.url).searchParams.get("lang") ?? "";
  const accepted = request.headers.get("accept-language") ?? "";
  const own = visitor?.storedLocale() ?? visitor?.participant?.locale ?? "";
  const tags = [asked, accepted, own].flatMap((text) => text.slice(0, MAX_TAGS_LENGTH).match(TAGS) ?? []);
  for (const tag of tags) {
    const country = languageOf(tag) === language ? /-([a-z]{2})(?:-|$)/i.exec(tag)?.[1] : undefined;
    if (country !== undefined) return `${language}-${country.toUpperCase()}`;
  }
  return language;
}

/** The language that a request asks for, else the participant's, else what the browser likes best. */
export function visitorLanguage(request: Request, visitor: Visitor | null): Language {
  // Read before the query is parsed, since what is wrong with it is told in this language as well.
  const asked = LANG.exec(request.url)?.[1] ?? "";
  const locale = visitor?.storedLocale() ?? visitor?.participant?.locale ?? "";
  return languageOf(asked) ?? languageOf(locale) ?? chooseLanguage(request.headers.get("accept-language"));
}
