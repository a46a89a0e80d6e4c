import * as z from "zod";
import { materialReply, materialsReply, presentMaterial } from "../../contract/material.ts";
import { listMaterials } from "../../db/queries/materials.ts";
import type { MaterialInput } from "../../usecases/library/putMaterial.ts";
import { putMaterial } from "../../usecases/library/putMaterial.ts";
import { removeMaterial } from "../../usecases/library/removeMaterial.ts";
import { bodyOf, serverRoute } from "../endpoint.ts";
import { found, replyTo } from "../replies/writeReply.ts";
import type { WrittenMaterial } from "../schemas/library.ts";
import { materialId, materialInput } from "../schemas/library.ts";
import { programKey } from "../schemas/texts.ts";

const tag = "Materials";
const params = z.strictObject({ key: programKey, id: materialId });

export const listMaterialsRoute = serverRoute(
  {
    id: "listMaterials",
    method: "get",
    path: "/v1/programs/{key}/materials",
    summary: "What advocates of a program are given to share, by language and id, also what is over",
    tag,
    params: z.strictObject({ key: programKey }),
    problems: ["program_not_found"],
    replies: { 200: { description: "All of them", schema: materialsReply } },
  },
  async ({ app, asker, params: { key } }) => {
    const read = await listMaterials(app.deps.database, asker, key);
    const rows = found(read, `There is no program "${key}".`, "program_not_found");
    return { status: 200, body: { data: rows.map(presentMaterial) } };
  },
);

export const putMaterialRoute = serverRoute(
  {
    id: "putMaterial",
    method: "put",
    path: "/v1/programs/{key}/materials/{id}",
    summary: "Adds a material under a name of your own, or writes it anew",
    tag,
    params,
    body: bodyOf(materialInput),
    problems: ["picture_not_found", "program_not_found", "too_many_materials", "unknown_variable"],
    replies: {
      200: { description: "The material, written anew", schema: materialReply },
      201: { description: "The material, added", schema: materialReply },
    },
  },
  async ({ app, asker, idempotency, params: { key, id }, body }) =>
    replyTo(await putMaterial(app.deps, { asker, idempotency }, { program: key, id }, materialFrom(body))),
);

export const removeMaterialRoute = serverRoute(
  {
    id: "removeMaterial",
    method: "delete",
    path: "/v1/programs/{key}/materials/{id}",
    summary: "Removes a material; its picture stays",
    tag,
    params,
    problems: ["material_not_found", "program_not_found"],
    replies: { 200: { description: "The material as it was", schema: materialReply } },
  },
  async ({ app, asker, idempotency, params: { key, id } }) =>
    replyTo(await removeMaterial(app.deps, { asker, idempotency }, { program: key, id })),
);

/** A material as it is stored, whatever its kind: what a kind has not is null. */
export function materialFrom(written: WrittenMaterial): MaterialInput {
  const { kind, language, title, text = null, lastDay = null } = written;
  return {
    ...{ kind, language, title, text, lastDay },
    channel: written.kind === "message" ? (written.channel ?? null) : null,
    url: "url" in written ? written.url : null,
    picture: "picture" in written ? written.picture : null,
  };
}
