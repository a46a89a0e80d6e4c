import { describe, expect, it } from "vitest";
import { isDark } from "./pageColour.ts";

describe("isDark", () => {
  it.each([
    "rgb(0, 0, 0)",
    "rgb(18, 18, 18)",
    "rgba(10, 10, 40, 0.8)",
    "rgb(10, 107, 77)",
    "color(srgb 0.1 0.1 0.2)",
    "color(display-p3 0.3 0.1 0.1 / 0.9)",
    "oklch(0.3 0.1 200)",
    "oklab(0.2 -0.1 0.1 / 1)",
    "lab(20 -3 4)",
    "lch(40 10 20)",
  ])("%s asks for light texts", (colour) => {
    expect(isDark(colour)).toBe(true);
  });

  it.each([
    "rgb(255, 255, 255)",
    "rgb(255, 212, 0)",
    "rgba(250, 250, 250, 0.6)",
    "color(srgb 0.9 0.9 0.8)",
    "color(display-p3 0.9 0.9 1)",
    "oklch(0.95 0.02 90)",
    "lab(90 0 0)",
  ])("%s asks for dark texts", (colour) => {
    expect(isDark(colour)).toBe(false);
  });

  it.each(["rgba(0, 0, 0, 0)", "rgba(0, 0, 0, 0.04)", "color(srgb 0 0 0 / 0.3)", "oklab(0.2 0 0 / none)"])(
    "%s is no ground",
    (colour) => {
      expect(isDark(colour)).toBeNull();
    },
  );
});
