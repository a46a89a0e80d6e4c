import * as z from "zod";
import type { PictureView } from "../db/queries/pictures.ts";
import { MAX_PICTURES, PICTURE_TYPES } from "../domain/pictures.ts";
import type { Shown } from "./shown.ts";

export const pictureReply = z
  .strictObject({
    sha256: z.string().meta({ description: "Of its bytes, in hex: what it is called" }),
    path: z.string().meta({ description: "Where everyone can see it, on the host of share links" }),
    type: z.enum(PICTURE_TYPES),
    width: z.int().meta({ description: "In pixels" }),
    height: z.int().meta({ description: "In pixels" }),
    size: z.int().meta({ description: "In bytes" }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: "Picture" });

export const picturesReply = z.strictObject({ data: z.array(pictureReply).max(MAX_PICTURES) });

/** Where everyone can see a picture. */
export function picturePath(sha256: string): string {
  return `/media/${sha256}`;
}

/** The JSON of a picture. */
export function presentPicture({
  sha256,
  type,
  width,
  height,
  size,
  createdAt,
}: PictureView): Shown<typeof pictureReply> {
  const at = new Date(createdAt).toISOString();
  return { sha256, path: picturePath(sha256), type, width, height, size, createdAt: at };
}
