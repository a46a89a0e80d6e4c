import type { Server } from "node:http";

/**
 * Connections that clients keep open get this long to send what is on its way and to hear that it was the last. A
 * client that has just sent a request on one that is closed hears of a reset alone, and can't tell what became of it.
 */
const LAST_REQUESTS_MS = 2_000;

/** Requests under way get this long to finish after that. */
const FINISH_WITHIN_MS = 10_000;

const LOOK_EVERY_MS = 20;

/**
 * Stops a server that already tells every answer to be the last on its connection. Requests under way are finished;
 * those that take too long are cut off.
 *
 * @returns when no connection is left
 */
export async function stopServer(server: Server): Promise<void> {
  const over = performance.now() + LAST_REQUESTS_MS;
  while (performance.now() < over && (await countConnections(server)) > 0) await pause(LOOK_EVERY_MS);
  const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
  // A kept-alive connection that was busy when the server closed would stay open after its response.
  const idle = setInterval(() => server.closeIdleConnections(), LOOK_EVERY_MS);
  const late = setTimeout(() => server.closeAllConnections(), FINISH_WITHIN_MS);
  await stopped;
  clearInterval(idle);
  clearTimeout(late);
}

function countConnections(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
