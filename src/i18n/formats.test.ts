import { expect, test } from "vitest";
import { currencyFormat, formatsOf } from "./formats.ts";

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

test("English says which one it is with its ending, and other languages put theirs into the sentence", () => {
  const said = [1, 2, 3, 4, 11, 12, 13, 21, 22, 103, 111, 1_001].map((value) => formatsOf("en").ordinal(value));
  expect(said.join(" ")).toBe("1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 103rd 111th 1,001st");
  expect(formatsOf("ru").ordinal(2)).toBe("2");
});
