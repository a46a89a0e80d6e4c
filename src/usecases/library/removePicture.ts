import { presentPicture } from "../../contract/picture.ts";
import type { BeforePicture } from "../../db/queries/pictures.ts";
import { readBeforePicture } from "../../db/queries/pictures.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export type RemovalRefusal = "picture_not_found" | "picture_used";

/** Removes a picture that is shown nowhere. Browsers that have it may keep it: its address never means another one. */
export async function removePicture(
  deps: WriteDeps,
  request: Request,
  sha256: string,
): Promise<WriteOutcome<RemovalRefusal>> {
  return await commitOnce<BeforePicture, RemovalRefusal>(
    deps,
    request,
    () => readBeforePicture(deps.database, request.asker, request.idempotency?.key ?? null, sha256),
    ({ library, picture, isShown }, attempt) => {
      if (picture === null) return { refusal: { code: "picture_not_found", detail: "No picture has this id." } };
      if (isShown)
        return {
          refusal: { code: "picture_used", detail: "A material shows it, or it is the logo. Change that first." },
        };
      const { type, size } = picture;
      return {
        done: { status: 200, body: presentPicture(picture) },
        effects: {
          library,
          endedPictures: [sha256],
          audit: [auditRow(deps, attempt, "picture.removed", sha256, { type, size })],
        },
      };
    },
  );
}
