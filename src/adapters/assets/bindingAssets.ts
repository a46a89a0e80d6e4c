import type { Assets } from "../../ports.ts";

/** What is used of a Worker's static assets binding. */
export interface AssetsBinding {
  fetch(url: string): Promise<Response>;
}

/** Files that were uploaded with the Worker. */
export function bindingAssets(binding: AssetsBinding): Assets {
  // The binding reads the path alone; the host is never looked up.
  return { fetch: (path) => binding.fetch(new URL(path, "https://assets.invalid/").href) };
}

/** No files at all, for a Worker deployed without them. */
export const noAssets: Assets = { fetch: async () => new Response("Not found", { status: 404 }) };
