/** What is remembered of a visitor's arrivals through share links: a bounded list, the oldest first. Pure. */

/** One arrival: the code of the link, the signed click id (empty for a link without one), and when. */
export type Visit = readonly [code: string, click: string, at: number];

/** What forms and callers are given. */
export interface Referral {
  /** Of the latest arrival; empty when there was none. */
  readonly code: string;
  /** Signed click ids, the oldest first. */
  readonly clicks: readonly string[];
}

/** The server looks at no more of them, and they have to fit into a cookie. */
export const MAX_VISITS = 10;
const DAY_MS = 86_400_000;
/** Of any script. */
const CODE = /^[\w\p{L}\p{M}\p{N} -]{1,64}$/u;
/** Longer than a hundred signs only where a code is of other letters than A to Z. */
const CLICK = /^clk_[\w.-]{1,336}$/;
/** What browsers keep of one cookie is 4 KiB, its name and its attributes included. */
const MAX_TEXT = 3_800;

/** The arrival that a page's address tells of, or null. */
export function visitOf(search: string, at: number): Visit | null {
  const parameters = new URLSearchParams(search);
  const code = parameters.get("ref") || "";
  const click = parameters.get("click") || "";
  return CODE.test(code) ? [code, CLICK.test(click) ? click : "", at] : null;
}

/**
 * The list with more arrivals. A click id stays where it is when its page is loaded again; a link without one is
 * the latest each time.
 */
export function withVisits(visits: readonly Visit[], more: readonly Visit[]): readonly Visit[] {
  const kept = more
    .reduce((all, visit) => {
      const [code, click] = visit;
      if (click && all.some((known) => known[1] === click)) return all;
      return all.filter((known) => click || known[1] || known[0] !== code).concat([visit]);
    }, visits)
    .slice(-MAX_VISITS);
  while (encodeURIComponent(JSON.stringify(kept)).length > MAX_TEXT) kept.shift();
  return kept;
}

/** What was stored, as far as it is ours, whole and not older than so many days. */
export function readVisits(text: string | null, now: number, days: number): readonly Visit[] {
  try {
    const list: unknown = JSON.parse(text || "[]");
    const isOurs = (it: unknown): it is Visit => isVisit(it) && it[2] > now - days * DAY_MS;
    return Array.isArray(list) ? list.filter(isOurs).slice(-MAX_VISITS) : [];
  } catch {
    // Another script's text, or a damaged one: as good as none.
    return [];
  }
}

function isVisit(it: unknown): it is Visit {
  if (!Array.isArray(it)) return false;
  const [code, click, at]: unknown[] = it;
  const isText = typeof code === "string" && typeof click === "string";
  return isText && CODE.test(code) && (!click || CLICK.test(click)) && typeof at === "number";
}

/** What a form sends: a click tells the code itself, so a code stands beside clicks only where it came without one. */
export function sentOf(visits: readonly Visit[]): Referral {
  const { code, clicks } = referralOf(visits);
  return { code: visits[visits.length - 1]?.[1] ? "" : code, clicks };
}

export function referralOf(visits: readonly Visit[]): Referral {
  const last = visits[visits.length - 1];
  return { code: last ? last[0] : "", clicks: visits.map((visit) => visit[1]).filter(Boolean) };
}
