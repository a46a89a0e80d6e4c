import type { Context } from "hono";
import type { Assets } from "../../ports.ts";
import { ProblemError } from "./problem.ts";

/**
 * Answers with a file that was built, or with 304 where the caller has it already.
 *
 * @param path below the assets; null is a file that can't exist
 * @param headers beside the type and the tag, which the file brings
 * @throws {ProblemError} not_found
 */
export async function assetReply(
  assets: Assets,
  context: Context,
  path: string | null,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const found = path === null ? null : await assets.fetch(path);
  if (found === null || !found.ok) throw new ProblemError("not_found", "No file is at this address.");
  const sent = new Headers(headers);
  sent.set("x-content-type-options", "nosniff");
  const etag = found.headers.get("etag");
  if (etag !== null) sent.set("etag", etag);
  const type = found.headers.get("content-type");
  if (type !== null && !sent.has("content-type")) sent.set("content-type", type);
  if (etag === null || !isKnown(etag, context.req.header("if-none-match"))) {
    return new Response(found.body, { headers: sent });
  }
  await found.body?.cancel();
  return new Response(null, { status: 304, headers: sent });
}

/** By RFC 9110 a weak tag and a strong one are the same here. */
export function isKnown(etag: string, header: string | undefined): boolean {
  const plain = (tag: string) => tag.trim().replace(/^W\//, "");
  return (header ?? "").split(",").some((tag) => plain(tag) === plain(etag) || tag.trim() === "*");
}
