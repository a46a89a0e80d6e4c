import * as z from "zod";
import type { FoundParticipant, ParticipantProfile, ParticipantView } from "../db/rows/participant.ts";
import { PARTICIPANT_MATCHES } from "../db/rows/participant.ts";
import { MAX_ALIASES } from "../domain/aliases.ts";
import { pageSchema } from "./page.ts";
import { shareUrl } from "./shareUrl.ts";
import type { Shown } from "./shown.ts";

export const profileReply = z
  .strictObject({
    externalId: z.string(),
    email: z.string().nullable(),
    phone: z.string().nullable().meta({ description: "In one form: + and digits" }),
    name: z.string().nullable(),
    mayBeNamed: z.boolean().meta({
      description:
        "Whether they have agreed that the advocate who brought them reads their name, where a program shows it",
    }),
    guest: z.boolean().meta({ description: "Whether they have no account with you, and so no code" }),
    locale: z.string().nullable(),
    country: z.string().nullable(),
    segments: z.array(z.string()),
    customerSince: z.iso.datetime().nullable().meta({
      description: "Since when they are a customer, as you say; null where you say nothing, whatever they bought",
    }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Profile" });

const blocked = z.strictObject({ at: z.iso.datetime(), reason: z.string() }).nullable();

export const blockReply = z.strictObject({ externalId: z.string(), blocked }).meta({ id: "Block" });

const aliases = z.array(z.string()).max(MAX_ALIASES);

export const aliasesReply = z.strictObject({ externalId: z.string(), aliases }).meta({ id: "Aliases" });

const balances = z.array(
  z.strictObject({ unit: z.string(), pendingMinor: z.int(), availableMinor: z.int(), paidMinor: z.int() }),
);

export const foundReply = profileReply
  .extend({
    blocked,
    balances,
    match: z
      .strictObject({
        by: z.enum(["externalId", "email", "phone", "code", "order", "coupon"]),
        text: z.string().meta({ description: "As it is stored: an e-mail, a phone and a code folded" }),
        whole: z.boolean().meta({ description: "False where it only begins with what was asked for" }),
      })
      .nullable()
      .meta({ description: "Null where all participants are listed" }),
  })
  .meta({ id: "FoundParticipant" });

export const foundPage = pageSchema(foundReply);

export const participantReply = profileReply
  .extend({
    aliases: aliases.meta({ description: "Their other names: what you report by one of them is of this participant" }),
    blocked,
    codes: z.array(
      z.strictObject({
        code: z.string(),
        vanity: z.string().nullable(),
        further: z.array(z.string()).meta({ description: "What they have besides, as it was written" }),
        shareUrl: z.url(),
        program: z.string(),
      }),
    ),
    balances,
    stats: z.strictObject({ clicks: z.int(), signups: z.int(), conversions: z.int() }),
  })
  .meta({ id: "Participant" });

/** What a tenant says of a participant, as those who change it have it. */
export type Profile = Omit<Shown<typeof profileReply>, "createdAt" | "customerSince"> & {
  /** In any form that a time has. */
  readonly createdAt: string;
  readonly customerSince: string | null;
};

/** The JSON of what a tenant says of a participant. */
export function presentProfile(profile: Profile): Shown<typeof profileReply> {
  const { externalId, email, phone, name, mayBeNamed, guest, locale, country, segments, createdAt } = profile;
  const customerSince = profile.customerSince === null ? null : new Date(profile.customerSince).toISOString();
  const said = { externalId, email, phone, name, mayBeNamed, guest, locale, country, segments, customerSince };
  return { ...said, createdAt: new Date(createdAt).toISOString() };
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
    aliases: [...view.aliases],
    blocked: presentBlocked(view),
    codes: view.codes.map(({ code, vanity, further, program }) => {
      return { code, vanity, further: [...further], shareUrl: shareUrl(baseUrl, view.slug, vanity ?? code), program };
    }),
    balances: presentBalances(view.balances),
    stats: { clicks, signups, conversions },
  };
}

/** The JSON of a participant's names. */
export function presentAliases({
  externalId,
  aliases,
}: Pick<ParticipantView, "externalId" | "aliases">): Shown<typeof aliasesReply> {
  return { externalId, aliases: [...aliases] };
}

function presentBalances(kept: ParticipantView["balances"]): Shown<typeof balances> {
  return kept.map(({ unit, pending, available, paid }) => {
    return { unit, pendingMinor: Number(pending), availableMinor: Number(available), paidMinor: Number(paid) };
  });
}

/** The JSON of a participant whom a search found. */
export function presentFound(found: FoundParticipant): Shown<typeof foundReply> {
  const { nthMatch, text } = found;
  const match = nthMatch === null ? undefined : PARTICIPANT_MATCHES[nthMatch];
  return {
    ...presentProfile(found),
    blocked: presentBlocked(found),
    balances: presentBalances(found.balances),
    match: match === undefined ? null : { ...match, text },
  };
}

/** The JSON of a block; null where there is none. */
export function presentBlocked({
  blockedAt,
  blockedReason,
}: Pick<ParticipantProfile, "blockedAt" | "blockedReason">): Shown<typeof blocked> {
  return blockedAt === null ? null : { at: new Date(blockedAt).toISOString(), reason: blockedReason ?? "" };
}
