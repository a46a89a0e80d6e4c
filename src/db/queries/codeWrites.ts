import { CODE_KINDS, type CodeKind } from "../../domain/codeTerms.ts";
import type { ApplicationStatus, WrittenEligibility } from "../../domain/eligibility.ts";
import type { Database } from "../../ports.ts";
import type { CodeRecord } from "../rows/code.ts";
import type { AliasArray } from "../rows/participant.ts";
import type { Asker, Authorized, TenantAsker } from "./asker.ts";
import { aliasesAmong, PRIMARY_CODE, participantsNamed } from "./filtered.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** What issuing codes in a program is decided on. */
export interface BeforeCodes {
  readonly slug: string;
  readonly program: CodesProgram | null;
  /** Those of the participants named who exist. */
  readonly participants: readonly CodeCandidate[];
  /** Of the names, those that are other names of them. */
  readonly aliases: readonly AliasArray[];
  /** The participants' codes in the program, and those codes asked for that exist, whatever their owner. */
  readonly codes: readonly OwnedCode[];
}

export interface CodesProgram {
  readonly id: string;
  readonly key: string;
  readonly epoch: number;
  readonly isPublished: boolean;
  /** Of the latest version's rules, as written; null where it says nothing or was never published. */
  readonly eligibility: WrittenEligibility | null;
}

export interface CodeCandidate {
  readonly id: string;
  readonly externalId: string;
  readonly referredVersion: number;
  readonly segments: readonly string[];
  readonly blocked: boolean;
  /** Whether they have no account. */
  readonly guest: boolean;
  /** In the program; null where they never applied. */
  readonly application: ApplicationStatus | null;
}

export interface OwnedCode {
  readonly code: string;
  readonly display: string;
  readonly kind: CodeKind;
  readonly programId: string;
  readonly participantId: string;
  readonly version: number;
}

const NAMES = "ARRAY(SELECT jsonb_array_elements_text($4::jsonb))";

// Three partial indexes lead from participants to their codes, one for each kind.
const ownedBy = (kind: OwnedCode["kind"]) => `SELECT c.* FROM codes c
  WHERE c.tenant_id = k.tenant_id AND c.kind = '${kind}'
    AND c.program_id = (SELECT id FROM programs WHERE tenant_id = k.tenant_id AND key = $3)
    AND c.participant_id = ANY (${participantsNamed(NAMES)})`;

const BEFORE_CODES = `SELECT json_build_object(
  'slug', (SELECT t.slug FROM tenants t WHERE t.id = k.tenant_id),
  'program', (SELECT json_build_object('id', g.id, 'key', g.key, 'epoch', g.epoch, 'isPublished', g.version > 0,
      'eligibility', v.rules -> 'eligibility')
    FROM programs g
    LEFT JOIN program_versions v ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version
    WHERE g.tenant_id = k.tenant_id AND g.key = $3),
  'participants', (SELECT coalesce(json_agg(json_build_object('id', p.id, 'externalId', p.external_id,
      'referredVersion', p.referred_version, 'segments', p.segments, 'blocked', p.blocked_at IS NOT NULL, 'guest', p.guest,
      'application', (SELECT a.status FROM applications a
        WHERE a.tenant_id = k.tenant_id AND a.participant_id = p.id
          AND a.program_id = (SELECT id FROM programs WHERE tenant_id = k.tenant_id AND key = $3)))), '[]')
    FROM participants p
    WHERE p.tenant_id = k.tenant_id AND p.id = ANY (${participantsNamed(NAMES)})),
  'aliases', ${aliasesAmong(NAMES)},
  'codes', (SELECT coalesce(json_agg(json_build_object('code', c.code, 'display', c.display, 'kind', c.kind,
      'programId', c.program_id, 'participantId', c.participant_id, 'version', c.version)), '[]')
    FROM (
      SELECT c.* FROM codes c
      WHERE c.tenant_id = k.tenant_id AND c.code = ANY (ARRAY(SELECT jsonb_array_elements_text($5::jsonb)))
      ${CODE_KINDS.map((kind) => `UNION ${ownedBy(kind)}`).join(" ")}
    ) c))`;

/** Reads what issuing codes is decided on; `codes` are those asked for by name, folded. */
export function readBeforeCodes(
  database: Database,
  asker: Asker,
  idempotencyKey: string | null,
  asked: { readonly program: string; readonly externalIds: readonly string[]; readonly codes: readonly string[] },
): Promise<Authorized<BeforeWrite<BeforeCodes>> | null> {
  const params = [asked.program, JSON.stringify(asked.externalIds), JSON.stringify(asked.codes)];
  return readForWrite(database, asker, idempotencyKey, BEFORE_CODES, params);
}

const RECORD = `SELECT json_build_object('code', p.code, 'program', g.key, 'participant', o.external_id,
    'disabled', p.disabled, 'expiresAt', p.expires_at, 'maxUses', p.max_uses, 'uses', p.uses, 'version', p.version,
    'vanity', (SELECT v.display FROM codes v WHERE v.tenant_id = p.tenant_id AND v.participant_id = p.participant_id
      AND v.program_id = p.program_id AND v.kind = 'vanity' AND p.kind = 'primary'))
  FROM codes c
  JOIN codes p ON p.tenant_id = c.tenant_id AND p.code = ${PRIMARY_CODE}
  JOIN programs g ON g.tenant_id = c.tenant_id AND g.id = c.program_id
  JOIN participants o ON o.tenant_id = c.tenant_id AND o.id = c.participant_id
  WHERE c.tenant_id = k.tenant_id AND c.code = $3`;

/** Reads the primary code of a code or vanity code, folded, before it is changed; null where there is none. */
export function readCodeForWrite(
  database: Database,
  asker: TenantAsker,
  code: string,
): Promise<Authorized<BeforeWrite<CodeRecord | null>> | null> {
  return readForWrite(database, asker, null, RECORD, [code]);
}
