import type { StoredCode } from "../../db/rows/code.ts";
import type { StoredParticipant } from "../../db/rows/participant.ts";
import type { StoredProgram } from "../../db/rows/program.ts";
import { UNRESTRICTED } from "../../domain/codeTerms.ts";
import type { ContactKind } from "../../domain/contacts.ts";
import { EMPTY_PLAN, joinPlans, planOf } from "../../domain/counters.ts";
import type { Instant } from "../../domain/periods.ts";
import { redeemedShare } from "../../domain/redeemedCoupons.ts";
import type { Rules } from "../../domain/rules.ts";
import { holdCode } from "../decide/belongings.ts";
import { holdContact } from "../decide/contactState.ts";
import { decideAll } from "../decide/decide.ts";
import { doubtReferrals } from "../decide/doubts.ts";

import { keptOf } from "../decide/orders.ts";
import type { Snapshot } from "../decide/snapshot.ts";
import { EMPTY_SNAPSHOT } from "../decide/snapshot.ts";
import type { State } from "../decide/state.ts";
import { addParticipant, openState } from "../decide/state.ts";
import type { EngineEvent } from "../events/events.ts";
import { isOrderEvent, MERGED, ORDER_EVENTS } from "../events/events.ts";
import type { CouponsExpected, CouponsUsed } from "./couponsUsed.ts";
import { followOrder, openCouponsUsed, takeCoupons, useCoupons } from "./couponsUsed.ts";
import type { Leaving, ReleasedOrders } from "./release.ts";
import { noteOfReleased, release, releaseAll } from "./release.ts";
import type { Around, StoredEvent } from "./storedEvents.ts";
import { eventFrom } from "./storedEvents.ts";
import type { CountedPeriod, Tally } from "./tally.ts";
import { openTally, tallyReferral, tallyReward, tallySkipped } from "./tally.ts";

/**
 * A history decided again under other rules, page by page. Pure, and the same engine as for events that arrive: the
 * rules are the program's only version, which has been in force, and not paused by a person, from the beginning on.
 */
export interface Backtest {
  readonly state: State;
  readonly tally: Tally;
  readonly leaving: Leaving;
  readonly programId: string;
  /** The seq of the last event in which a participant brings a code or click, is given to another advocate or merged. */
  readonly lastSources: ReadonlyMap<string, number>;
  /** Contacts of people who were met, until the history has come to when they were known: the next one is the last. */
  readonly contactsToCome: ContactToCome[];
  /** By the seq of the event that brings it, a country that a profile lacks until then. */
  readonly countriesToCome: Map<number, CountryToCome>;
  readonly issuedAt: Map<string, Instant>;
  /** By the id of who was merged so far, whose all is theirs now. */
  readonly mergedInto: Map<string, string>;
  readonly released: ReleasedOrders;
  readonly coupons: CouponsUsed;
}

export interface BacktestProgram extends Pick<StoredProgram, "id" | "key" | "currency" | "timezone"> {
  readonly startsAt: Instant | null;
  readonly endsAt: Instant | null;
}

/** A part of the history, in the order of commits, with those it names who may be new to the fold. */
export interface HistoryPage {
  readonly events: readonly StoredEvent[];
  readonly participants: readonly (Pick<
    StoredParticipant,
    "id" | "externalId" | "emailFolded" | "country" | "segments"
  > & {
    /** The seq of the event that filled in the country; null or left out where none did. */
    readonly countrySeq?: number | null;
    /** Those that others have too, with when each came, in the order of commits; null: it was always there. */
    readonly contacts?: readonly (readonly [hash: string, kind: ContactKind, seq: number | null])[] | null;
  })[];
  /** Of all programs: a code of another one is not unknown. */
  readonly codes: readonly (Pick<StoredCode, "code" | "programId" | "participantId" | "application"> & {
    readonly createdAt: Instant;
  })[];
}

interface ContactToCome {
  readonly participantId: string;
  readonly hash: string;
  readonly kind: ContactKind;
  /** 0 where it was always there. */
  readonly seq: number;
}

interface CountryToCome {
  readonly participantId: string;
  readonly country: string | null;
}

/** The key of what stands for all other programs: a signup there is a first signup here too, and nothing else. */
const ELSEWHERE = "*";

