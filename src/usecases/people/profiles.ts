import type { Profile } from "../../contract/participant.ts";
import type { ConsentRow, Effects, EventRow, NewParticipantRow } from "../../db/queries/commitEffects.ts";
import type { GuestRow, PhoneRow } from "../../db/queries/contactEffectRows.ts";
import { phonesOf } from "../../db/queries/contactEffectRows.ts";
import type { ParticipantProfile } from "../../db/rows/participant.ts";
import { foldEmail } from "../../domain/emails.ts";
import { instantOf } from "../../domain/localTime.ts";
import { noticeOf } from "../../domain/notices.ts";
import { isSameJson } from "../../domain/sameJson.ts";
import type { Snapshot } from "../../engine/decide/snapshot.ts";
import { CUSTOMER_SINCE } from "../../engine/events/events.ts";
import type { Attempt, WriteDeps } from "../commitOnce.ts";
import type { BeforeProfiles } from "./beforeProfiles.ts";
import type { MovedContacts, Showing } from "./contactEffects.ts";
import { contactEffects, endedContacts, shownBy } from "./contactEffects.ts";

/** What is said of a participant: null clears a value, a value left out stays as it is. */
export interface ProfileInput {
  readonly email?: string | null | undefined;
  /** As `foldPhone` makes it. */
  readonly phone?: string | null | undefined;
  readonly name?: string | null | undefined;
  readonly mayBeNamed?: boolean | null | undefined;
  /** Whether a participant who is new has no account; false makes one of a guest. */
  readonly guest?: boolean | null | undefined;
  readonly locale?: string | null | undefined;
  readonly country?: string | null | undefined;
  readonly segments?: readonly string[] | null | undefined;
  /** RFC 3339, or a day, YYYY-MM-DD, which begins by the clocks of the tenant. */
  readonly customerSince?: string | null | undefined;
}

/** Profiles while a request changes them, by external id; each change sees those before. */
export interface Profiles {
  /** Of the tenant. */
  readonly timezone: string;
  readonly byExternalId: Map<string, KnownProfile>;
  /** By alias, the own name of its participant. */
  readonly aliases: ReadonlyMap<string, string>;
  /** Since when participants are customers, in the order in which it was said; the same one may come twice. */
  readonly said: SaidSince[];
  /** What it decides that some of them get an address, or are said to be customers; null where none does or is. */
  readonly snapshot: Snapshot | null;
}

interface SaidSince {
  readonly participantId: string;
  readonly was: string | null;
  readonly customerSince: string | null;
}

interface KnownProfile {
  readonly was: ParticipantProfile | null;
  readonly id: string;
  readonly now: Profile;
}

/** Begins with those who exist. */
export function openProfiles({ timezone, found, aliases, snapshot }: BeforeProfiles): Profiles {
  const known = found.map((was) => [was.externalId, { was, id: was.id, now: profileOf(was) }] as const);
  return { timezone, byExternalId: new Map(known), aliases: new Map(aliases), said: [], snapshot };
}

/**
 * Changes one profile, or makes it.
 *
 * @param asked the id that a participant gets who is new
 */
export function putProfile(
  { timezone, byExternalId, aliases, said }: Profiles,
  { id, externalId: named, input }: { readonly id: string; readonly externalId: string; readonly input: ProfileInput },
  at: Date,
): { readonly id: string; readonly isNew: boolean; readonly profile: Profile } {
  const externalId = aliases.get(named) ?? named;
  const known = byExternalId.get(externalId);
  const before = known?.now ?? emptyProfile(externalId, at);
  const now = { ...before, ...changesOf(inInstants(input, timezone), before, known === undefined) };
  const participantId = known?.id ?? id;
  const { customerSince } = now;
  if (customerSince !== before.customerSince) said.push({ participantId, was: before.customerSince, customerSince });
  byExternalId.set(externalId, { was: known?.was ?? null, id: participantId, now });
  return { id: participantId, isNew: known === undefined, profile: now };
}

/** What a commit makes of the profiles; null where all stay as they were. */
export function profileEffects(
  deps: Pick<WriteDeps, "ids" | "contactKey">,
  { byExternalId, said, snapshot }: Profiles,
  { at }: Pick<Attempt, "at">,
): Partial<Effects> | null {
  const all = [...byExternalId.values()];
  const created = all.filter(({ was }) => was === null);
  const changed = all.flatMap(({ was, now }) =>
    was === null || isSameJson(profileOf(was), now) ? [] : [{ was, now }],
  );
  if (created.length === 0 && changed.length === 0) return null;
  const notices = created.map(({ id }) => noticeOf("participant.created", id, null));
  const since = new Map(said.map((each) => [each.participantId, each.customerSince]));
  const newParticipants = created.map(({ id, now }) => rowOf(id, now));
  const profiles = changed.map(({ was: { id }, now }) => ({ id, ...columnsOf(now) }));
  const moved = changed.flatMap(({ was, now }) => movedContacts(was.id, profileOf(was), now));
  const introduced = snapshot === null ? [] : newParticipants.filter(({ id }) => since.has(id));
  const others = newParticipants.filter((each) => !introduced.includes(each));
  const { contactHeads = [], newContacts = [] } = contactEffects(deps, others);
  const shown = snapshot === null ? {} : shownBy(deps, snapshot, { introduced, moved, said: said.flatMap(shows) }, at);
  return {
    ...shown,
    newParticipants,
    contactHeads: [...(shown.contactHeads ?? []), ...contactHeads],
    newContacts: [...(shown.newContacts ?? []), ...newContacts],
    endedContacts: endedContacts(deps, moved),
    participants: [...(shown.participants ?? []), ...changed.map(({ was }) => guardOf(was))],
    profiles,
    phones: [...phonesOf(newParticipants), ...moved.flatMap(phoneMoved)],
    consents: all.flatMap(consentMoved),
    guests: all.flatMap(guestMoved),
    customersSince: [...since].map(([id, customerSince]) => ({ id, customerSince })),
    events: said.map((each, index) => sinceEvent(deps.ids.id("evt", at), each, at, index + 1)),
    outbox: [...(shown.outbox ?? []), ...(notices.length === 0 ? [] : [{ id: deps.ids.id("obx", at), notices }])],
  };
}

