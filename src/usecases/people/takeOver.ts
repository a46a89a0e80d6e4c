import { isBalanceOutOfRange, isDataError, isTooMuch } from "../../db/pgErrors.ts";
import type { NamedParticipant } from "../../engine/events/events.ts";
import type { TakeOver } from "../../engine/loop/takeovers.ts";
import type { Request, WriteDeps } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { readBeforeProfiles } from "./beforeProfiles.ts";
import { mergeGuest } from "./mergeGuest.ts";
import { openProfiles, profileEffects, putProfile } from "./profiles.ts";

/** Takes a guest over, for an account that is made first where it is new. What can't be merged stays apart. */
export const takeOver: TakeOver = async (deps, asker, takeover) => {
  const request = { asker, idempotency: null };
  try {
    if (takeover.isNew) await makeAccount(deps, request, takeover.account);
    await mergeGuest(deps, request, takeover);
  } catch (error) {
    // Of the event that brought the account none of this is a fault.
    if (!isTooMuch(error) && !isDataError(error) && !isBalanceOutOfRange(error)) throw error;
  }
};

/** Makes a participant as their first event would. One who is there by now stays as they are. */
async function makeAccount(
  deps: WriteDeps,
  request: Request,
  { externalId, email, phone, name, locale, country, segments }: NamedParticipant,
): Promise<void> {
  const input = { email, phone, name, locale, country, segments };
  const id = deps.ids.id("par", deps.clock.now());
  const load = () => readBeforeProfiles(deps, request, [{ externalId, input }]);
  await commitOnce(deps, request, load, (before, attempt) => {
    const profiles = openProfiles(before);
    const isThere = profiles.byExternalId.has(externalId) || profiles.aliases.has(externalId);
    if (!isThere) putProfile(profiles, { id, externalId, input }, attempt.at);
    return { done: { status: 200, body: null }, effects: isThere ? null : profileEffects(deps, profiles, attempt) };
  });
}
