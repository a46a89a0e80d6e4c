import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCode } from "../src/domain/codes.ts";
import { foldInput, mayBeCode } from "./foldInput.ts";

describe("what people type", () => {
  it("becomes the code that the server would make of it", () => {
    const parts = fc.constantFrom("a", "B", "7", "-", "_", ".", "'", "\u2019", " ", "\t", "\u00a0", "\u00e9", "\u05d0");
    fc.assert(
      fc.property(fc.array(parts), (typed) => {
        expect(foldInput(typed.join(""))).toBe(foldCode(typed.join("")));
      }),
    );
  });

  it.each([
    ["kx7p-m2qa", "KX7PM2QA"],
    ["KX7P–M2QA", "KX7PM2QA"],
    ["\u200eKX7P M2QA\u200f", "KX7PM2QA"],
    ["ＫＸ７ＰＭ２ＱＡ", "KX7PM2QA"],
    [" https://refer.example/r/tea/KX7PM2QA?via=email ", "KX7PM2QA"],
    ["https://shop.example/welcome?ref=ada-7&click=clk_1", "ADA7"],
    ["https://refer.example/r/tea/KX7%2DPM2QA/", "KX7PM2QA"],
    ["mary.smith", "MARYSMITH"],
    ["jos\u00e9", "JOS\u00c9"],
    ["ab", "AB"],
  ])("%j is %s", (typed, code) => {
    expect(foldInput(typed)).toBe(code);
    expect(mayBeCode(code)).toBe(true);
  });

  it("is not asked about while it can't be a code", () => {
    for (const typed of ["", "a", "?!", "x".repeat(41), "https://", "https://%"]) {
      expect(mayBeCode(foldInput(typed)), typed).toBe(false);
    }
  });
});
