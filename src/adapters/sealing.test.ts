import { describe, expect, it } from "vitest";
import { createSealing, SealedError } from "./sealing.ts";

const keyOf = (id: string, byte: number) => ({ id, bytes: new Uint8Array(32).fill(byte) });
const [first, second] = [keyOf("k1", 1), keyOf("k2", 2)];
const PLACE = "ten_1/webhook/secret";

describe("a sealed secret", () => {
  const sealing = createSealing([first], true);

  it("opens as what it was, and looks like nothing of it, nor like itself sealed again", async () => {
    const [one, other] = [await sealing.seal("whsec_tea", PLACE), await sealing.seal("whsec_tea", PLACE)];
    expect(one).toMatch(/^v1\.k1\.[\w-]{54}\.[\w-]{16}\.[\w-]+$/);
    expect(one).not.toContain("tea");
    expect(new Set([one, other].flatMap((text) => text.split(".").slice(2))).size).toBe(6);
    expect([await sealing.open(one, PLACE), await sealing.open(other, PLACE)]).toEqual(["whsec_tea", "whsec_tea"]);
  });

  it("opens in no other place, and not when a letter of it is another", async () => {
    const sealed = await sealing.seal("tea", PLACE);
    await expect(sealing.open(sealed, "ten_2/webhook/secret")).rejects.toThrow(SealedError);
    for (const part of [2, 3, 4]) {
      const parts = sealed.split(".");
      parts[part] = `${parts[part]?.startsWith("A") ? "B" : "A"}${parts[part]?.slice(1)}`;
      await expect(createSealing([first], true).open(parts.join("."), PLACE)).rejects.toThrow(SealedError);
    }
  });

  it("that was opened once opens in no other place either", async () => {
    const sealed = await sealing.seal("tea", PLACE);
    expect(await sealing.open(sealed, PLACE)).toBe("tea");
    await expect(sealing.open(sealed, "ten_2/webhook/secret")).rejects.toThrow("sealed as another");
  });

  it("says which key is missing, and which is another than it was", async () => {
    const sealed = await sealing.seal("tea", PLACE);
    await expect(createSealing([second], true).open(sealed, PLACE)).rejects.toThrow(
      'the key "k1", which this process does not have. Add it to SEALING_KEYS',
    );
    await expect(createSealing([keyOf("k1", 9)], true).open(sealed, PLACE)).rejects.toThrow('another key called "k1"');
  });
});

describe("a new key", () => {
  it("wraps what an older one has sealed, whose key can then be let go of", async () => {
    const sealed = await createSealing([first], true).seal("tea", PLACE);
    const both = createSealing([second, first], true);
    expect(await both.open(sealed, PLACE)).toBe("tea");
    const renewed = await both.renew(sealed, PLACE);
    expect(renewed.split(".").slice(3)).toEqual(sealed.split(".").slice(3));
    expect(await createSealing([second], true).open(renewed, PLACE)).toBe("tea");
    expect(await both.renew(renewed, PLACE)).toBe(renewed);
  });

  it("seals what was kept as it is, which is read until then", async () => {
    const sealing = createSealing([second], true);
    expect(await sealing.open("kept as it is", PLACE)).toBe("kept as it is");
    const sealed = await sealing.renew("kept as it is", PLACE);
    expect(sealed).not.toContain("kept");
    expect(await sealing.open(sealed, PLACE)).toBe("kept as it is");
  });
});
