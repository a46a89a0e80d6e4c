import { isSameEmail } from "../../domain/emails.ts";
import { takenOver } from "../../domain/guests.ts";
import { isLive } from "../../domain/rewardState.ts";
import type { NamedParticipant } from "../../engine/events/events.ts";
import type { LoadedMerge } from "../../engine/loop/loadMerge.ts";
import { loadMerge } from "../../engine/loop/loadMerge.ts";
import type { Takeover } from "../../engine/loop/takeovers.ts";
import type { Request, WriteDeps } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import type { BothLoaded } from "./decidedMerge.ts";
import { bothOf, decidedMerge } from "./decidedMerge.ts";
import { effectsOf } from "./mergeParticipant.ts";

const STAYS_APART = { done: { status: 200, body: null }, effects: null } as const;

/**
 * Makes a guest another name of the account that came with their e-mail, if it is still so when that is decided, and if
 * they can be merged; else they stay apart.
 *
 * @throws {DatabaseError} for which `isTooMuch` holds, where one load may not bring so much
 */
export async function mergeGuest(deps: WriteDeps, request: Request, takeover: Takeover): Promise<void> {
  const { account, guest, event } = takeover;
  const input = { whom: { externalId: account.externalId }, alias: guest.externalId };
  const load = () => loadMerge(deps.database, request.asker, null, input, deps.clock.now());
  await commitOnce<LoadedMerge | null, never>(deps, request, load, (before, attempt) => {
    const both = before === null ? null : bothOf(before);
    if (both === null || !mayTakeOver(both, account)) return STAYS_APART;
    const decided = decidedMerge(deps, both, attempt.at);
    return "limit" in decided ? STAYS_APART : effectsOf(deps, decided, { takenOverBy: event }, attempt);
  });
}

function mayTakeOver({ kept, named, theirs }: BothLoaded, { emailFolded, emailVerified }: NamedParticipant): boolean {
  const { contacts, participants, rewards } = theirs.loaded.snapshot;
  const isTheirs = isSameEmail(named.emailFolded, emailFolded) && [null, named.emailFolded].includes(kept.emailFolded);
  if (emailFolded === null || !isTheirs) return false;
  // By who has the address now: another account may have come meanwhile.
  const hashes = contacts.held.flatMap(([id, hash, kind]) => (id === named.id && kind === "email" ? [hash] : []));
  const holders = new Set(contacts.held.flatMap(([id, hash]) => (hashes.includes(hash) ? [id] : [])));
  const others = participants.filter(({ id }) => id !== kept.id && holders.has(id));
  const taken = takenOver({ externalId: kept.externalId, emailFolded }, kept, others, holders.has(kept.id));
  if (!taken.some(({ id }) => id === named.id)) return false;
  // An address that no one has made sure of must not fetch what another has earned.
  const earns = rewards.some(({ participantId, status }) => participantId === named.id && isLive(status));
  return emailVerified || (!earns && (theirs.wallets ?? []).length === 0);
}
