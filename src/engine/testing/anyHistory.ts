import fc from "fast-check";
import { arbitraryHistory, arbitraryMergingHistory } from "./arbitraryHistory.ts";
import type { Address, History } from "./historyTypes.ts";
import { ADDRESSES } from "./historyTypes.ts";

const address = fc.constantFrom<(Address | null)[]>(...ADDRESSES, ...ADDRESSES, null);

/** The same events, of which some say an address: two that say one are of one person. */
function withAddresses(history: fc.Arbitrary<History>): fc.Arbitrary<History> {
  return fc.tuple(history, fc.infiniteStream(address)).map(([drawn, addresses]) => ({
    ...drawn,
    events: drawn.events.map((told) => {
      return told.type === "signup" || told.type === "purchase" ? { ...told, email: addresses.next().value } : told;
    }),
  }));
}

/** The same events, of which some are told of guests. */
function withGuests(history: fc.Arbitrary<History>): fc.Arbitrary<History> {
  return fc.tuple(history, fc.infiniteStream(fc.boolean())).map(([drawn, draws]) => ({
    ...drawn,
    events: drawn.events.map((told) => {
      if (told.type !== "signup" && told.type !== "purchase") return told;
      const guest = draws.next().value;
      return { ...told, guest, emailVerified: !guest && draws.next().value };
    }),
  }));
}

/** What may happen to a tenant: in some histories people are merged, in some they say addresses. */
export const anyHistory = fc.oneof(
  { weight: 2, arbitrary: arbitraryHistory },
  { weight: 1, arbitrary: arbitraryMergingHistory },
  { weight: 1, arbitrary: withAddresses(arbitraryHistory) },
  { weight: 1, arbitrary: withAddresses(arbitraryMergingHistory) },
);

/** People with addresses of whom some are guests at first. Who takes them over is the shell's, so a database is told it. */
export const arbitraryGuestHistory = withGuests(withAddresses(arbitraryHistory));

/** The same, and people are merged besides. */
export const arbitraryPeoplesHistory = fc.oneof(
  arbitraryGuestHistory,
  withGuests(withAddresses(arbitraryMergingHistory)),
);
