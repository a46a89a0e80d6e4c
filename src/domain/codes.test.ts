import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codeOfOther } from "./codeLinks.ts";
import { foldCode, MAX_CODE_LENGTH, mayBeCode } from "./codes.ts";

/** As it was folded before scripts were: such folds are still in stored events and referrals. */
const foldedBefore = (code: string) => code.replace(/[-_\s]/g, "").toUpperCase();

const PARTS = [
  ..."aAzZ059-_. '\"`%!?/\\<&+",
  ...[
    "\u00e9",
    "e\u0301",
    "\u0301",
    "\u00b4",
    "\u00a8",
    "\u00df",
    "\u0130",
    "\u0131",
    "\u017f",
    "\u01f0",
    "\u0149",
    "\u1e9e",
  ],
  ...[
    "\u0430",
    "\u0411",
    "\u0456",
    "\u04cf",
    "\u0391",
    "\u03ac",
    "\u0390",
    "\u03c2",
    "\u037f",
    "\u0439",
    "\u0418\u0306",
  ],
  ...["\u200b", "\u200e", "\u202e", "\u2066", "\u00ad", "\u034f", "\ufe0f", "\u3164", "\u115f", "\u1160", "\ufeff"],
  ...[
    "\uff21",
    "\uff5a",
    "\uff0d",
    "\uff0e",
    "\u2013",
    "\u2019",
    "\u201c",
    "\u3000",
    "\u00a0",
    "\u2160",
    "\ufb01",
    "\u{1d400}",
  ],
  ...[
    "\u05d0",
    "\u05bc",
    "\u0627",
    "\u064b",
    "\u0e01",
    "\u0e48",
    "\u1100\u1161",
    "\u30ab\u3099",
    "\uff76\uff9e",
    "\u4f8b",
    "\ud800",
  ],
  ...["https://go.example/r/tea/", "go.example/join/", "?ref=", "&ref=", "\u{1f600}", "\u0000", "\n"],
];
const hostile = fc.array(fc.constantFrom(...PARTS), { maxLength: 12 }).map((parts) => parts.join(""));

describe("a code", () => {
  it.each([
    ["in any case", "Ann5", "ANN5"],
    ["with dashes, underscores and spaces", " an-n_ 5\t", "ANN5"],
    ["with dots, quotes and what ends a sentence", "\u201cmary.o'smith\u201d!", "MARYOSMITH"],
    ["with signs between its letters", "10%off", "10OFF"],
    ["with the dashes of phones", "KX7P\u2013M2QA", "KX7PM2QA"],
    ["with what no one sees", "\u200eKX\u200b7P\u00ad M2\u2066QA\u200f\ufeff\u3164", "KX7PM2QA"],
    ["in full-width letters", "\uff2b\uff38\uff17\uff50", "KX7P"],
    ["with a line break at its end", "KX7P\r\n", "KX7P"],
    ["with an accent apart", "Jose\u0301", "JOS\u00c9"],
    ["in Cyrillic letters that look like its own", "\u0410\u043d\u043d\u0430", "AHHA"],
    ["in Greek letters that look like its own", "\u0391\u039d\u039d\u0391", "ANNA"],
    ["of another script", "\u05e9\u05dc\u05d5\u05dd-5", "\u05e9\u05dc\u05d5\u05dd5"],
    ["of a script with look-alikes among others", "\u0448\u0438\u0444\u0440", "\u0428\u0418\u0424P"],
  ])("is the same %s", (_, written, folded) => {
    expect(foldCode(written)).toBe(folded);
    expect(mayBeCode(folded)).toBe(true);
  });

  it.each([
    "https://refer.example/r/tea/KX7P-M2",
    "HTTPS://REFER.EXAMPLE/R/TEA/KX7PM2",
    "refer.example/r/tea/kx7pm2/",
    " http://127.0.0.1:8787/r/demo/kx7pm2. ",
    "<https://refer.example/r/KX7PM2?via=email#top>",
    "\u201chttps://refer.example/r/tea/KX7%2DPM2?ref=OTHER\u201d",
    "https://shop.example/welcome?ref=kx7pm2&click=clk_1.KX7PM2",
    "shop.example/?utm_source=x&ref=KX7PM2",
    "https://shop.example/join/us?ref=KX7PM2",
    "https://refer.example/join/tea/KX7PM2,",
    "https://refer.example/r/tea/KX7PM2/).",
    "\u200bhttps://refer.example/join/KX7PM2",
  ])("is that of a pasted link: %s", (link) => expect(foldCode(link)).toBe("KX7PM2"));

  it("of a link is of the tenant that the link names, and of any where it names none", () => {
    const named = [
      "https://refer.example/r/tea-shop/KX7PM2",
      "HTTPS://REFER.EXAMPLE/R/TEASHOP/KX7PM2/",
      "/join/Tea-Shop/K",
    ];
    for (const link of named) {
      expect(codeOfOther(link, "tea-shop")).toBeNull();
      expect(codeOfOther(link, "coffee")).toMatch(/^teashop\/K/);
    }
    const open = [
      "KX7PM2",
      "https://refer.example/r/KX7PM2",
      "https://shop.example/join/us/now?ref=KX7PM2",
      "shop.example/?ref=K",
    ];
    for (const link of open) expect(codeOfOther(link, "coffee")).toBeNull();
  });

  it("of a link that has none is no one's, and is cut", () => {
    for (const link of ["https://shop.example/sale", `https://shop.example/${"a".repeat(400)}`, "https://", "?"]) {
      expect(foldCode(link)).not.toBe("SALE");
      expect([...foldCode(link)].length).toBeLessThanOrEqual(64);
    }
    expect(mayBeCode(foldCode("x".repeat(MAX_CODE_LENGTH + 1)))).toBe(false);
    expect(mayBeCode(foldCode("\u{1f600} %"))).toBe(false);
  });

  it("a mark joins its letter before letters are compared, also where a space was between them", () => {
    expect(foldCode("\u0391 \u0301")).toBe("\u0386");
    expect(foldCode("\u0391\u0301")).toBe("\u0386");
  });

  it("folded once is folded for good, whatever it is made of, and an older fold folds to the same", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" })), (code) => {
        const folded = foldCode(code);
        expect(foldCode(folded)).toBe(folded);
        expect(folded).toMatch(/^[\p{L}\p{M}\p{N}]*$/u);
        if (!/[/?]/.test(code)) expect(foldCode(foldedBefore(code))).toBe(folded);
      }),
      { numRuns: 2_000 },
    );
  });

  it("that was stored before is the same still: nothing that could be one folds to anything else", () => {
    const letters = fc.constantFrom(..."09AZaz-_ ");
    fc.assert(
      fc.property(fc.array(letters, { maxLength: 32 }), (typed) => {
        expect(foldCode(typed.join(""))).toBe(foldedBefore(typed.join("")));
      }),
    );
  });
});
