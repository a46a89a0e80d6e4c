import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { peekClickCode, signClickId, verifyClickId } from "./clickIds.ts";

const at = new Date("2026-01-05T10:00:00.123Z");
const click = { code: "KX7PM2QA", at, channel: null, random: "0123456789ab" };

describe("click ids", () => {
  it("carry their code and time, and are believed by the tenant that signed them", () => {
    const { signed: id } = signClickId("secret", click);
    expect(verifyClickId("secret", id)).toEqual({ code: "KX7PM2QA", at: at.getTime(), channel: null });
    expect(peekClickCode(id)).toBe("KX7PM2QA");
    expect(id).toMatch(/^clk_[\w.-]+$/);
    expect(id.length).toBeLessThan(100);
  });

  it("carry the channel of the link, as long as it may be, where it has one", () => {
    const channel = "a".repeat(32);
    const { signed: id, ...stored } = signClickId("secret", { ...click, code: "Z".repeat(32), channel });
    expect(verifyClickId("secret", id)).toEqual({ code: "Z".repeat(32), at: at.getTime(), channel });
    // What the attribution script keeps of an address.
    expect(id).toMatch(/^clk_[\w.-]{1,336}$/);
    expect(stored.id).toBe(signClickId("secret", click).id);
  });

  it("carry a code of any script, as long as it may be, in letters that every address has", () => {
    for (const code of ["JOS\u00c9", "\u05e9\u05dc\u05d5\u05dd", "\u{20000}".repeat(40)]) {
      const { signed: id } = signClickId("secret", { ...click, code, channel: "a".repeat(32) });
      expect(id).toMatch(/^clk_[\w.-]{1,336}$/);
      expect(verifyClickId("secret", id)).toEqual({ code, at: at.getTime(), channel: "a".repeat(32) });
      expect(peekClickCode(id)).toBe(code);
    }
  });

  it("end in the first half of an HMAC-SHA-256 of what is before it", () => {
    for (let number = 0; number < 200; number++) {
      const { signed } = signClickId(`secret ${number}`, { ...click, random: `${number}` });
      const [told = "", mac] = [signed.slice(0, signed.lastIndexOf(".")), signed.slice(signed.lastIndexOf(".") + 1)];
      const whole = createHmac("sha256", `secret ${number}`).update(told).digest();
      expect(mac).toBe(whole.subarray(0, 16).toString("base64url"));
    }
  });

  it("are stored under a part that sorts by time", () => {
    const later = signClickId("secret", { ...click, at: new Date(at.getTime() + 1) });
    const ids = [later, signClickId("secret", click)].map(({ id }) => id);
    expect(ids[0]).toMatch(/^clk_[0-9a-z]{21}$/);
    expect(ids.toSorted()).toEqual([ids[1], ids[0]]);
  });

  it("are not believed when anything of them was changed, or another tenant signed them", () => {
    const { signed: id } = signClickId("secret", click);
    expect(verifyClickId("other", id)).toBeNull();
    for (let index = 0; index < id.length; index++) {
      const changed = id.slice(0, index) + (id[index] === "A" ? "B" : "A") + id.slice(index + 1);
      expect(verifyClickId("secret", changed)).toBeNull();
    }
    for (const text of ["", "clk_", "clk_x.y.z", `${id}A`, ` ${id}`, "\u0000"]) {
      expect(verifyClickId("secret", text)).toBeNull();
      expect(peekClickCode(text)).toBeNull();
    }
  });
});
