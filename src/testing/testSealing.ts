import { createSealing } from "../adapters/sealing.ts";

const key = new Uint8Array(32).fill(7);

/** What seals the secrets of tests: as for an operator who has named a key. */
export const testSealing = createSealing([{ id: "test", bytes: key }], true);
/** The same for a process that is told it by its environment. */
export const TEST_SEALING_KEYS = `test:${Buffer.from(key).toString("base64")}`;
