import type { StoredCode } from "../../db/rows/code.ts";
import { NO_CONTACTS } from "../../db/rows/contacts.ts";
import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import { UNRESTRICTED } from "../../domain/codeTerms.ts";
import { EMPTY_PLAN, joinPlans, planOf } from "../../domain/counters.ts";
import { parseKeptRules } from "../../domain/parseRules.ts";
import type { Rules } from "../../domain/rules.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import { codeOf } from "./reported.ts";

/** Snapshots as `load` would read them of a tenant to whom nothing has happened yet. */

export interface ProgramSpec extends Partial<Omit<StoredProgram, "rules" | "plan">> {
  /** As written; the latest version. */
  readonly document: unknown;
}

export type PersonSpec = Partial<StoredParticipant> & Pick<StoredParticipant, "externalId">;

/**
 * Published programs, and people who each have a code in all of them: `codeOf`.
 *
 * @param programs a document alone is the program "p", in GBP and UTC
 */
export function snapshotOf(
  programs: Readonly<Record<string, unknown>> | readonly ProgramSpec[],
  people: readonly (string | PersonSpec)[] = ["ann"],
): Snapshot {
  const specs = Array.isArray(programs) ? (programs as readonly ProgramSpec[]) : [{ document: programs }];
  const stored = specs.map(programFrom);
  const participants = people.map(participantFrom);
  const codes = stored.flatMap(({ id, key }) =>
    participants.map((owner) => storedCode(codeOf(owner.externalId, key), id, owner.id)),
  );
  const nothing = {
    known: [],
    referrals: [],
    memberships: [],
    purchases: [],
    ordersLeft: [],
    customEvents: [],
    unread: [],
    rewards: [],
    moments: [],
    counters: [],
    coupons: [],
    couponUses: [],
    undoneUses: [],
    spends: [],
    contacts: NO_CONTACTS,
    namedCodes: new Map(),
  };
  return { tenantId: "ten_1", ...nothing, participants, programs: stored, codes };
}

/** A primary code without restrictions, of an owner who never applied. */
export function storedCode(
  code: string,
  programId: string,
  participantId: string,
  more: Partial<StoredCode> = {},
): StoredCode {
  return { code, programId, participantId, primary: code, version: 1, application: null, ...UNRESTRICTED, ...more };
}

/** Parses a document that a test holds to be right. */
export function rulesFrom(document: unknown, currency = "GBP"): Rules {
  const parsed = parseKeptRules(document, currency);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.rules;
}

/** `par_` and the name: the id of everyone in `people`; others get theirs from the event that names them. */
export function idOf(externalId: string): string {
  return `par_${externalId}`;
}

function programFrom({ document, ...spec }: ProgramSpec): StoredProgram {
  const { key = "p", currency = "GBP", version = 1 } = spec;
  const rules = rulesFrom(document, currency);
  return {
    id: `prog_${key}`,
    key,
    currency,
    timezone: "UTC",
    status: "active",
    pausedReason: null,
    pausedPeriod: null,
    pausedAt: null,
    startsAt: null,
    endsAt: null,
    version,
    epoch: 1,
    ...spec,
    plan: joinPlans(EMPTY_PLAN, planOf(rules)),
    rules: new Map(version === 0 ? [] : [[version, rules]]),
  };
}

function participantFrom(spec: string | PersonSpec): StoredParticipant {
  const person = typeof spec === "string" ? { externalId: spec } : spec;
  const unknown = {
    emailFolded: null,
    phone: null,
    country: null,
    segments: [],
    hasName: false,
    hasLocale: false,
    guest: false,
    firstSignupAt: null,
    firstPurchaseAt: null,
  };
  const unsaid = { ...unknown, customerSince: null, blocked: false };
  return { id: idOf(person.externalId), ...unsaid, version: 1, referredVersion: 0, ...person };
}
