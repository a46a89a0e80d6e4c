import { buildWorker } from "../dev/buildWorker.ts";

/** What wrangler makes the Worker of, once for all that start it. */
export const setup = buildWorker;
