import { describe, expect, it } from "vitest";
import { NO_CONTACTS } from "../../db/rows/contacts.ts";
import { MAX_TAKEOVERS } from "../../domain/guests.ts";
import type { Outcome } from "../decide/outcome.ts";
import { named, purchase } from "../testing/reported.ts";
import { snapshotOf } from "../testing/snapshots.ts";
import { takeoversOf } from "./takeovers.ts";

const EVENTS = 500;
const numbers = Array.from({ length: EVENTS }, (_, n) => n);

/** So many new accounts, each with the e-mail of a guest, and the order that each of them comes with. */
function batch() {
  const email = (n: number) => `${n}@x.example`;
  const guests = numbers.map((n) => ({ id: `par_${n}`, externalId: `g-${n}`, emailFolded: email(n), guest: true }));
  const { participants } = snapshotOf([], guests);
  const contacts = {
    ...NO_CONTACTS,
    hashes: new Map(numbers.map((n) => [`mac-${n}`, `hash-${n}`])),
    held: numbers.map((n) => [`par_${n}`, `hash-${n}`, "email"] as const),
  };
  const events = numbers.map((n) => {
    const said = { email: email(n), emailFolded: email(n), contacts: [{ kind: "email" as const, mac: `mac-${n}` }] };
    const event = purchase(named(`acc-${n}`, said), `o-${n}`, 100, "2026-01-02T10:00:00Z");
    return { event, writtenCode: null, clickIds: [] };
  });
  return { snapshot: { participants, contacts }, events };
}
const all = (kind: Outcome["kind"]) => numbers.map(() => ({ kind }) as Outcome);

describe("the takeovers of a batch in which every account has a guest", () => {
  it("are so many at most, over all attempts, and each guest's turn comes once", () => {
    const { snapshot, events } = batch();
    const tried = new Set<string>();
    const first = takeoversOf(snapshot, events, all("decided"), tried);
    expect(first.map(({ guest }) => guest.id)).toEqual(numbers.slice(0, MAX_TAKEOVERS).map((n) => `par_${n}`));
    expect(takeoversOf(snapshot, events, all("decided"), tried)).toEqual([]);
    const one = new Set(["par_0"]);
    expect(takeoversOf(snapshot, events.slice(0, 2), all("decided"), one)).toHaveLength(1);
  });

  it("are of events that are decided alone", () => {
    const { snapshot, events } = batch();
    expect(takeoversOf(snapshot, events, all("duplicate"), new Set())).toEqual([]);
    expect(takeoversOf(snapshot, events, all("problem"), new Set())).toEqual([]);
  });
});
