import type { NamedRows } from "../../db/queries/lockedRows.ts";
import { foldCode } from "../../domain/codes.ts";
import { peekClickCode } from "../events/clickIds.ts";
import type { ReportedEvent } from "../events/report.ts";
import type { Reported } from "./process.ts";

/**
 * Whom a request is about, before anything of it is loaded. Each name begins with a letter for its kind: `p` a
 * participant, by the tenant's own id, `o` an order, `c` a code, `k` an Idempotency-Key.
 */
export interface Subjects {
  /** Requests that have one of these in common are decided in the order in which they came. */
  readonly own: readonly string[];
  /** Codes whose owners it concerns too, which any number of requests may at the same time. */
  readonly codes: readonly string[];
}

export function subjectsOf({ events, idempotency }: Reported): Subjects {
  const key = idempotency === null ? [] : [keySubject(idempotency.key)];
  const own = [...key, ...events.flatMap(ownOf)];
  return { own: [...new Set(own)], codes: [...new Set(events.flatMap(codesOf))] };
}

/** The rows that such names stand for. */
export function rowsNamed(names: readonly string[]): NamedRows {
  const of = (kind: string) => names.flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length)] : []));
  return { participants: of("p"), codes: of("c"), orders: of("o") };
}

export function keySubject(key: string): string {
  return `k${key}`;
}

function ownOf(event: ReportedEvent): string[] {
  return [
    ...("participant" in event ? [`p${event.participant.externalId}`] : []),
    ...("orderId" in event ? [`o${event.orderId}`] : []),
    // Of a click nothing but its code is known.
    ...(event.type === "click" ? codesOf(event) : []),
  ];
}

function codesOf(event: ReportedEvent): string[] {
  const code = "code" in event && event.code !== null ? [foldCode(event.code)] : [];
  const clicked = "clickIds" in event ? event.clickIds.flatMap((id) => peekClickCode(id) ?? []) : [];
  return [...code, ...clicked].map((name) => `c${name}`);
}
