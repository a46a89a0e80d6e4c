import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldPhone, foldPhoneBegun } from "./phones.ts";

describe("one number is one number however it is written", () => {
  it.each([
    ["in one piece", "+442071838750"],
    ["with spaces", " +44 207 183 8750 "],
    ["with brackets and dashes", "+44 (207) 183-8750"],
    ["with dashes of typesetters and a minus sign", "+44\u2013207\u2014183\u22128750"],
    ["with dots and slashes", "+44.207/183.8750"],
    ["with 00 for the plus", "0044 207 183 8750"],
    ["with the zero that callers from abroad leave out", "+44 (0)207 183 8750"],
    ["with that zero behind 00", "0044 (0) 207 183 8750"],
    ["full-width", "\uff0b\uff14\uff14\u3000\uff12\uff10\uff17\uff11\uff18\uff13\uff18\uff17\uff15\uff10"],
    ["in Arabic digits", "+\u0664\u0664\u0662\u0660\u0667\u0661\u0668\u0663\u0668\u0667\u0665\u0660"],
    [
      "in Persian digits behind 00",
      "\u06f0\u06f0\u06f4\u06f4\u06f2\u06f0\u06f7\u06f1\u06f8\u06f3\u06f8\u06f7\u06f5\u06f0",
    ],
    ["in Devanagari digits", "+\u096a\u096a\u0968\u0966\u096d\u0967\u096e\u0969\u096e\u096d\u096b\u0966"],
    ["between marks of direction, as Hebrew pages copy it", "\u2066\u200e+44 207 183 8750\u2069"],
    ["as a link", "tel:+44-207-183-8750"],
  ])("%s", (_, written) => {
    expect(foldPhone(written)).toBe("+442071838750");
  });

  it("what is folded stays as it is, whatever was written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const folded = foldPhone(text);
        if (folded !== null) expect(foldPhone(folded)).toBe(folded);
      }),
      { numRuns: 100 },
    );
  });

  it("two numbers stay two", () => {
    const digits = fc.stringMatching(/^[1-9]\d{6,14}$/);
    fc.assert(
      fc.property(digits, digits, (a, b) => {
        expect(foldPhone(`+${a}`) === foldPhone(`00${b}`)).toBe(a === b);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the country of a number is never guessed", () => {
  it.each([
    ["a number of a country without its code", "020 7183 8750"],
    ["digits that might begin with a code", "442071838750"],
    ["the prefix of one country alone", "011 44 207 183 8750"],
    ["a code that begins with 0", "+0442071838750"],
    ["a zero in brackets before any code", "+(0)442071838750"],
    ["too few digits", "+123456"],
    ["too many", "+1234567890123456"],
    ["an extension", "+442071838750 ext. 5"],
    ["a second plus", "+44+2071838750"],
    ["letters", "+1 800 FLOWERS"],
    ["nothing", ""],
  ])("%s is no international number", (_, written) => {
    expect(foldPhone(written)).toBeNull();
  });
});

it("the beginning of a number is known by its country code", () => {
  expect(foldPhoneBegun("+44 (0)20")).toBe("+4420");
  expect(foldPhoneBegun("0044")).toBeNull();
  expect(foldPhoneBegun("00442")).toBe("+442");
  expect(foldPhoneBegun("541431")).toBeNull();
});
