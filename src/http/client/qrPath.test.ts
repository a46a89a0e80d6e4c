import qrcode from "qrcode-generator";
import { describe, expect, it } from "vitest";
import { qrPath } from "./qrPath.ts";

describe("a QR code as a path", () => {
  const text = "https://share.example/r/tea-shop/KX7PM2QA";

  it("covers exactly the dark modules, with four light ones around", () => {
    const { size, path } = qrPath(text);
    const code = qrcode(0, "M");
    code.addData(text);
    code.make();
    const dark = new Set<string>();
    for (const [, x, y, width, back] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
      expect(width).toBe(back);
      for (let step = 0; step < Number(width); step++) dark.add(`${Number(x) + step} ${y}`);
    }
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const [column, row] = [x - 4, y - 4];
        const inside = [column, row].every((at) => at >= 0 && at < size - 8);
        expect(dark.has(`${x} ${y}`)).toBe(inside && code.isDark(row, column));
      }
    }
  });

  it("is nothing but numbers and commands, whatever the text", () => {
    expect(qrPath('"><script>alert(1)</script>').path).toMatch(/^(M\d+ \d+h\d+v1h-\d+z)+$/);
  });
});
