import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hmacSha256 } from "./hmac.ts";

const nodes = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("base64url");

describe("an HMAC", () => {
  it("is what the standard says (RFC 4231, case 2)", () => {
    const told = Buffer.from(hmacSha256("Jefe", "what do ya want for nothing?"), "base64url").toString("hex");
    expect(told).toBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  });

  it("is Node's own, for every secret and text", () => {
    const secret = fc.oneof(fc.string({ minLength: 0, maxLength: 70 }), fc.string({ unit: "binary", maxLength: 70 }));
    fc.assert(
      fc.property(secret, fc.string({ unit: "grapheme" }), (key, text) => {
        expect(hmacSha256(key, text)).toBe(nodes(key, text));
      }),
      { numRuns: 1_000 },
    );
    for (const length of [63, 64, 65]) expect(hmacSha256("k".repeat(length), "x")).toBe(nodes("k".repeat(length), "x"));
  });
});
