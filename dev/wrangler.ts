/**
 * Wrangler, told not to call home: it reads these settings while it is loaded, so it is loaded after them
 * and only through this file.
 */
export async function loadWrangler(): Promise<typeof import("wrangler")> {
  process.env.WRANGLER_SEND_METRICS ??= "false";
  process.env.WRANGLER_HIDE_BANNER ??= "true";
  process.env.WRANGLER_WRITE_LOGS ??= "false";
  process.env.WRANGLER_LOG ??= "warn";
  // Workers learn at run time where a request came from; here that would be asked of Cloudflare's site.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= "false";
  return await import("wrangler");
}

/** Any user, password and name will do: the local endpoint asks for none. */
export const localDatabaseUrl = "postgresql://local:local@localhost/local";
