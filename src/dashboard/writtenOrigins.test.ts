import { expect, it } from "vitest";
import { MAX_ORIGINS, readOrigins } from "./writtenOrigins.ts";

it("origins are read one a line, as browsers write them, each once", () => {
  const text = "https://Shop.example/\r\n\n  http://localhost:3000 \nhttps://shop.example:443";
  expect(readOrigins(text)).toEqual({ origins: ["https://shop.example", "http://localhost:3000"] });
  expect(readOrigins(" \n")).toEqual({ origins: [] });
});

it.each([
  ["https://*.shop.example", "originWildcard", ""],
  ["shop.example", "originScheme", ""],
  ["ftp://shop.example", "originScheme", ""],
  ["https://", "originUnclear", ""],
  [`https://${"a".repeat(300)}.example`, "originUnclear", ""],
  ["https://shop.example/cart?x=1", "originMeant", "https://shop.example"],
  ["https://ada:secret@shop.example", "originMeant", "https://shop.example"],
])("a line that is no origin is named with what is wrong: %s", (line, code, origin) => {
  expect(readOrigins(`https://good.example\n${line}`)).toEqual({ problem: { code, line, origin } });
});

it("more origins than a shop may have are refused", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => `https://s${at}.example`).join("\n");
  expect(readOrigins(lines(MAX_ORIGINS))).toHaveProperty("origins");
  expect(readOrigins(lines(MAX_ORIGINS + 1))).toHaveProperty("problem.code", "originsMany");
});
