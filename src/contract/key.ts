import * as z from "zod";
import type { KeyView } from "../db/queries/keys.ts";
import { pageSchema } from "./page.ts";
import type { Shown } from "./shown.ts";

export const keyReply = z
  .strictObject({
    id: z.string(),
    kind: z.enum(["secret", "publishable"]),
    prefix: z
      .string()
      .meta({ description: "How it begins; the key itself was shown when it was made, and is not kept" }),
    createdAt: z.iso.datetime(),
    revokedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: "Key" });

export const keysReply = pageSchema(keyReply);

/** The JSON of a key. */
export function presentKey({ createdAt, revokedAt, ...key }: KeyView): Shown<typeof keyReply> {
  return {
    ...key,
    createdAt: new Date(createdAt).toISOString(),
    revokedAt: revokedAt === null ? null : new Date(revokedAt).toISOString(),
  };
}
