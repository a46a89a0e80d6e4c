/**
 * How long a test waits for something that happens by itself and tells no test, such as a queue's delivery. However
 * slow the machine, it should have come by then; a test that waits for what never comes still ends.
 */
export const PATIENCE = { timeout: 60_000, interval: 20 };
