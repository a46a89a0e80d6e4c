/** A process whose parent has gone learns of it this much later at most. */
const LOOK_EVERY_MS = 500;

/**
 * Ends this process as SIGTERM does once the npm that started it has gone. npm hands SIGTERM and SIGINT on by itself,
 * since the script replaces npm's shell by this process (`exec`; Windows, which has none, runs what comes after `||`).
 * An npm that was killed hands nothing on, and the port and the database would be held by a server that no one sees.
 */
export function endWithParent(): void {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    process.kill(process.pid, "SIGTERM");
  }, LOOK_EVERY_MS);
  looking.unref();
}
