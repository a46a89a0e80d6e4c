import { ensureSystemPackage } from "../dev/systemPackages.ts";

/** The browser is there before any test file looks for it: two that install it at once are in each other's way. */
export function setup(): void {
  ensureSystemPackage("chromium", "chromium");
}
