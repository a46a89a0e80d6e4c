import type { ProgramStatus } from "../../domain/attribution.ts";
import type { MaterialKind } from "../../domain/materials.ts";
import type { Database } from "../../ports.ts";
import type { Asker, Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import { participantNamed } from "./filtered.ts";
import type { Library, PictureView, ShownPicture } from "./pictures.ts";
import { LIBRARY, PICTURES, shownPicture } from "./pictures.ts";
import { runsAt } from "./programs.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** A material with the picture that it shows. */
export interface MaterialView {
  readonly id: string;
  readonly language: string;
  readonly kind: MaterialKind;
  readonly channel: string | null;
  readonly title: string;
  readonly text: string | null;
  readonly url: string | null;
  readonly picture: ShownPicture | null;
  /** "2026-12-24", in the time zone of the program. */
  readonly lastDay: string | null;
  readonly updatedAt: string;
}

const VIEW = `json_build_object('id', m.id, 'language', m.language, 'kind', m.kind, 'channel', m.channel,
  'title', m.title, 'text', m.text, 'url', m.url, 'lastDay', m.last_day::text, 'updatedAt', m.updated_at,
  'picture', ${shownPicture("m.tenant_id", "m.picture")})`;

/** SQL: whether a material is still shared at an instant: its last day ends in the time zone of its program. */
export function isSharedAt(material: string, program: string, at: string): string {
  return `(${material}.last_day IS NULL OR ${material}.last_day >= (${at} AT TIME ZONE ${program}.timezone)::date)`;
}

/** SQL: the materials of the program `g`, by language and name. */
const MATERIALS = `SELECT coalesce(json_agg(${VIEW} ORDER BY m.language, m.id), '[]')
  FROM materials m WHERE m.tenant_id = g.tenant_id AND m.program_id = g.id`;

/** Reads the materials of a program; null where there is no such program. There are `MAX_MATERIALS` at most. */
export function listMaterials(
  database: Database,
  asker: TenantAsker,
  program: string,
): Promise<Authorized<readonly MaterialView[] | null> | null> {
  const select = `SELECT (${MATERIALS}) FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, [program]);
}

export interface BeforeMaterial {
  readonly library: Library;
  readonly programId: string;
  /** How many the program has. */
  readonly count: number;
  /** Null where there is none of this id. */
  readonly material: MaterialView | null;
  /** The picture that is to be shown; null where there is none like it. */
  readonly picture: MaterialView["picture"];
}

/** Reads what changing a material is decided on; null where there is no such program. */
export function readBeforeMaterial(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  asked: { readonly program: string; readonly id: string; readonly picture: string | null },
): Promise<Authorized<BeforeWrite<BeforeMaterial | null>> | null> {
  const select = `SELECT json_build_object('library', ${LIBRARY}, 'programId', g.id,
      'count', (SELECT count(*) FROM materials m WHERE m.tenant_id = g.tenant_id AND m.program_id = g.id),
      'material', (SELECT ${VIEW} FROM materials m
        WHERE m.tenant_id = g.tenant_id AND m.program_id = g.id AND m.id = $4),
      'picture', ${shownPicture("g.tenant_id", "$5::text")})
    FROM programs g WHERE g.tenant_id = k.tenant_id AND g.key = $3`;
  return readForWrite(database, asker, idempotencyKey, select, [asked.program, asked.id, asked.picture]);
}

/** What an advocate is given to share: the materials of now, with what their variables stand for. */
export interface SharedMaterials {
  readonly shop: string;
  readonly slug: string;
  /** Null where there is none that was published. */
  readonly program: {
    readonly key: string;
    readonly currency: string;
    readonly texts: unknown;
    /** Of the latest version, as written. */
    readonly rules: unknown;
    /** How many programs the request may mean; 1 where it names one. */
    readonly candidates: number;
    readonly materials: readonly MaterialView[];
  } | null;
  /** What the advocate shares; null where they have no code of the program. */
  readonly code: { readonly code: string; readonly vanity: string | null } | null;
}

const SHARED = `WITH g AS MATERIALIZED (
    SELECT g.*, v.rules, count(*) OVER ()::integer AS candidates
    FROM programs g JOIN program_versions v
      ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version
    WHERE g.tenant_id = k.tenant_id AND (g.key = $2::text OR $2::text IS NULL) AND ${runsAt("$4::timestamptz")}
    ORDER BY g.key LIMIT 1)
  SELECT json_build_object('shop', t.name, 'slug', t.slug,
    'program', (SELECT json_build_object('key', g.key, 'currency', g.currency, 'texts', g.texts, 'rules', g.rules,
      'candidates', g.candidates, 'materials', (${MATERIALS}
        AND ${isSharedAt("m", "g", "$4::timestamptz")})) FROM g),
    'code', (SELECT json_build_object('code', c.code, 'vanity', (
        SELECT v.display FROM codes v WHERE v.tenant_id = c.tenant_id AND v.program_id = c.program_id
          AND v.participant_id = c.participant_id AND v.kind = 'vanity' LIMIT 1))
      FROM participants p JOIN codes c ON c.tenant_id = p.tenant_id AND c.participant_id = p.id
      WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$3::text")} AND p.blocked_at IS NULL
        AND c.program_id = (SELECT id FROM g) AND c.kind = 'primary' LIMIT 1))
  FROM tenants t WHERE t.id = k.tenant_id`;

/** Reads what an advocate may share now. */
export function readSharedMaterials(
  database: Database,
  asker: Asker,
  asked: { readonly program: string | null; readonly externalId: string; readonly at: Date },
): Promise<Authorized<SharedMaterials> | null> {
  return readAsTenant(database, asker, SHARED, [asked.program, asked.externalId, asked.at.toISOString()]);
}

/** A program's materials with all that a person needs to change them. */
export interface MaterialsPage {
  readonly shop: string;
  readonly slug: string;
  readonly program: {
    readonly key: string;
    readonly name: string;
    readonly status: ProgramStatus;
    readonly pausedReason: "budget" | "person" | null;
    readonly currency: string;
    readonly texts: unknown;
    /** Of the latest version, or of the draft before there is one; null where there is neither. */
    readonly rules: unknown;
    /** Today in its time zone: "2026-12-24". */
    readonly today: string;
    readonly materials: readonly MaterialView[];
  };
  readonly pictures: readonly PictureView[];
}

/** Reads the page of a program's materials; null where there is no such program. */
export function readMaterialsPage(
  database: Database,
  asker: TenantAsker,
  program: string,
  at: Date,
): Promise<Authorized<MaterialsPage | null> | null> {
  const select = `SELECT json_build_object('shop', t.name, 'slug', t.slug, 'pictures', (${PICTURES}),
      'program', json_build_object('key', g.key, 'name', g.name, 'status', g.status,
        'pausedReason', g.paused_reason, 'currency', g.currency, 'texts', g.texts,
        'rules', coalesce(v.rules, g.draft_rules), 'today', ($3::timestamptz AT TIME ZONE g.timezone)::date::text,
        'materials', (${MATERIALS})))
    FROM programs g JOIN tenants t ON t.id = g.tenant_id LEFT JOIN program_versions v
      ON v.tenant_id = g.tenant_id AND v.program_id = g.id AND v.version = g.version
    WHERE g.tenant_id = k.tenant_id AND g.key = $2`;
  return readAsTenant(database, asker, select, [program, at.toISOString()]);
}
