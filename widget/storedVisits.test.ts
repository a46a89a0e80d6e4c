import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_VISITS, readVisits, referralOf, sentOf, type Visit, visitOf, withVisits } from "./storedVisits.ts";

const NOW = Date.parse("2026-01-05T10:00:00Z");
const DAY = 86_400_000;
const visit = (code: string, click = "", at = NOW): Visit => [code, click && `clk_${click}`, at];

describe("an arrival", () => {
  it("is told by the address, and nothing else of the address is taken", () => {
    expect(visitOf("?utm=1&ref=KX7PM2QA&click=clk_a.KX7PM2QA.b-_", NOW)).toEqual([
      "KX7PM2QA",
      "clk_a.KX7PM2QA.b-_",
      NOW,
    ]);
    expect(visitOf("?ref=ada%20lovelace", NOW)).toEqual(["ada lovelace", "", NOW]);
    expect(visitOf("?ref=JOS%C3%89", NOW)).toEqual(["JOS\u00c9", "", NOW]);
  });

  it("needs a code that could be one; a click id that could be none is left out", () => {
    for (const search of [
      "",
      "?ref=",
      "?click=clk_a.b.c",
      `?ref=${"x".repeat(65)}`,
      "?ref=<script>",
      "?ref=%00",
      "?ref=%",
    ])
      expect(visitOf(search, NOW), search).toBeNull();
    for (const click of ["evil", "clk_", "clk_a b", "clk_a,b", `clk_${"x".repeat(337)}`, "clk_<b>"])
      expect(visitOf(`?ref=A&click=${encodeURIComponent(click)}`, NOW), click).toEqual(["A", "", NOW]);
  });
});

describe("the list of arrivals", () => {
  it("keeps the latest ones in order, and a click seen again in its place", () => {
    const many = Array.from({ length: MAX_VISITS + 3 }, (_, index) => visit(`C${index}`, `${index}`));
    const kept = withVisits([], many);
    expect(kept).toEqual(many.slice(3));
    expect(withVisits(kept, [visit("C5", "5", NOW + DAY)])).toEqual(kept);
  });

  it("keeps fewer where a cookie could not hold them, the latest first of all", () => {
    const many = Array.from({ length: MAX_VISITS }, (_, index) =>
      visit("\u05d0".repeat(40), `${index}${"x".repeat(330)}`),
    );
    const kept = withVisits([], many);
    expect(encodeURIComponent(JSON.stringify(kept)).length).toBeLessThan(4_000);
    expect(kept).toEqual(many.slice(-kept.length));
    expect(kept.length).toBeGreaterThan(3);
  });

  it("moves a link without a click to the end when it is followed again", () => {
    const list = withVisits([visit("A"), visit("B")], [visit("A", "", NOW + 1)]);
    expect(list).toEqual([visit("B"), visit("A", "", NOW + 1)]);
    expect(referralOf(list)).toEqual({ code: "A", clicks: [] });
  });

  it("comes back as it was stored until it is too old", () => {
    const list = [visit("A", "1", NOW - 91 * DAY), visit("B", "2", NOW - 89 * DAY), visit("C")];
    expect(readVisits(JSON.stringify(list), NOW, 90)).toEqual(list.slice(1));
    expect(referralOf(list)).toEqual({ code: "C", clicks: ["clk_1", "clk_2"] });
    expect(referralOf([])).toEqual({ code: "", clicks: [] });
  });

  it("is sent with a code only where the latest arrival came without a click, which tells its code itself", () => {
    const [clicked, bare] = [visit("A", "1"), visit("B", "")];
    expect(sentOf([clicked, bare])).toEqual({ code: "B", clicks: ["clk_1"] });
    expect(sentOf([bare, clicked])).toEqual({ code: "", clicks: ["clk_1"] });
    expect(sentOf([])).toEqual({ code: "", clicks: [] });
  });

  it("is empty or well-formed whatever was stored", () => {
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom("null", "[null]", '[["A"]]', '[["A",1,2]]', "{}", "[[]]"),
      // Of the right shape, with anything inside.
      fc
        .array(fc.tuple(fc.jsonValue(), fc.jsonValue(), fc.oneof(fc.jsonValue(), fc.constant(NOW))))
        .map((list) => JSON.stringify(list)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const [code, click, at] of readVisits(text, NOW, 90)) {
          expect(code).toMatch(/^[\w -]{1,64}$/);
          expect(click).toMatch(/^(clk_[\w.-]+)?$/);
          expect(at).toBeGreaterThan(NOW - 90 * DAY);
        }
      }),
    );
  });
});