/** What has changed of that by which a person is known; none where all stays. */
function movedContacts(id: string, was: Profile, now: Profile): MovedContacts[] {
  const [before, reachable] = [was, now].map(({ email, phone }) => ({ emailFolded: foldedOf(email), phone }));
  if (before === undefined || reachable === undefined) return [];
  const kinds = [
    ...(before.emailFolded === reachable.emailFolded ? [] : (["email"] as const)),
    ...(before.phone === reachable.phone ? [] : (["phone"] as const)),
  ];
  return kinds.length === 0 ? [] : [{ id, kinds, ...reachable }];
}

function phoneMoved({ id, kinds, phone }: MovedContacts): PhoneRow[] {
  return kinds.includes("phone") ? [{ id, phone }] : [];
}

/** That someone is no longer said to be a customer shows nothing. */
function shows({ participantId, was, customerSince }: SaidSince): Showing["said"] {
  if (customerSince === null) return [];
  return [{ participantId, was: was === null ? null : Date.parse(was), since: Date.parse(customerSince) }];
}

function consentMoved({ id, was, now: { mayBeNamed } }: KnownProfile): ConsentRow[] {
  return mayBeNamed === (was?.mayBeNamed ?? false) ? [] : [{ id, mayBeNamed }];
}

function guestMoved({ id, was, now: { guest } }: KnownProfile): GuestRow[] {
  return guest === (was?.guest ?? false) ? [] : [{ id, guest }];
}

/** The row of a participant who is new, of whom the shop says no more than an event could. */
export function newParticipant(
  id: string,
  externalId: string,
  input: Omit<ProfileInput, "customerSince" | "mayBeNamed" | "guest">,
): NewParticipantRow {
  const empty = emptyProfile(externalId, new Date(0));
  return rowOf(id, { ...empty, ...changesOf(input, empty, true) });
}

function emptyProfile(externalId: string, at: Date): Profile {
  const unsaid = {
    email: null,
    phone: null,
    name: null,
    mayBeNamed: false,
    guest: false,
    locale: null,
    country: null,
    segments: [],
    customerSince: null,
  };
  return { externalId, ...unsaid, createdAt: at.toISOString() };
}

function profileOf(found: ParticipantProfile): Profile {
  const { externalId, email, phone, name, mayBeNamed, guest, locale, country, segments, customerSince, createdAt } =
    found;
  const said = { email, phone, name, mayBeNamed, guest, locale, country, segments };
  return { externalId, ...said, customerSince: timeOf(customerSince), createdAt };
}

/** With the first instant of a day by the clocks of a time zone, where a day was told. */
function inInstants(input: ProfileInput, timezone: string): ProfileInput {
  if (typeof input.customerSince !== "string") return input;
  // A time that gets another behind it is none.
  const midnight = instantOf(`${input.customerSince}T00:00`, timezone);
  return midnight === null ? input : { ...input, customerSince: new Date(midnight).toISOString() };
}

function changesOf(input: ProfileInput, before: Profile, isNew: boolean): Omit<Profile, "externalId" | "createdAt"> {
  const pick = <T>(given: T | undefined, was: T): T => (given === undefined ? was : given);
  return {
    email: pick(input.email, before.email),
    phone: pick(input.phone, before.phone),
    name: pick(input.name, before.name),
    mayBeNamed: pick(input.mayBeNamed, before.mayBeNamed) ?? false,
    // An account may have codes, so it does not become a guest.
    guest: isNew ? input.guest === true : before.guest && (input.guest ?? input.guest === undefined),
    locale: pick(input.locale, before.locale),
    country: pick(input.country, before.country),
    segments: pick(input.segments, before.segments) ?? [],
    customerSince: timeOf(pick(input.customerSince, before.customerSince)),
  };
}

/** In one form, so that the same instant said otherwise is no change. */
function timeOf(text: string | null): string | null {
  return text === null ? null : new Date(text).toISOString();
}

function rowOf(id: string, profile: Profile): NewParticipantRow {
  const since = { firstSignupAt: null, firstPurchaseAt: null, referredVersion: 0 };
  return { id, externalId: profile.externalId, ...columnsOf(profile), phone: profile.phone, ...since };
}

function columnsOf({ email, name, locale, country, segments }: Profile) {
  return { email, emailFolded: foldedOf(email), name, locale, country, segments };
}

function foldedOf(email: string | null): string | null {
  return email === null ? null : foldEmail(email);
}

/** Not guarded by their events: a busy customer could hardly be changed otherwise. */
function guardOf({ id, referredVersion, firstSignupAt, firstPurchaseAt }: ParticipantProfile) {
  return { id, version: null, referredVersion, touched: false, referred: 0, firstSignupAt, firstPurchaseAt };
}

/** A backtest has to know when it was said, and by its own id it repeats none. */
function sinceEvent(id: string, { participantId, customerSince }: SaidSince, at: Date, position: number): EventRow {
  const head = { position, id, type: CUSTOMER_SINCE, naturalKey: `${CUSTOMER_SINCE}:${id}`, contentHash: "" };
  const when = { occurredAt: at.toISOString(), occurredAtGiven: false };
  return { ...head, ...when, participantId, facts: { customerSince }, flags: [], decisions: [] };
}
