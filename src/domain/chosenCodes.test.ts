import { describe, expect, it } from "vitest";
import { displayOf, faultOfChosen } from "./chosenCodes.ts";
import { foldCode } from "./codes.ts";

const faultOf = (written: string) => faultOfChosen(displayOf(written));

describe("a code that someone chose", () => {
  it.each([
    ["mary.smith", "MARYSMITH"],
    ["JOS\u00c9", "JOS\u00c9"],
    ["jose\u0301", "JOS\u00c9"],
    ["AB", "AB"],
    ["10%OFF", "10OFF"],
    ["O'Neil & Co", "ONEILCO"],
    ["1234", "1234"],
    ["\u041c\u0430\u0448\u0430", "MA\u0428A"],
    ["\u0410\u041d\u041d\u0410", "AHHA"],
    ["\u039d\u03b9\u03ba\u03bf\u03c2-5", "NIKO\u03a35"],
    ["\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd"],
    ["\u0645\u062d\u0645\u062f", "\u0645\u062d\u0645\u062f"],
    ["\u30e9\u30fc\u30e1\u30f3\u5927\u597d\u304d", "\u30e9\u30fc\u30e1\u30f3\u5927\u597d\u304d"],
    ["\u0939\u093f\u0928\u094d\u0926\u0940", "\u0939\u093f\u0928\u094d\u0926\u0940"],
    ["\u0e19\u0e49\u0e33", foldCode("\u0e19\u0e49\u0e33")],
    ["x".repeat(40), "X".repeat(40)],
  ])("may be %s", (written, folded) => {
    expect([faultOf(written), foldCode(displayOf(written))]).toEqual([null, folded]);
  });

  it.each([
    ["characters", "<script>"],
    ["characters", "=1+1"],
    ["characters", "-ann"],
    ["characters", "ann-"],
    ["characters", "ann/5"],
    ["characters", "https://shop.example/r/tea/ANN"],
    ["characters", "\u{1f600}\u{1f600}"],
    ["characters", "a\u0000b"],
    ["characters", "\u0301ab"],
    ["characters", `a${"\u0301\u0302\u0303\u0304\u0305"}b`],
    ["characters", ""],
    ["length", "a"],
    ["length", "x".repeat(41)],
    ["scripts", "\u0430nna"],
    ["scripts", "ann\u0430"],
    ["scripts", "\u0391NN\u0410"],
    ["scripts", "ANN\u05d0"],
    ["scripts", "VIP\u5927"],
  ])("has a fault of its %s: %j", (fault, written) => {
    expect(faultOf(written)).toBe(fault);
  });

  it("is shown without what no one sees, and in plain letters", () => {
    expect(displayOf(" \u202eAnn\u200b\u2066 \u3000 5\ufeff ")).toBe("Ann 5");
    expect(displayOf("\uff21\uff4e\uff4e")).toBe("Ann");
    expect(displayOf("\u017fale")).toBe("sale");
  });
});
