import type { PictureBytes } from "../../db/queries/pictures.ts";
import { isKnown } from "./assetReply.ts";

/** What is at an address that is made of its bytes is there for good. */
const FOR_GOOD = "public, max-age=31536000, immutable";
/** Opened by itself, it runs nothing and asks for nothing, whatever a browser takes it for. */
const NOTHING = "default-src 'none'; sandbox";

/**
 * A picture as browsers get it, or 304 where they have it.
 *
 * @param asked with the tags of what the browser has
 */
export function pictureResponse(
  { type, base64 }: PictureBytes,
  {
    sha256,
    requestId,
    known,
  }: { readonly sha256: string; readonly requestId: string; readonly known?: string | undefined },
): Response {
  const etag = `"${sha256}"`;
  const headers = {
    // The panel on a shop's page fetches it and paints it.
    "access-control-allow-origin": "*",
    "cache-control": FOR_GOOD,
    "content-security-policy": NOTHING,
    // Pages of shops show it.
    "cross-origin-resource-policy": "cross-origin",
    etag,
    "x-content-type-options": "nosniff",
    "x-request-id": requestId,
  };
  if (isKnown(etag, known)) return new Response(null, { status: 304, headers });
  return new Response(Buffer.from(base64, "base64"), { headers: { ...headers, "content-type": type } });
}
