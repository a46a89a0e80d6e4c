import { sha256 } from "../../engine/events/sha256.ts";
import { ProblemError } from "../replies/problem.ts";
import { readBytes, wrongType } from "./bodyText.ts";

/** A body that is one file, as it was sent. */
export interface ReadFile {
  /** Stands for the bytes where a repeat is compared. */
  readonly text: string;
  readonly value: Uint8Array;
}

/**
 * Reads a body that is one file, once. What it is is found out by its bytes: the type that it is sent as only has to
 * be one of those that are taken.
 *
 * @param most in bytes
 * @throws {ProblemError} unsupported_media_type, body_too_large
 */
export async function readFile(request: Request, types: readonly string[], most: number): Promise<ReadFile> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  if (!types.includes(type)) throw wrongType(types.join(" or "));
  const value = await readBytes(request, "invalid_form");
  if (value.length > most) throw new ProblemError("body_too_large", `A file may have at most ${most} bytes.`);
  return { text: sha256(Buffer.from(value).toString("base64")), value };
}
