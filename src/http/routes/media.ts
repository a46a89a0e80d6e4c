import * as z from "zod";
import { pictureReply, picturesReply, presentPicture } from "../../contract/picture.ts";
import { listPictures, readPublicPicture } from "../../db/queries/pictures.ts";
import { MAX_PICTURE_BYTES, MAX_PICTURES, PICTURE_TYPES } from "../../domain/pictures.ts";
import { addPicture } from "../../usecases/library/addPicture.ts";
import { removePicture } from "../../usecases/library/removePicture.ts";
import type { Body } from "../definition.ts";
import { openRoute, serverRoute } from "../endpoint.ts";
import { OUR_PICTURE } from "../pages/ourPicture.ts";
import { assetReply } from "../replies/assetReply.ts";
import { pictureResponse } from "../replies/pictureResponse.ts";
import { ProblemError } from "../replies/problem.ts";
import { authorized, replyTo } from "../replies/writeReply.ts";
import { pictureHash } from "../schemas/library.ts";

const tag = "Materials";
const params = z.strictObject({ sha256: pictureHash });
const HASH = /^[0-9a-f]{64}$/;

/** Its bytes have been counted when it is parsed, and what they are is found out when it is added. */
const file: Body<Uint8Array> = {
  schema: z.string().meta({ inDocument: { type: "string", format: "binary" } }),
  file: { types: PICTURE_TYPES, most: MAX_PICTURE_BYTES },
  parse: (value) => ({ ok: true, value: value as Uint8Array }),
};

export const addPictureRoute = serverRoute(
  {
    id: "addPicture",
    method: "post",
    path: "/v1/media",
    summary: "Adds a picture: a PNG, a JPEG or a WebP as the whole body. The same bytes again are the same picture",
    description: `Of ${MAX_PICTURE_BYTES} bytes at most; a tenant may have ${MAX_PICTURES}. What it is is read from its first bytes.`,
    tag,
    body: file,
    problems: ["not_a_picture", "too_many_pictures"],
    replies: {
      200: { description: "The picture, which was there before", schema: pictureReply },
      201: { description: "The picture", schema: pictureReply },
    },
  },
  async ({ app, asker, idempotency, body }) => replyTo(await addPicture(app.deps, { asker, idempotency }, body)),
);

export const listPicturesRoute = serverRoute(
  {
    id: "listPictures",
    method: "get",
    path: "/v1/media",
    summary: "The tenant's pictures, the newest first",
    tag,
    replies: { 200: { description: "All of them", schema: picturesReply } },
  },
  async ({ app, asker }) => {
    const rows = authorized(await listPictures(app.deps.database, asker));
    return { status: 200, body: { data: rows.map(presentPicture) } };
  },
);

export const removePictureRoute = serverRoute(
  {
    id: "removePicture",
    method: "delete",
    path: "/v1/media/{sha256}",
    summary: "Removes a picture that no material shows",
    tag,
    params,
    problems: ["picture_not_found", "picture_used"],
    replies: { 200: { description: "The picture as it was", schema: pictureReply } },
  },
  async ({ app, asker, idempotency, params: { sha256 } }) =>
    replyTo(await removePicture(app.deps, { asker, idempotency }, sha256)),
);

/** Its address stays where it changes, so it is kept for a day. */
const OURS = { "access-control-allow-origin": "*", "cache-control": "public, max-age=86400" };

/** Its address is made of its bytes, so it can be kept for good, and does nothing but be seen. */
export const pictureRoute = openRoute(
  {
    id: "getPicture",
    path: "/media/{sha256}",
    summary: "A picture, for everyone",
    tag,
    params: z.strictObject({ sha256: z.string() }),
    problems: ["not_found"],
    replies: {},
    isDocumented: false,
  },
  async ({ deps }, context, requestId) => {
    const sha256 = context.req.param("sha256") ?? "";
    if (sha256 === OUR_PICTURE.sha256) return await assetReply(deps.assets, context, `/media/${sha256}`, OURS);
    const picture = HASH.test(sha256) ? await readPublicPicture(deps.database, sha256) : null;
    if (picture === null) throw new ProblemError("not_found", "No picture has this id.");
    return pictureResponse(picture, { sha256, requestId, known: context.req.header("if-none-match") });
  },
);
