import { noticeBody } from "../../contract/notice.ts";
import type { FannedOut, OutboxRow } from "../../db/queries/outbox.ts";
import { fanOut, readOutbox } from "../../db/queries/outbox.ts";
import type { Deps } from "../../deps.ts";

/** So many notices are written by one statement, or those of one commit. */
const MAX_AT_ONCE = 500;
/** So many rounds one run makes: what is left has the next one. */
const MAX_ROUNDS = 20;

/**
 * Makes notices and deliveries of what commits have left in the outbox. Any number of processes may do so at once: each
 * row is taken by one of them.
 *
 * @returns whether there was anything
 */
export async function fanOutNotices({ database, clock }: Pick<Deps, "database" | "clock">): Promise<boolean> {
  let after = "";
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const rows = await readOutbox(database, after);
    const last = rows.at(-1);
    if (last === undefined) {
      if (after === "") return round > 0;
      after = "";
      continue;
    }
    after = last.tenantId;
    const now = clock.now();
    for (const part of inParts(rows.map((row) => toSend(row, now)))) await fanOut(database, part, now.toISOString());
  }
  return true;
}

function toSend({ tenantId, id, createdAt, notices }: OutboxRow, now: Date): FannedOut {
  const own = id.slice(id.indexOf("_") + 1);
  return {
    ...{ tenantId, id, createdAt },
    notices: (notices ?? []).map((notice, index) => ({
      outboxId: id,
      // The same each time that the row is looked at.
      id: `ntc_${own}${index.toString(36).padStart(3, "0")}`,
      type: notice.type,
      body: JSON.stringify(noticeBody(notice, createdAt, now)),
    })),
  };
}

/** Rows one after the other, each part with as many notices as one statement writes, and one row at least. */
function inParts(rows: readonly FannedOut[]): readonly (readonly FannedOut[])[] {
  const parts: FannedOut[][] = [];
  let room = 0;
  for (const row of rows) {
    if (row.notices.length > room || parts.length === 0) {
      parts.push([]);
      room = MAX_AT_ONCE;
    }
    parts.at(-1)?.push(row);
    room -= row.notices.length;
  }
  return parts;
}
