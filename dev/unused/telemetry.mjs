/** Stands in the place of what would report how better-auth is used (`wrangler.toml`): nothing is reported. */
export async function createTelemetry() {
  return { publish: async () => {} };
}
