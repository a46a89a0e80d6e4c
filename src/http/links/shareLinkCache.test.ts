import { expect, test } from "vitest";
import type { ShareLink } from "./shareLinkCache.ts";
import { createShareLinkCache, shareLinkOf, standInTarget } from "./shareLinkCache.ts";

const landingUrl = "https://shop.example/";
const link = (code: string): ShareLink =>
  shareLinkOf(
    {
      ...{ tenantId: "ten_1", clickSecret: "secret", fallbackUrl: landingUrl, allowedOrigins: [], standIn: null },
      code: { programId: "prog_1", participantId: "par_1", landingUrl, primary: code, paysForClicks: false },
    },
    code,
  );

test("what is kept of links for an outage is bounded: those looked up first are forgotten", () => {
  const cache = createShareLinkCache();
  const shopOf = (n: number) => ({ slug: `shop-${n}`, code: "CODE" });
  for (let n = 0; n <= 20_000; n++) cache.put(shopOf(n), link("CODE"), 0);
  expect([0, 1, 20_000].map((n) => cache.lastKnown(shopOf(n), 1) !== null)).toEqual([false, true, true]);
  // So are shops.
  const another = (n: number) => ({ ...shopOf(n), code: "OTHER" });
  expect([19_000, 19_001].map((n) => cache.lastOfShop(another(n), 1) !== null)).toEqual([false, true]);
});

test("a code that is told apart by nothing carries a click as others do", () => {
  const standIn = (isPrimary: boolean, asked: string) =>
    standInTarget({ landingUrl, isPrimary }, asked, "secret").primary;
  expect(standIn(true, "GUESS")).toBe("GUESS");
  const madeUp = standIn(false, "GUESS");
  expect(madeUp).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
  expect([standIn(false, "GUESS"), standIn(false, "GUESS2") === madeUp]).toEqual([madeUp, false]);
});
