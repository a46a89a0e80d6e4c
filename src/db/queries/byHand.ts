import type { Database } from "../../ports.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
import type { Authorized, TenantAsker } from "./asker.ts";
import { participantNamed } from "./filtered.ts";
import type { SnapshotRequest } from "./loadSnapshot.ts";
import { snapshotFrom, snapshotParams } from "./loadSnapshot.ts";
import type { BeforeWrite } from "./readForWrite.ts";
import { readForWrite } from "./readForWrite.ts";

/** Who is tied by hand, and by what their advocate is called: a code, or their own id. */
export interface HandInput {
  /** The key of the program. */
  readonly program: string;
  /** The advocate's externalId; null where the request names their code. */
  readonly advocate: string | null;
}

export interface BeforeHand {
  /** The advocate's own code in the program, where they are named by their id; null where there is none. */
  readonly code: string | null;
  readonly isAdvocateKnown: boolean;
  readonly snapshot: SnapshotJson;
}

/** The parameters of the snapshot begin here. */
const FIRST = 5;

const OWN_CODE = `(SELECT c.code FROM participants p
  JOIN programs g ON g.tenant_id = p.tenant_id AND g.key = $3
  JOIN codes c ON c.tenant_id = p.tenant_id AND c.program_id = g.id AND c.participant_id = p.id AND c.kind = 'primary'
  WHERE p.tenant_id = k.tenant_id AND p.id = ${participantNamed("$4::text")})`;

/** A code that was named, else the advocate's own. Once they have one it stays theirs. */
const CODES = `CASE WHEN $4::text IS NULL THEN $${FIRST + 9}::text[] ELSE array_remove(ARRAY[${OWN_CODE}], NULL) END`;

const BEFORE = `SELECT json_build_object('code', ${OWN_CODE}, 'isAdvocateKnown', ${participantNamed("$4::text")} IS NOT NULL,
  'snapshot', (${snapshotFrom(FIRST, { codes: CODES })}))`;

/** Reads what tying a friend by hand is decided on. */
export function readBeforeHand(
  database: Database,
  asker: TenantAsker,
  idempotencyKey: string | null,
  { program, advocate }: HandInput,
  request: SnapshotRequest,
): Promise<Authorized<BeforeWrite<BeforeHand>> | null> {
  const params = [program, advocate, ...snapshotParams(request)];
  return readForWrite(database, asker, idempotencyKey, BEFORE, params);
}
