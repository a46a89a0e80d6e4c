import { describe, expect, it } from "vitest";
import { codeRefusalOf, UNRESTRICTED } from "./codeTerms.ts";

describe("whether a code may be used", () => {
  it("a code without restrictions may be used at any time", () => {
    expect(codeRefusalOf({ ...UNRESTRICTED, uses: 1_000 }, 0)).toBeNull();
  });

  it("its end is the first instant at which it can't be used", () => {
    const ends = { ...UNRESTRICTED, expiresAt: 1_000 };
    expect([999, 1_000, 1_001].map((at) => codeRefusalOf(ends, at))).toEqual([null, "code_expired", "code_expired"]);
  });

  it("it may be used as often as its limit says, and is used up when the limit falls below its uses", () => {
    const usedTwice = (maxUses: number) => codeRefusalOf({ ...UNRESTRICTED, maxUses, uses: 2 }, 0);
    expect([usedTwice(3), usedTwice(2), usedTwice(1)]).toEqual([null, "code_used_up", "code_used_up"]);
  });

  it("of several reasons the first is told: disabled, expired, used up", () => {
    const all = { disabled: true, expiresAt: 0, maxUses: 1, uses: 1 };
    expect(codeRefusalOf(all, 0)).toBe("code_disabled");
    expect(codeRefusalOf({ ...all, disabled: false }, 0)).toBe("code_expired");
    expect(codeRefusalOf({ ...all, disabled: false, expiresAt: null }, 0)).toBe("code_used_up");
  });
});
