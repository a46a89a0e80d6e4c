/** Stands in the place of what would report how better-auth is used (`dev/leaveOut.ts`): nothing is reported. */
export async function createTelemetry() {
  return { publish: async () => {} };
}
