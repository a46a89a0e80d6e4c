import { buildServer } from "../dev/buildServer.ts";

/** The server as it is run in production, for tests of the whole process. */
export const setup = buildServer;
