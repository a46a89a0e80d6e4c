import { presentProfile } from "../../contract/participant.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { readBeforeProfiles } from "./beforeProfiles.ts";
import type { ProfileInput } from "./profiles.ts";
import { openProfiles, profileEffects, putProfile } from "./profiles.ts";

/** The most rows of one batch. */
export const MAX_PARTICIPANTS = 1000;

export interface ParticipantRow {
  readonly externalId: string;
  readonly input: ProfileInput;
}

/** What became of one row: the JSON of the participant. */
export interface PutRow {
  readonly status: 200 | 201;
  readonly body: ReturnType<typeof presentProfile>;
}

/**
 * Creates participants, or changes what the tenant says of them, in one write: each row sees those before it. The same
 * batch again changes nothing.
 *
 * @param rows at most `MAX_PARTICIPANTS`
 * @param render makes the reply of what became of each row, so that it can be stored under an Idempotency-Key
 */
export async function putParticipants(
  deps: WriteDeps,
  request: Request,
  rows: readonly ParticipantRow[],
  render: (rows: readonly PutRow[]) => unknown,
): Promise<WriteOutcome<never>> {
  // Drawn once, so that after a lost reply those who were made are known to be this request's own.
  const named = rows.map((row) => ({ ...row, id: deps.ids.id("par", deps.clock.now()) }));
  return await commitOnce(
    deps,
    request,
    () => readBeforeProfiles(deps, request, rows),
    (before, attempt) => {
      const profiles = openProfiles(before);
      const put = named.map((row): PutRow => {
        const { id, isNew, profile } = putProfile(profiles, row, attempt.at);
        return { status: isNew || id === row.id ? 201 : 200, body: presentProfile(profile) };
      });
      return { done: { status: 200, body: render(put) }, effects: profileEffects(deps, profiles, attempt) };
    },
  );
}
