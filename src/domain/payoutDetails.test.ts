import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PayoutDetails } from "./payoutDetails.ts";
import { accountOf, foldIban, shownOf } from "./payoutDetails.ts";

// Of the examples in the registry of IBANs.
const IBANS = [
  "GB82 WEST 1234 5698 7654 32",
  "DE89 3704 0044 0532 0130 00",
  "NO93 8601 1117 947",
  "MT84MALT011000012345MTLCAST001S",
];

describe("an IBAN", () => {
  it.each(IBANS)("is taken as people write it: %s", (written) => {
    expect(foldIban(written)).toBe(written.replaceAll(" ", ""));
    expect(foldIban(written.toLowerCase())).toBe(written.replaceAll(" ", ""));
  });

  it("is none with any one of its digits or letters changed to another", () => {
    const iban = IBANS[0]?.replaceAll(" ", "") ?? "";
    fc.assert(
      fc.property(fc.nat(iban.length - 1), fc.constantFrom(..."0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"), (at, other) => {
        // A letter counts as two digits, so that one in place of a digit moves those before it.
        fc.pre(/\d/.test(other) === /\d/.test(iban.charAt(at)));
        const changed = iban.slice(0, at) + other + iban.slice(at + 1);
        expect(foldIban(changed)).toBe(changed === iban ? iban : null);
      }),
    );
  });

  it.each([
    ["is a digit short", "GB82WEST1234569876543"],
    ["is of a country that has none", "US82WEST12345698765432"],
    ["is nothing", ""],
    ["has signs", "GB82.WEST.1234.5698.7654.32"],
  ])("is none where it %s", (_, written) => expect(foldIban(written)).toBeNull());
});

const examples: readonly (readonly [details: PayoutDetails, account: string, shown: string])[] = [
  [{ kind: "iban", iban: "DE89370400440532013000", holder: "Ann" }, "iban DE89370400440532013000", "3000"],
  [{ kind: "paypal", email: "An.n+shop@Gmail.com" }, "paypal ann@gmail.com", "A***@Gmail.com"],
  [{ kind: "stripe", accountId: "acct_1032D82eZvKYlo2C" }, "stripe acct_1032D82eZvKYlo2C", "lo2C"],
  [
    { kind: "bank_account", country: "GB", bankCode: "401276", accountNumber: "31926819", holder: "Ann" },
    "bank_account GB 401276 31926819",
    "6819",
  ],
];

describe.each(examples)("of $kind", (details, account, shown) => {
  it("the account is known whoever holds it, and little of it is shown", () => {
    expect([accountOf(details), shownOf(details)]).toEqual([account, shown]);
  });
});
