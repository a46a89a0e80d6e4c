import { createHash } from "node:crypto";
import { presentPicture } from "../../contract/picture.ts";
import type { BeforePicture } from "../../db/queries/pictures.ts";
import { readBeforePicture } from "../../db/queries/pictures.ts";
import { MAX_PICTURE_SIDE, MAX_PICTURES, pictureShapeOf } from "../../domain/pictures.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export type PictureRefusal = "not_a_picture" | "too_many_pictures";

/**
 * Adds a picture to those of the tenant, and makes it the logo where that is asked. What kind it is of is read from its
 * bytes, so nothing else gets in. One that is there already is answered as it is.
 *
 * @param bytes no more than `MAX_PICTURE_BYTES`, as the reader of the request made sure
 */
export async function addPicture(
  deps: WriteDeps,
  request: Request,
  bytes: Uint8Array,
  { isLogo = false }: { readonly isLogo?: boolean } = {},
): Promise<WriteOutcome<PictureRefusal>> {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return await commitOnce<BeforePicture, PictureRefusal>(
    deps,
    request,
    () => readBeforePicture(deps.database, request.asker, request.idempotency?.key ?? null, sha256),
    ({ library, picture }, attempt) => {
      const { tenantId } = attempt;
      const asLogo = isLogo ? [{ theme: { logo: sha256 } }] : [];
      const tenantAudit = isLogo ? [auditRow(deps, attempt, "tenant.changed", tenantId, { logo: sha256 })] : [];
      if (picture !== null) {
        const effects = isLogo ? { tenantChanges: asLogo, audit: tenantAudit } : null;
        return { done: { status: 200, body: presentPicture(picture) }, effects };
      }
      const shape = pictureShapeOf(bytes);
      if (shape === null || Math.max(shape.width, shape.height) > MAX_PICTURE_SIDE) {
        const detail = `It is no PNG, JPEG or WebP whose sides are ${MAX_PICTURE_SIDE} pixels at most.`;
        return { refusal: { code: "not_a_picture", detail } };
      }
      if (library.pictures >= MAX_PICTURES) {
        const detail = `There are ${MAX_PICTURES} pictures, as many as a tenant may have.`;
        return { refusal: { code: "too_many_pictures", detail } };
      }
      const { type, width, height } = shape;
      const size = bytes.length;
      const createdAt = attempt.at.toISOString();
      return {
        done: { status: 201, body: presentPicture({ sha256, type, width, height, size, createdAt }) },
        effects: {
          library,
          newPictures: [{ sha256, type, width, height, base64: Buffer.from(bytes).toString("base64") }],
          ...(isLogo ? { tenantChanges: asLogo } : {}),
          audit: [auditRow(deps, attempt, "picture.added", sha256, { type, size }), ...tenantAudit],
        },
      };
    },
  );
}
