/** The most origins that a shop has. */
export const MAX_ORIGINS = 50;
const MAX_ORIGIN_LENGTH = 300;

/** What is wrong with a line that should be an origin. */
export interface OriginProblem {
  readonly code: "originWildcard" | "originMeant" | "originScheme" | "originUnclear";
  readonly line: string;
  /** What was probably meant; empty where nothing can be guessed. */
  readonly origin: string;
}

/** Origins as a person writes them, one a line; the first line that is none says why. */
export type WrittenOrigins =
  | { readonly origins: readonly string[] }
  | { readonly problem: OriginProblem | { readonly code: "originsMany"; readonly line: ""; readonly origin: "" } };

/** Reads them; a slash at the end and capitals, which browsers leave out too, are no mistake. */
export function readOrigins(text: string): WrittenOrigins {
  const lines = text.split(/\s+/).filter((line) => line !== "");
  const origins = new Set<string>();
  for (const line of lines) {
    const read = originOf(line);
    if (typeof read !== "string") return { problem: read };
    origins.add(read);
    if (origins.size > MAX_ORIGINS) return { problem: { code: "originsMany", line: "", origin: "" } };
  }
  return { origins: [...origins] };
}

function originOf(line: string): string | OriginProblem {
  const wrong = (code: OriginProblem["code"], origin = ""): OriginProblem => ({ code, line, origin });
  if (line.includes("*")) return wrong("originWildcard");
  if (!/^https?:\/\//i.test(line)) return wrong("originScheme");
  if (line.length > MAX_ORIGIN_LENGTH || !URL.canParse(line)) return wrong("originUnclear");
  const { origin, pathname, search, hash, username, password } = new URL(line);
  const isBare = pathname === "/" && search + hash + username + password === "";
  return isBare ? origin : wrong("originMeant", origin);
}