/** Where nothing is known of coupons that were used. */
const ALL_USED: CouponsExpected = { share: redeemedShare({ coupons: 0, used: 0 }), orderMinor: null };

/** Begins a backtest on a tenant to whom nothing has happened. */
export function openBacktest(
  program: BacktestProgram,
  rules: Rules,
  period: CountedPeriod,
  lastSources: ReadonlyMap<string, number>,
  expected = ALL_USED,
): Backtest {
  const inForce = {
    status: "active" as const,
    pausedReason: null,
    pausedPeriod: null,
    pausedAt: null,
    epoch: 0,
    version: 1,
  };
  const elsewhere = { ...program, ...inForce, id: ELSEWHERE, key: ELSEWHERE, version: 0 };
  const programs: StoredProgram[] = [
    { ...program, ...inForce, plan: joinPlans(EMPTY_PLAN, planOf(rules)), rules: new Map([[1, rules]]) },
    { ...elsewhere, plan: EMPTY_PLAN, rules: new Map() },
  ];
  const snapshot: Snapshot = { ...EMPTY_SNAPSHOT, tenantId: "", programs };
  const tally = openTally(period, program.timezone);
  const leaving: Leaving = {
    record: (record) => tallySkipped(tally, record),
    referral: (referral) => {
      if (referral.programId === program.id) tallyReferral(tally, referral);
    },
    reward: (reward) => tallyReward(tally, reward),
  };
  const begun = { state: openState(snapshot), tally, leaving, programId: program.id, lastSources };
  const coupons = openCouponsUsed(tally, program, expected);
  const toCome = { contactsToCome: [], countriesToCome: new Map<number, CountryToCome>() };
  return { ...begun, ...toCome, issuedAt: new Map(), mergedInto: new Map(), released: new Map(), coupons };
}

/** Decides one page more, and keeps of it what later pages can ask for. */
export function backtestPage(backtest: Backtest, page: HistoryPage): void {
  const { state, lastSources } = backtest;
  const unseen = {
    // The hashes of contacts are what a backtest knows people by.
    phone: null,
    blocked: false,
    firstSignupAt: null,
    firstPurchaseAt: null,
    customerSince: null,
    hasName: false,
    hasLocale: false,
    version: 0,
    referredVersion: 0,
    // A takeover is an event of its own.
    guest: false,
  };
  for (const { contacts, countrySeq = null, ...person } of page.participants) {
    if (state.participants.has(person.id)) continue;
    for (const [hash, kind, seq] of contacts ?? [])
      backtest.contactsToCome.push({ participantId: person.id, hash, kind, seq: seq ?? 0 });
    if (countrySeq !== null)
      backtest.countriesToCome.set(countrySeq, { participantId: person.id, country: person.country });
    const country = countrySeq === null ? person.country : null;
    // A contact comes when it was said; an address that was there before contacts were kept has always been there.
    const hasContact = contacts?.some(([, kind]) => kind === "email") === true;
    const now = { ...person, ...unseen, country, emailFolded: hasContact ? null : person.emailFolded };
    addParticipant(state, { was: null, now, named: null, touched: false, watched: false, compared: false });
  }
  for (const { createdAt, ...code } of page.codes) {
    // What a person restricted later was not restricted when it was used.
    const programId = code.programId === backtest.programId ? code.programId : ELSEWHERE;
    const participantId = ownerOf(backtest, code.participantId);
    holdCode(state, { ...code, participantId, programId, ...UNRESTRICTED, primary: code.code, version: 0 });
    backtest.issuedAt.set(code.code, createdAt);
  }
  backtest.contactsToCome.sort((a, b) => b.seq - a.seq);
  const around = aroundOf(backtest);
  for (const stored of page.events) {
    // What the one gets who is kept is theirs by the merge itself.
    takeContacts(backtest, stored.type === MERGED ? stored.seq - 1 : stored.seq);
    takeCountry(backtest, stored.seq);
    const event = eventFrom(stored, around);
    if (!isMoot(backtest, stored, event)) decideStored(backtest, event);
    followOrder(backtest.coupons, event);
  }
  const stillToShare = new Set(backtest.contactsToCome.map(({ participantId }) => participantId));
  const [first, last] = [page.events[0]?.seq ?? 0, page.events.at(-1)?.seq ?? 0];
  release(state, backtest.leaving, backtest.released, {
    lastSourceOf(participantId) {
      const seq = lastSources.get(participantId) ?? 0;
      if (seq > last) return "later";
      return seq < first ? "earlier" : "here";
    },
    ownerOf: (participantId) => ownerOf(backtest, participantId),
    isStillToShare: (participantId) => stillToShare.has(participantId),
  });
}

