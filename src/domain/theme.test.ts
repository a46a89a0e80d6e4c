import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCENT, contrast, GROUNDS, TEXT_CONTRAST, themeOf } from "./theme.ts";

const anyColour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, "0")}`);

describe("the colours of a shop", () => {
  it("can be read, whatever it chose: on a button, on the page, on a tint of it", () => {
    fc.assert(
      fc.property(fc.oneof(anyColour, fc.constantFrom("#ffffff", "#000000", "#ffff00", "#0000ff")), (accent) => {
        const theme = themeOf(accent);
        for (const kind of ["light", "dark"] as const) {
          const colours = theme[kind];
          for (const colour of Object.values(colours)) expect(colour).toMatch(ACCENT);
          expect(contrast(colours.onAccent, colours.accent)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
          for (const ground of [...GROUNDS[kind], colours.tint]) {
            expect(contrast(colours.accentText, ground)).toBeGreaterThanOrEqual(TEXT_CONTRAST);
          }
          expect(contrast(colours.accent, GROUNDS[kind][0])).toBeGreaterThanOrEqual(1.3);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("are its own where they can be seen", () => {
    const { light, dark } = themeOf("#0a6b4d");
    expect([light.accent, light.accentText, light.onAccent]).toEqual(["#0a6b4d", "#0a6b4d", "#ffffff"]);
    expect(dark.accent).toBe("#0a6b4d");
    expect(dark.accentText).not.toBe("#0a6b4d");
    const yellow = themeOf("#ffd400").light;
    expect([yellow.accent, yellow.onAccent]).toEqual(["#ffd400", "#000000"]);
  });

  it("are darker or lighter where they could not be seen: white on white, black on black", () => {
    expect(contrast(themeOf("#ffffff").light.accent, "#ffffff")).toBeGreaterThanOrEqual(TEXT_CONTRAST);
    expect(contrast(themeOf("#000000").dark.accent, GROUNDS.dark[0])).toBeGreaterThanOrEqual(TEXT_CONTRAST);
  });

  it.each([
    ["#ffffff", "#000000", 21],
    ["#777777", "#ffffff", 4.48],
    ["#0000ff", "#ffffff", 8.59],
  ])("contrast of %s and %s is %d, as WCAG defines it", (one, other, expected) => {
    expect(contrast(one, other)).toBeCloseTo(expected, 2);
    expect(contrast(other, one)).toBeCloseTo(expected, 2);
  });
});
