import type { KnownEvent } from "../../db/rows/event.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import type { PreparedEvent, ReportedEvent } from "../events/report.ts";
import { isSameByName } from "../events/report.ts";

/**
 * What is known, and of a participant who has become another name of one who was kept, with the content that the same
 * report has by the name of the one who was kept: so it is a repeat, by whichever of the names it comes.
 *
 * @param reported events as they came, in the order of what was prepared of them
 */
export function knownByOwnNames(
  { known, participants }: Pick<Snapshot, "known" | "participants">,
  reported: readonly ReportedEvent[],
  prepared: readonly PreparedEvent[],
): readonly KnownEvent[] {
  return known.map((stored) => {
    const { former = null, contentHash } = stored;
    if (former === null) return stored;
    const own = participants.find(({ id }) => id === former.keptId)?.externalId;
    const same = prepared.find(({ event }, index) => {
      const report = reported[index];
      if (report === undefined || !("participant" in event) || event.participant.externalId !== own) return false;
      return isSameByName(report, former.externalId, contentHash);
    });
    return same === undefined ? stored : { ...stored, contentHash: same.event.contentHash };
  });
}
