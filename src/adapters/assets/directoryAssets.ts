import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { extname, join, normalize, sep } from "node:path";
import type { Assets } from "../../ports.ts";

const contentTypes = new Map([
  [".css", "text/css; charset=utf-8"],
  [".html", "text/html; charset=utf-8"],
  [".js", "text/javascript; charset=utf-8"],
  [".json", "application/json"],
  [".map", "application/json"],
  [".png", "image/png"],
  [".svg", "image/svg+xml"],
  [".txt", "text/plain; charset=utf-8"],
]);

/** The files below a directory; anything that is not there, or not below it, is 404. */
export function directoryAssets(directory: string): Assets {
  const root = normalize(directory + sep);
  return {
    async fetch(path) {
      const bytes = await readBelow(root, path);
      if (bytes === null) return new Response("Not found", { status: 404 });
      const contentType = contentTypes.get(extname(path)) ?? "application/octet-stream";
      const etag = `"${createHash("sha256").update(bytes).digest("base64url")}"`;
      return new Response(bytes, { headers: { "content-type": contentType, etag } });
    },
  };
}

async function readBelow(root: string, path: string): Promise<Uint8Array<ArrayBuffer> | null> {
  const file = join(root, path);
  // `join` has resolved every "..", so a file outside starts with something else.
  if (!file.startsWith(root) || file.includes("\0")) return null;
  try {
    return await readFile(file);
  } catch {
    return null;
  }
}
