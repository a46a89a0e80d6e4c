import type { PictureShape, PictureType } from "../../domain/pictures.ts";
import type { Database } from "../../ports.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { readAsTenant } from "./asker.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** A picture without its bytes. */
export interface PictureView extends PictureShape {
  readonly sha256: string;
  /** In bytes. */
  readonly size: number;
  readonly createdAt: string;
}

const VIEW = `json_build_object('sha256', p.sha256, 'type', p.type, 'width', p.width, 'height', p.height,
  'size', octet_length(p.bytes), 'createdAt', p.created_at)`;

/** A picture as it is shown to everyone. */
export interface ShownPicture extends Pick<PictureShape, "width" | "height"> {
  readonly sha256: string;
}

/** SQL: a `ShownPicture` of a tenant, by its hash; null where there is none. */
export function shownPicture(tenant: string, sha256: string): string {
  return `(SELECT json_build_object('sha256', p.sha256, 'width', p.width, 'height', p.height)
    FROM pictures p WHERE p.tenant_id = ${tenant} AND p.sha256 = ${sha256})`;
}

/** SQL: what `Effects.library` has to say. */
export const LIBRARY = `json_build_object(
  'pictures', (SELECT count(*) FROM pictures p WHERE p.tenant_id = k.tenant_id),
  'materials', (SELECT count(*) FROM materials m WHERE m.tenant_id = k.tenant_id))`;

/** SQL: the pictures of the tenant, the newest first; there are `MAX_PICTURES` at most. */
export const PICTURES = `SELECT coalesce(json_agg(${VIEW} ORDER BY p.created_at DESC, p.sha256), '[]')
  FROM pictures p WHERE p.tenant_id = k.tenant_id`;

/** Reads what pictures the tenant has, the newest first. */
export function listPictures(
  database: Database,
  asker: TenantAsker,
): Promise<Authorized<readonly PictureView[]> | null> {
  return readAsTenant(database, asker, PICTURES);
}

/** How much there is, of what the tenant may have only so much of. */
export interface Library {
  readonly pictures: number;
  readonly materials: number;
}

export interface BeforePicture {
  readonly library: Library;
  /** Null where the tenant has none of these bytes. */
  readonly picture: PictureView | null;
  /** Whether a material shows it, or it is the logo. */
  readonly isShown: boolean;
}

/** Reads what adding or removing a picture is decided on. */
export function readBeforePicture(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  sha256: string,
): Promise<Authorized<BeforeWrite<BeforePicture>> | null> {
  const select = `SELECT json_build_object('library', ${LIBRARY},
    'picture', (SELECT ${VIEW} FROM pictures p WHERE p.tenant_id = k.tenant_id AND p.sha256 = $3),
    'isShown', EXISTS (SELECT FROM materials m WHERE m.tenant_id = k.tenant_id AND m.picture = $3)
      OR EXISTS (SELECT FROM tenants t WHERE t.id = k.tenant_id AND t.logo = $3))`;
  return readForWrite(database, asker, idempotencyKey, select, [sha256]);
}

export interface PictureBytes {
  readonly type: PictureType;
  readonly base64: string;
}

const BYTES = "json_build_object('type', p.type, 'base64', translate(encode(p.bytes, 'base64'), E'\\n', ''))";

/** Reads a picture for everyone: those who know its hash have it, or a page that shows it. Null where no tenant has it. */
export async function readPublicPicture(database: Database, sha256: string): Promise<PictureBytes | null> {
  const sql = `SELECT ${BYTES} FROM pictures p WHERE p.sha256 = $1 LIMIT 1`;
  const [row] = await database.query(sql, [sha256], { lane: "read", of: sha256 });
  return row === undefined ? null : (row[0] as PictureBytes);
}

/** Reads a picture of the tenant; null where it has none of these bytes. */
export function readPicture(
  database: Database,
  asker: TenantAsker,
  sha256: string,
): Promise<Authorized<PictureBytes | null> | null> {
  const select = `SELECT ${BYTES} FROM pictures p WHERE p.tenant_id = k.tenant_id AND p.sha256 = $2`;
  return readAsTenant(database, asker, select, [sha256]);
}