/** What is known by the time of an event: what came with it or before it, and what it showed of who friends are. */
function takeContacts({ state, contactsToCome }: Backtest, seq: number): void {
  for (let next = contactsToCome.at(-1); next !== undefined && next.seq <= seq; next = contactsToCome.at(-1)) {
    contactsToCome.pop();
    const { participantId, hash, kind } = next;
    if (state.contacts.held.get(participantId)?.has(hash)) continue;
    holdContact(state.contacts, participantId, hash, kind);
    doubtReferrals(state, null, participantId);
  }
}

/** A rule that asks for a country goes by it from the event on that brought it. */
function takeCountry({ state, countriesToCome }: Backtest, seq: number): void {
  const due = countriesToCome.get(seq);
  const participant = due === undefined ? undefined : state.participants.get(due.participantId);
  if (due === undefined || participant === undefined) return;
  participant.now = { ...participant.now, country: due.country };
  countriesToCome.delete(seq);
}

/** Who has by now what one participant had: codes are read with whom they were issued to. */
function ownerOf({ mergedInto }: Backtest, participantId: string): string {
  let owner = participantId;
  for (let next = mergedInto.get(owner); next !== undefined; next = mergedInto.get(owner)) owner = next;
  return owner;
}

function decideStored(backtest: Backtest, event: EngineEvent): void {
  const { state, coupons } = backtest;
  const before = state.events.length;
  decideAll(state, [event]);
  if (event.type === MERGED) {
    const kept = state.participantsByExternalId.get(event.participant.externalId);
    if (kept !== undefined) backtest.mergedInto.set(event.mergedId, kept.now.id);
  }
  const record = state.events[before];
  if (record === undefined) return;
  if (event.type === "purchase") useCoupons(coupons, state, event, record.participantId ?? "");
  for (const { rewardIds } of record.entries) takeCoupons(coupons, state, rewardIds);
}

/** The figures, when the last page has been decided, with advocates by the external ids under which they are known by then. */
export function closeBacktest(backtest: Backtest): Tally {
  const { state, leaving, tally } = backtest;
  releaseAll(state, leaving);
  const advocates = new Map<string, bigint>();
  for (const [id, cost] of tally.advocates) {
    const name = externalIdOf(state, ownerOf(backtest, id));
    advocates.set(name, (advocates.get(name) ?? 0n) + cost);
  }
  return { ...tally, advocates };
}

function externalIdOf(state: State, participantId: string): string {
  return state.participants.get(participantId)?.now.externalId ?? "";
}

function aroundOf({ state, programId, issuedAt }: Backtest): Around {
  const key = state.programs.get(programId)?.now.key ?? ELSEWHERE;
  return {
    personOf(participantId) {
      const person = state.participants.get(participantId)?.now;
      if (person === undefined) throw new Error(`the page lacks participant ${participantId}`);
      return {
        ...person,
        email: null,
        phone: null,
        name: null,
        locale: null,
        contacts: [],
        prints: [],
        emailVerified: false,
      };
    },
    programKeyOf: (id) => (id === programId ? key : ELSEWHERE),
    isIssued: (code, at) => (issuedAt.get(code) ?? Number.NEGATIVE_INFINITY) <= at,
  };
}

const OF_ORDERS: readonly string[] = [...ORDER_EVENTS, "dispute"];

/**
 * An event of a purchase that was released: it has a buyer, so it did not wait, and no program asks what became of it.
 * What it leaves of the order is noted all the same.
 */
function isMoot(backtest: Backtest, stored: StoredEvent, event: EngineEvent): boolean {
  const { state, released } = backtest;
  if (!OF_ORDERS.includes(stored.type) || stored.participantId === null) return false;
  if (event.type === "dispute") return !state.purchases.has(event.orderId);
  if (!isOrderEvent(event) || state.purchases.has(event.orderId)) return false;
  noteOfReleased(state, released, event.orderId, keptOf(event).entry, (id) => ownerOf(backtest, id));
  return true;
}
