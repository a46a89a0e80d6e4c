import { expect, test } from "vitest";
import { currencyFormat, formatsOf, SHARED_SIGNS } from "./formats.ts";
import { LANGUAGES } from "./languages.ts";

test("money is written as people write it, and no minor unit is lost", () => {
  const written = (currency: string, amount: number) => currencyFormat("en", currency).format(amount);
  expect(
    [written("GBP", 12), written("JPY", 12), written("HUF", 12), written("KWD", 12)].map((text) =>
      text.replace(/\s/g, " "),
    ),
  ).toEqual(["£12.00", "¥12", "HUF 12", "KWD 12.000"]);
  expect([written("HUF", 12.5), written("IQD", 0.125)].map((text) => text.replace(/\s/g, " "))).toEqual([
    "HUF 12.5",
    "IQD 0.125",
  ]);
});

test("every language has the sign of a currency, and its code where the sign is another currency's too", () => {
  const written = (currency: string) =>
    LANGUAGES.map((language) =>
      formatsOf(language)
        .money(500n, currency)
        .replaceAll(/[\d\s.,\u2066-\u2069\u200f]/g, ""),
    );
  expect(written("GBP")).toEqual(LANGUAGES.map(() => "£"));
  expect(new Set(written("EUR"))).toEqual(new Set(["€"]));
  expect(new Set(written("UAH"))).toEqual(new Set(["₴"]));
  // A bare "$" would be taken for US dollars, and letters are no clearer than the code.
  expect(new Set(written("AUD"))).toEqual(new Set(["A$", "AUD"]));
  expect(new Set(written("SEK"))).toEqual(new Set(["SEK"]));
});

test("the signs of several currencies are known as such", () => {
  const owners = new Map<string, Set<string>>();
  for (const currency of Intl.supportedValuesOf("currency")) {
    for (const language of LANGUAGES) {
      const style = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
      const parts = new Intl.NumberFormat(language, style).formatToParts(0);
      const sign = parts.find(({ type }) => type === "currency")?.value ?? currency;
      owners.set(sign, (owners.get(sign) ?? new Set()).add(currency));
    }
  }
  const shared = [...owners]
    .filter(([sign, currencies]) => !/\p{L}/u.test(sign) && currencies.size > 1)
    .map(([sign]) => sign);
  expect(shared.toSorted()).toEqual([...SHARED_SIGNS.keys()].toSorted());
});

test("English says which one it is with its ending, and other languages put theirs into the sentence", () => {
  const said = [1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111, 1_001].map((value) => formatsOf("en").ordinal(value));
  expect(said.join(" ")).toBe("1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 103rd 111th 1,001st");
  expect(formatsOf("ru").ordinal(2)).toBe("2");
});
