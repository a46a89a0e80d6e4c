import type { Actor, TenantAsker } from "../../db/queries/asker.ts";
import type { MemberChange, MemberChanged } from "../../db/queries/members.ts";
import { readWhoChanges, writeMember } from "../../db/queries/members.ts";
import type { Deps } from "../../deps.ts";
import { untilCommitted } from "../../engine/loop/attempts.ts";

type MemberDeps = Pick<Deps, "database" | "clock" | "ids">;

/** What the command line does is done by no person of the tenant. */
export const COMMAND_LINE: Actor = { type: "job", id: "command-line" };

/**
 * Changes who works for the asker's tenant, as one of its owners. The membership itself tells a repeat.
 *
 * @returns null when the asker is not proved
 * @throws {BusyError} when others kept overtaking it; nothing was written
 * @throws {OutcomeUnknownError} when it may have been written
 */
export async function changeMember(
  deps: MemberDeps,
  asker: TenantAsker,
  change: MemberChange,
): Promise<MemberChanged | null> {
  return await untilCommitted(deps.clock, async () => {
    const read = await readWhoChanges(deps.database, asker);
    return read && (await written(deps, { tenantId: read.tenantId, actor: read.body.actor }, change));
  });
}

/** The same for the command line, which is no owner of the tenant. */
export async function changeMemberHere(
  deps: MemberDeps,
  tenantId: string,
  change: MemberChange,
): Promise<MemberChanged> {
  return await untilCommitted(deps.clock, () => written(deps, { tenantId, actor: COMMAND_LINE }, change));
}

function written(
  { database, clock, ids }: MemberDeps,
  whose: { readonly tenantId: string; readonly actor: Actor },
  change: MemberChange,
): Promise<MemberChanged> {
  const at = clock.now();
  return writeMember(database, whose, change, { userId: ids.id("usr", at), auditId: ids.id("aud", at), at });
}
