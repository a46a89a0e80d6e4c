import { expect, test } from "vitest";
import { currencyFormat } from "./formats.ts";

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
