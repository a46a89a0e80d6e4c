import type { MemberAccess } from "../db/queries/sessions.ts";
import type { Language } from "../i18n/languages.ts";
import { languageOf } from "../i18n/languages.ts";
import type { Viewer } from "./viewer.ts";

/**
 * Who looks at a page, as the statement of the page told it.
 *
 * @param browsers the language that counts until the person chose one
 */
export function viewerOf({ language, ...member }: MemberAccess, browsers: Language): Viewer {
  const { sessionId: _, signedInAt: __, renewedAt: ___, ...viewer } = member;
  return { ...viewer, language: languageOf(language ?? "") ?? browsers };
}
