import type { Asker, TenantAsker } from "../../db/queries/asker.ts";
import { actsForTenant } from "../../db/queries/asker.ts";
import type { StoredParticipant } from "../../db/rows/participant.ts";
import { MAX_HOLDERS } from "../../domain/contacts.ts";
import { isSameEmail } from "../../domain/emails.ts";
import { MAX_TAKEOVERS, takenOver } from "../../domain/guests.ts";
import type { Clock, Database, Ids, Sealing } from "../../ports.ts";
import type { Outcome } from "../decide/outcome.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { NamedParticipant } from "../events/events.ts";
import type { PreparedEvent } from "../events/report.ts";
import type { RowTurns } from "./rowTurns.ts";

/** A guest who becomes another name of an account. */
export interface Takeover {
  /** As the event says it, by its own name. */
  readonly account: NamedParticipant;
  /** Whether the account has to be made first. */
  readonly isNew: boolean;
  readonly guest: { readonly id: string; readonly externalId: string };
  /** The event that the account came with, by its type. */
  readonly event: string;
}

/**
 * Makes a guest another name of an account, in a commit of its own; where that can't be, they stay apart.
 *
 * @throws what a write throws
 */
export type TakeOver = (deps: TakeOverDeps, asker: TenantAsker, takeover: Takeover) => Promise<void>;

/** What a takeover needs from outside. */
interface TakeOverDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly rowTurns: RowTurns;
  readonly contactKey: string;
  readonly sealing: Sealing;
}

/**
 * The guests that accounts take over before these events are decided for good: what comes again and what is refused takes
 * no one over.
 *
 * @param tried ids of guests whose turn was; those who are told now are added, and there are `MAX_TAKEOVERS` at most
 */
export function takeoversOf(
  snapshot: Pick<Snapshot, "participants" | "contacts">,
  events: readonly PreparedEvent[],
  outcomes: readonly Outcome[],
  tried: Set<string>,
): readonly Takeover[] {
  // A tenant without guests pays no more than this for them.
  if (!snapshot.participants.some(mayBeTaken)) return [];
  const takeovers: Takeover[] = [];
  const verified = new Set(
    events.flatMap(({ event }) => ("participant" in event ? verifiedOf(event.participant) : [])),
  );
  const found = new Set<string>();
  for (const [index, { event }] of events.entries()) {
    if (outcomes[index]?.kind !== "decided" || !("participant" in event)) continue;
    const { participant } = event;
    const { isNew, guests } = guestsOf(snapshot, participant);
    for (const { id, externalId } of guests) {
      if (tried.has(id) || tried.size >= MAX_TAKEOVERS) continue;
      tried.add(id);
      const account = { ...participant, emailVerified: verified.has(participant.externalId) };
      takeovers.push({
        account,
        isNew: isNew && !found.has(participant.externalId),
        guest: { id, externalId },
        event: event.type,
      });
      found.add(participant.externalId);
    }
  }
  return takeovers;
}

/**
 * Takes guests over, for those who act for the tenant: what a browser says of an address is not believed.
 *
 * @returns whether any may have gone over, so that what was read is old
 */
export async function takeOverGuests(
  deps: TakeOverDeps & { readonly takeOver: TakeOver },
  asker: Asker,
  takeovers: readonly Takeover[],
): Promise<boolean> {
  if (takeovers.length === 0 || !actsForTenant(asker)) return false;
  // One after the other, since each is decided on what the one before has moved.
  for (const takeover of takeovers) await deps.takeOver(deps, asker, takeover);
  return true;
}

function mayBeTaken({ guest, externalId }: StoredParticipant): boolean {
  return guest || externalId.includes("@");
}

function verifiedOf({ externalId, emailVerified }: NamedParticipant): string[] {
  return emailVerified ? [externalId] : [];
}

/** Everyone whom the account of an event takes over. */
function guestsOf({ participants, contacts }: Pick<Snapshot, "participants" | "contacts">, named: NamedParticipant) {
  const { externalId, emailFolded } = named;
  const account = participants.find((each) => each.externalId === externalId) ?? null;
  const mac = named.contacts.find(({ kind }) => kind === "email")?.mac;
  const hash = mac === undefined ? undefined : contacts.hashes.get(mac);
  const none = { isNew: account === null, guests: [] };
  if (emailFolded === null || hash === undefined || (account === null && named.guest)) return none;
  // An address that is not the one of the profile may be another's.
  if (account !== null && account.emailFolded !== null && !isSameEmail(account.emailFolded, emailFolded)) return none;
  const holders = new Set(contacts.held.flatMap(([id, of]) => (of === hash ? [id] : [])));
  if (holders.size > MAX_HOLDERS) return none;
  const others = participants.filter(({ id }) => holders.has(id) && id !== account?.id);
  const has = account !== null && holders.has(account.id);
  return { isNew: account === null, guests: takenOver({ externalId, emailFolded }, account, others, has) };
}
