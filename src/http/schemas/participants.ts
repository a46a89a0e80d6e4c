import * as z from "zod";
import { profileReply } from "../../contract/participant.ts";
import { rowProblem } from "../../contract/problem.ts";
import { earliestOf } from "../../domain/localTime.ts";
import type { ProfileInput } from "../../usecases/people/profiles.ts";
import type { ParticipantRow } from "../../usecases/people/putParticipants.ts";
import { MAX_PARTICIPANTS } from "../../usecases/people/putParticipants.ts";
import type { Body } from "../definition.ts";
import type { Parsed } from "../request/parse.ts";
import { parseShape, parseWith } from "../request/parse.ts";
import { MAX_AHEAD_MS } from "./events.ts";
import { externalId, profileFields, timeOrDay } from "./texts.ts";

const saidFields = {
  ...profileFields,
  mayBeNamed: z
    .boolean()
    .nullish()
    .meta({
      description:
        "Whether they have agreed that the advocate who brought them reads their first name, or its initial, where a " +
        "program shows it (`friendNames`). Null takes it back. An event tells it of a participant who is new",
    }),
  guest: z
    .boolean()
    .nullish()
    .meta({
      description:
        "Whether a participant who is new has no account with you: a guest gets no code and no panel, and the first " +
        "account that comes with the same e-mail takes them over. False makes an account of a guest; an account does not become a guest",
    }),
  customerSince: timeOrDay.nullish().meta({
    description:
      "Since when they are a customer, whatever they bought: from then on they are no new customer, and no order is " +
      "their first. A day begins at midnight in the tenant's time zone. It is told here and not by events. What was " +
      "decided stays, but a referral for new customers that they entered later earns in review from then on " +
      "(`same_person`)",
  }),
};

const profile = z.strictObject(saidFields).meta({ id: "ProfileInput" });
const row = z.strictObject({ externalId, ...saidFields }).meta({ id: "ParticipantRow" });

/** What a tenant says of one participant. */
export const profileBody: Body<ProfileInput> = {
  schema: profile,
  parse: (value, { deps }) => inTime(parseWith(profile, value), deps.clock.now()),
};

const outer = z.strictObject({ participants: z.array(z.unknown()).min(1).max(MAX_PARTICIPANTS) });

/** Each row is parsed by itself, so that a bad one does not stop the others. */
export const participantBatch: Body<readonly Parsed<ParticipantRow>[]> = {
  schema: z.strictObject({ participants: z.array(row).min(1).max(MAX_PARTICIPANTS) }).meta({ id: "ParticipantBatch" }),
  parse(value, { deps }) {
    const parsed = parseShape(outer, value);
    if (!parsed.ok) return parsed;
    const now = deps.clock.now();
    return { ok: true, value: parsed.value.participants.map((each) => rowFrom(each, now)) };
  },
};

function rowFrom(value: unknown, now: Date): Parsed<ParticipantRow> {
  const parsed = inTime(parseWith(row, value), now);
  if (!parsed.ok) return parsed;
  const { externalId, ...input } = parsed.value;
  return { ok: true, value: { externalId, input } };
}

/**
 * Clocks of shops and ours may differ a little; beyond that no one is a customer yet. The time zone of the tenant is
 * not known before the tenant is proved, so a day passes that has begun somewhere: told some hours early, it makes a
 * customer when it begins.
 */
function inTime<T extends ProfileInput>(parsed: Parsed<T>, now: Date): Parsed<T> {
  if (!parsed.ok || typeof parsed.value.customerSince !== "string") return parsed;
  if (earliestOf(parsed.value.customerSince) <= now.getTime() + MAX_AHEAD_MS) return parsed;
  return { ok: false, errors: [{ path: "customerSince", message: "more than 5 minutes in the future" }] };
}

export const participantBatchReply = z.strictObject({
  results: z.array(
    z.union([
      z.strictObject({ status: z.int(), ...profileReply.shape }),
      z.strictObject({ status: z.int(), problem: rowProblem }),
    ]),
  ),
});
