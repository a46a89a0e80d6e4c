import * as z from "zod";
import type { ParticipantProfile, ParticipantView } from "../db/rows/participant.ts";
import { shareUrl } from "./shareUrl.ts";
import type { Shown } from "./shown.ts";

export const profileReply = z
  .strictObject({
    externalId: z.string(),
    email: z.string().nullable(),
    name: z.string().nullable(),
    locale: z.string().nullable(),
    country: z.string().nullable(),
    segments: z.array(z.string()),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Profile" });

const blocked = z.strictObject({ at: z.iso.datetime(), reason: z.string() }).nullable();

export const blockReply = z.strictObject({ externalId: z.string(), blocked }).meta({ id: "Block" });

export const participantReply = profileReply
  .extend({
    blocked,
    codes: z.array(
      z.strictObject({ code: z.string(), vanity: z.string().nullable(), shareUrl: z.url(), program: z.string() }),
    ),
    balances: z.array(
      z.strictObject({ unit: z.string(), pendingMinor: z.int(), availableMinor: z.int(), paidMinor: z.int() }),
    ),
    stats: z.strictObject({ clicks: z.int(), signups: z.int(), conversions: z.int() }),
  })
  .meta({ id: "Participant" });

/** What a tenant says of a participant, as those who change it have it. */
export type Profile = Omit<Shown<typeof profileReply>, "createdAt"> & {
  /** In any form that a time has. */
  readonly createdAt: string;
};

/** The JSON of what a tenant says of a participant. */
export function presentProfile(profile: Profile): Shown<typeof profileReply> {
  const { externalId, email, name, locale, country, segments } = profile;
  return { externalId, email, name, locale, country, segments, createdAt: new Date(profile.createdAt).toISOString() };
}

/**
 * The JSON of a participant with what they share, earned and brought.
 *
 * @param baseUrl what share links start with
 */
export function presentParticipant(view: ParticipantView, baseUrl: string): Shown<typeof participantReply> {
  const { clicks, signups, conversions } = view;
  return {
    ...presentProfile(view),
    blocked: presentBlocked(view),
    codes: view.codes.map(({ code, vanity, program }) => {
      return { code, vanity, shareUrl: shareUrl(baseUrl, view.slug, vanity ?? code), program };
    }),
    balances: view.balances.map(({ unit, pending, available, paid }) => {
      return { unit, pendingMinor: Number(pending), availableMinor: Number(available), paidMinor: Number(paid) };
    }),
    stats: { clicks, signups, conversions },
  };
}

/** The JSON of a block; null where there is none. */
export function presentBlocked({
  blockedAt,
  blockedReason,
}: Pick<ParticipantProfile, "blockedAt" | "blockedReason">): Shown<typeof blocked> {
  return blockedAt === null ? null : { at: new Date(blockedAt).toISOString(), reason: blockedReason ?? "" };
}
