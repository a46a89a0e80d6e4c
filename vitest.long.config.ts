import { defineConfig } from "vitest/config";
import { browserTests, campaigns, EVERY_RUN } from "./test/projects.ts";
import { FONT_SETS } from "./test/support/fonts.ts";

/** `npm run test:long`: what takes too long for every change, and what has to hold whatever is installed. */
export default defineConfig({
  test: {
    ...EVERY_RUN,
    projects: [
      campaigns,
      ...Object.keys(FONT_SETS).map((fonts) =>
        browserTests(`browser, ${fonts} fonts`, { LONG: "1", FONTS: fonts, SCREENSHOTS: `dist/screenshots/${fonts}` }),
      ),
    ],
  },
});
