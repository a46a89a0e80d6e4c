import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PayoutDetails } from "../domain/payoutDetails.ts";
import type { FiledPayout } from "./filedPayout.ts";
import { payoutFile } from "./payoutFile.ts";
import { sepaText } from "./sepaFile.ts";

const IBAN = "DE89370400440532013000";
const terms = { batchId: "bat_1", currency: "GBP", sepa: null } as const;
const payout = (id: string, amountMinor: bigint, details: PayoutDetails | null, more: Partial<FiledPayout> = {}) => {
  return { id, amountMinor, details, participant: `of ${id}`, name: null, email: null, ...more };
};
const rowsOf = (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[];

describe("a table of payouts", () => {
  it("says of each who is paid, how much and where, by the payout's id", () => {
    const bank = { country: "GB", bankCode: "401276", accountNumber: "31926819", holder: "Ben & Co" };
    const { name, type, text } = payoutFile({ ...terms, method: "csv" }, [
      payout("po_1", 1205n, { kind: "bank_account", ...bank }, { name: "Ben", email: "ben@shop.example" }),
      payout("po_2", 5n, null),
    ]);
    expect([name, type]).toEqual(["bat_1.csv", "text/csv"]);
    const where = { kind: "bank_account", account: "31926819", bank: "401276", country: "GB", holder: "Ben & Co" };
    const who = { externalId: "of po_1", name: "Ben", email: "ben@shop.example" };
    expect(rowsOf(text)[0]).toEqual({ ...who, amount: "12.05", currency: "GBP", reference: "po_1", ...where });
    expect(rowsOf(text)[1]).toMatchObject({ amount: "0.05", kind: "", account: "" });
  });

  it("writes amounts in as many decimals as the currency has", () => {
    const amountIn = (currency: string) => {
      const { text } = payoutFile({ ...terms, method: "csv", currency }, [payout("po_1", 12_345n, null)]);
      return rowsOf(text)[0]?.["amount"];
    };
    expect(["JPY", "EUR", "BHD"].map(amountIn)).toEqual(["12345", "123.45", "12.345"]);
  });

  it("reads back as it was, whatever people are called, begins no formula, and adds up to the minor unit", () => {
    const words = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.constantFrom("=cmd|' /C calc'!A0", "a\r\nb", '"', "\u202Eevil", "<&>", "＝1"),
    );
    const some = fc.array(fc.record({ amountMinor: fc.bigInt(0n, 10n ** 15n), holder: words, participant: words }));
    fc.assert(
      fc.property(some, (people) => {
        const payouts = people.map(({ holder, amountMinor, participant }, n) => {
          return payout(`po_${n}`, amountMinor, { kind: "iban", iban: IBAN, holder }, { participant });
        });
        const { text } = payoutFile({ ...terms, method: "csv" }, payouts);
        const rows = text === "" ? [] : rowsOf(text);
        const guarded = (word: string | undefined) => word?.replace(/^'(?=[\p{Zs}\p{Cf}]*[=+\-@＝＋－＠\t\r\n])/u, "");
        for (const [n, row] of rows.entries()) {
          for (const word of [row["externalId"], row["holder"]]) {
            expect(word).not.toMatch(/^[\p{Zs}\p{Cf}]*[=+\-@＝＋－＠\t\r\n]/u);
          }
          expect(guarded(row["holder"])).toBe(guarded(people[n]?.holder));
        }
        const sum = rows.reduce((total, { amount = "" }) => total + BigInt(amount.replace(".", "")), 0n);
        expect(sum).toBe(people.reduce((total, { amountMinor }) => total + amountMinor, 0n));
      }),
    );
  });
});

describe("a file for PayPal", () => {
  it("has recipient, amount, currency, our id, a note and the wallet, and no line of headings", () => {
    const email = "+cash@shop.example";
    const file = (currency: string) => {
      return payoutFile({ ...terms, method: "paypal_csv", currency }, [
        payout("po_1", 120_000n, { kind: "paypal", email }),
      ]);
    };
    // An address with a mark before it would be another's.
    expect(file("USD").text).toBe(`${email},1200.00,USD,po_1,,PAYPAL\r\n`);
    expect(file("HUF").text).toBe(`${email},1200,HUF,po_1,,PAYPAL\r\n`);
    expect(file("JPY").text).toBe(`${email},120000,JPY,po_1,,PAYPAL\r\n`);
  });

  it("holds an address with a comma together", () => {
    const { text } = payoutFile({ ...terms, method: "paypal_csv" }, [
      payout("po_1", 1n, { kind: "paypal", email: 'a,"b@c.example' }),
    ]);
    expect(parse(text)).toEqual([['a,"b@c.example', "0.01", "GBP", "po_1", "", "PAYPAL"]]);
  });
});

it("a text for banks has their letters alone, and stays as close to what was written as they allow", () => {
  expect(sepaText("Łukasz Müller-Straße & Søn", 70)).toBe("Lukasz Muller-Strasse + Son");
  expect(sepaText("<b>//O'Brien; \u202E“x”", 70)).toBe("b /O'Brien x");
  expect(sepaText("Иван", 70)).toBe("");
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(sepaText(text, 70)).toMatch(/^[a-zA-Z0-9/?:().,'+ -]{0,70}$/);
      expect(sepaText(text, 70)).not.toMatch(/^[/ ]|[/ ]$|\/\//);
    }),
  );
});
