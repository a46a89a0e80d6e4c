import type { Database } from "../../ports.ts";
import type { Effects } from "./effects.ts";

/** The kinds of rows that a commit locks, each with the columns of its key, the tenant apart, and the lock. */
const KINDS = {
  participants: { key: ["id"], lock: "NO KEY UPDATE" },
  wallets: { key: ["participant_id", "unit"], lock: "NO KEY UPDATE" },
  // Events only have to keep changes of their program out.
  programs: { key: ["id"], lock: "SHARE" },
  contact_heads: { key: ["hash"], lock: "NO KEY UPDATE" },
  codes: { key: ["code"], lock: "NO KEY UPDATE" },
  purchases: { key: ["order_id"], lock: "NO KEY UPDATE" },
  rewards: { key: ["id"], lock: "NO KEY UPDATE" },
  spends: { key: ["order_id", "unit"], lock: "NO KEY UPDATE" },
  payouts: { key: ["id"], lock: "NO KEY UPDATE" },
  payout_batches: { key: ["id"], lock: "NO KEY UPDATE" },
  counters: { key: ["program_id", "subject", "period_key", "metric"], lock: "NO KEY UPDATE" },
} as const;

type Kind = keyof typeof KINDS;

/** A row's table and its key as JSON, for instance `participants ["par_1"]`. */
export type RowName = string;

/** The rows that a commit locks, as far as they are there already. */
export function rowsLockedBy(effects: Partial<Effects>): readonly RowName[] {
  const {
    codeUses = [],
    codeChanges = [],
    codeKinds = [],
    counters = [],
    newReferrals = [],
    newRewards = [],
    postings = [],
  } = effects;
  const { participants = [], profiles = [], blocks = [], applications = [], programs = [], rewards = [] } = effects;
  const { stubs = [], purchases = [], contactHeads = [] } = effects;
  const {
    spends = [],
    paidRewards = [],
    payouts = [],
    payoutBatches = [],
    expiries = [],
    announcedRewards = [],
  } = effects;
  // Foreign keys lock whom a new row is about.
  const people = [...applications, ...newRewards].map(({ participantId }) => participantId);
  const advocates = newReferrals.flatMap(({ advocateId }) => advocateId ?? []);
  const ids = [...participants, ...profiles, ...blocks].map(({ id }) => id);
  return [
    ...new Set([
      ...[...ids, ...people, ...advocates].map((id) => nameOf("participants", id)),
      ...[...postings, ...expiries].map(({ participantId, unit }) => nameOf("wallets", participantId, unit)),
      ...programs.map(({ id }) => nameOf("programs", id)),
      // Of one that is named by what it is hashed from, it is found out when it is tried.
      ...contactHeads.flatMap((head) => ("hash" in head ? nameOf("contact_heads", head.hash) : [])),
      ...[...codeUses, ...codeChanges, ...codeKinds].map(({ code }) => nameOf("codes", code)),
      ...[...stubs, ...purchases].map(({ orderId }) => nameOf("purchases", orderId)),
      ...[...rewards, ...paidRewards].map(({ id }) => nameOf("rewards", id)),
      ...announcedRewards.map((id) => nameOf("rewards", id)),
      ...payouts.map(({ id }) => nameOf("payouts", id)),
      ...payoutBatches.map(({ id }) => nameOf("payout_batches", id)),
      ...spends.map(({ orderId, unit }) => nameOf("spends", orderId, unit)),
      ...counters.map((c) => nameOf("counters", c.programId, c.subject, c.periodKey, c.metric)),
    ]),
  ];
}

function nameOf(kind: Kind, ...key: readonly string[]): RowName {
  return `${kind} ${JSON.stringify(key)}`;
}

/*
 * Takes the locks that commits would take, without waiting, and gives them back at once: what it could not have is
 * locked by another.
 */
const LOCKED = lockedStatement();

function lockedStatement(): string {
  const parts = Object.entries(KINDS).map(([kind, { key, lock }]) => {
    const keyOf = (alias: string) => key.map((column) => `${alias}.${column}`).join(", ");
    const asked = key.map((column, index) => `k ->> ${index} AS ${column}`).join(", ");
    const named = `(SELECT ${asked} FROM jsonb_array_elements($2::jsonb -> '${kind}') k) n`;
    const found = `${kind} x ON x.tenant_id = $1 AND (${keyOf("x")}) = (${keyOf("n")})`;
    return {
      free: `free_${kind} AS MATERIALIZED (SELECT ${keyOf("x")} FROM ${named} JOIN ${found}
        ORDER BY ${keyOf("x")} FOR ${lock} OF x SKIP LOCKED)`,
      locked: `SELECT '${kind}', json_build_array(${keyOf("x")}) FROM ${named} JOIN ${found}
        WHERE (${keyOf("x")}) NOT IN (SELECT ${keyOf("f")} FROM free_${kind} f)`,
    };
  });
  const free = parts.map((part) => part.free).join(", ");
  return `WITH ${free} ${parts.map((part) => part.locked).join(" UNION ALL ")}`;
}

/** Which of these rows others have locked, and not yet given back. */
export async function readLockedRows(
  database: Database,
  tenantId: string,
  rows: readonly RowName[],
): Promise<readonly RowName[]> {
  const keys: Partial<Record<string, unknown[]>> = {};
  for (const row of rows) {
    const end = row.indexOf(" ");
    const kind = row.slice(0, end);
    keys[kind] = [...(keys[kind] ?? []), JSON.parse(row.slice(end))];
  }
  const params = [tenantId, JSON.stringify(keys)];
  const locked = await database.query(LOCKED, params, { lane: "write", of: tenantId });
  return locked.map(([kind, key]) => nameOf(kind as Kind, ...(key as string[])));
}
