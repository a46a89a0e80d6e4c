import type { Effects } from "../db/queries/commitEffects.ts";
import type { ProfilesToFile } from "../db/queries/contactFilings.ts";
import { readProfilesToFile, tenantsWithDueFilings } from "../db/queries/contactFilings.ts";
import { CONTACT_KINDS } from "../domain/contacts.ts";
import { foldEmail } from "../domain/emails.ts";
import { contactKeyName } from "../engine/events/contacts.ts";
import type { Request, WriteDecision, WriteDeps } from "../usecases/commitOnce.ts";
import { commitOnce } from "../usecases/commitOnce.ts";
import { contactEffects, endedContacts } from "../usecases/people/contactEffects.ts";
import type { Job, JobReport } from "./batchJob.ts";
import { refuseAsOf } from "./batchJob.ts";

const NAME = "file-contacts";
/** The most participants whose profiles one commit files: it locks them all. */
export const MAX_FILED = 200;

/**
 * Files the contacts of profiles that were there before contacts were kept, or were filed under another key, and folds
 * their addresses as they are folded now, by which people are found. Until it
 * has come to the end less is known and nothing is wrong. It decides nothing again of what was decided meanwhile.
 */
export const fileContacts: Job = {
  name: NAME,
  tenantsDue: tenantsWithDueFilings,
  run: (deps, request, asOf) => file(deps, request, asOf),
  async runFor(deps, tenantId) {
    const asker = { kind: "job", tenantId, job: NAME } as const;
    const outcome = await file(deps, { asker, idempotency: null }, null);
    if (outcome.kind !== "done") throw new Error(`a scheduled job ended as ${outcome.kind}`);
    return outcome.body as JobReport;
  },
};

function file(deps: WriteDeps, request: Request, asOf: string | null) {
  const due = { asOf: asOf ?? deps.clock.now().toISOString(), limit: MAX_FILED };
  const keyName = contactKeyName(deps.contactKey);
  const load = () => readProfilesToFile(deps.database, request.asker, request.idempotency?.key ?? null, due, keyName);
  return commitOnce(deps, request, load, (found, attempt): WriteDecision<"test_mode_only"> => {
    if (attempt.isLive && asOf !== null) return refuseAsOf();
    const count = found.profiles.length;
    const body: JobReport = { job: NAME, asOf: due.asOf, count, more: count === MAX_FILED };
    const effects = found.due ? effectsOf(deps, found, keyName, attempt.at) : null;
    return { done: { status: 200, body }, effects };
  });
}

function effectsOf(deps: WriteDeps, { profiles }: ProfilesToFile, keyName: string, at: Date): Partial<Effects> {
  const more = profiles.length === MAX_FILED;
  const round = { filedTo: more ? (profiles.at(-1)?.id ?? null) : null, completedAt: more ? null : at.toISOString() };
  const unchanged = { version: null, touched: false, referred: 0 };
  return {
    // Whose profile has changed meanwhile is read again.
    participants: profiles.map(({ emailFolded: _, phone: __, ...profile }) => ({ ...profile, ...unchanged })),
    ...contactEffects(deps, profiles),
    endedContacts: endedContacts(
      deps,
      profiles.map((profile) => ({ ...profile, kinds: CONTACT_KINDS })),
    ),
    emailFolds: profiles.flatMap(({ id, emailFolded }) => {
      const folded = emailFolded === null ? null : foldEmail(emailFolded);
      return folded === null || folded === emailFolded ? [] : [{ id, folded }];
    }),
    contactFilings: [{ keyName, ...round }],
  };
}
