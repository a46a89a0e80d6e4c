import { presentProfile } from "../../contract/participant.ts";
import type { TenantAsker } from "../../db/queries/asker.ts";
import type { WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { readBeforeProfiles } from "./beforeProfiles.ts";
import type { ProfileInput } from "./profiles.ts";
import { openProfiles, profileEffects, putProfile } from "./profiles.ts";

/** Creates a participant, or changes what the tenant says of them. */
export async function putParticipant(
  deps: WriteDeps,
  asker: TenantAsker,
  externalId: string,
  input: ProfileInput,
): Promise<WriteOutcome<never>> {
  // Drawn once, so that after a lost reply the participant is known to be this request's own.
  const id = deps.ids.id("par", deps.clock.now());
  return await commitOnce(
    deps,
    { asker, idempotency: null },
    () => readBeforeProfiles(deps, { asker, idempotency: null }, [{ externalId, input }]),
    (before, attempt) => {
      const profiles = openProfiles(before);
      const put = putProfile(profiles, { id, externalId, input }, attempt.at);
      const status = put.isNew || put.id === id ? 201 : 200;
      return { done: { status, body: presentProfile(put.profile) }, effects: profileEffects(deps, profiles, attempt) };
    },
  );
}
