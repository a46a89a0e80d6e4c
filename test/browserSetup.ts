import type { TestProject } from "vitest/node";
import { ensureSystemPackage } from "../dev/systemPackages.ts";
import { FONT_SETS, type FontSet, fontconfigFor } from "./support/fonts.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The fonts that browsers find: a file for FONTCONFIG_FILE, those of this machine, or none that can be had. */
    fontconfig: string | "installed" | "unavailable";
  }
}

/** The browser is there before any test file looks for it: two that install it at once are in each other's way. */
export async function setup(project: TestProject): Promise<void> {
  ensureSystemPackage("chromium", "chromium");
  const { FONTS } = project.config.env;
  const isSet = (name: string): name is FontSet => name in FONT_SETS;
  const named = FONTS !== undefined && isSet(FONTS) ? ((await fontconfigFor(FONTS)) ?? "unavailable") : "installed";
  project.provide("fontconfig", named);
}
