import type { StoredMoment } from "../../db/rows/counter.ts";
import type { TierMeasure } from "../../domain/rules.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import { underRules } from "../decide/underRules.ts";
import { counted, recounted, recountedMoments } from "./books.ts";
import { rulesFrom } from "./snapshots.ts";

/** What `load` would read after program "p" was published anew with its open referrals. */
export function movedOn(snapshot: Snapshot, document: unknown): Snapshot {
  const programs = snapshot.programs.map((program) => {
    return program.key === "p" ? underRules(program, rulesFrom(document, program.currency)) : program;
  });
  const latest = new Map(programs.map(({ id, version }) => [id, version]));
  const referrals = snapshot.referrals.map((referral) => {
    return referral.status === "rejected"
      ? referral
      : { ...referral, version: latest.get(referral.programId) ?? referral.version };
  });
  const moved = { ...snapshot, programs, referrals };
  return { ...moved, counters: [...snapshot.counters, ...newCounters(moved)], moments: momentsOf(moved) };
}

/** The numbers that no version needed before, counted from what happened. */
function newCounters(snapshot: Snapshot): Snapshot["counters"][number][] {
  const kept = counted(snapshot);
  return Object.entries(recounted(snapshot)).flatMap(([name, value]) => {
    const [programId = "", subject = "", metric = "", periodKey = ""] = name.split(" ");
    return name in kept ? [] : [{ programId, subject, metric, periodKey, value }];
  });
}

function momentsOf(snapshot: Snapshot): StoredMoment[] {
  return Object.entries(recountedMoments(snapshot)).map(([name, value]) => {
    const [programId = "", advocateId = "", by = "", key = "", at = ""] = name.split(" ");
    return { programId, advocateId, by: by as TierMeasure, key, at: Number(at), value };
  });
}
