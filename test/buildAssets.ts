import { buildAssets } from "../dev/build.ts";

/** The files for browsers that tests are served, as `npm start` makes them. */
export const setup = buildAssets;
