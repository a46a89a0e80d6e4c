import * as z from "zod";
import { isAuthorized } from "../../db/queries/asker.ts";
import type { MaterialView } from "../../db/queries/materials.ts";
import { readMaterialsPage } from "../../db/queries/materials.ts";
import { readPicture } from "../../db/queries/pictures.ts";
import { MAX_PICTURE_BYTES } from "../../domain/pictures.ts";
import { pictureResponse } from "../../http/replies/pictureResponse.ts";
import type { ProblemCode } from "../../http/replies/problem.ts";
import { materialFrom } from "../../http/routes/materials.ts";
import { materialId, pictureHash } from "../../http/schemas/library.ts";
import { programKey } from "../../http/schemas/texts.ts";
import type { Said } from "../../i18n/dashboard/said.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { bringLanguage, broughtLanguage } from "../../i18n/lateTexts.ts";
import type { WriteOutcome } from "../../usecases/commitOnce.ts";
import { addPicture } from "../../usecases/library/addPicture.ts";
import { putMaterial } from "../../usecases/library/putMaterial.ts";
import { removeMaterial } from "../../usecases/library/removeMaterial.ts";
import { removePicture } from "../../usecases/library/removePicture.ts";
import { overStored } from "../begunForm.ts";
import type { WrongMaterial } from "../materialForm.ts";
import { beginMaterial, materialFormFields, readMaterial } from "../materialForm.ts";
import { materialsPath, materialsView } from "../materialsView.ts";
import { PageError } from "../pageReply.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import { shopPath } from "../viewer.ts";

const path = "/programs/{key}/materials";
const may = "changePrograms" as const;
const params = z.strictObject({ key: programKey });

/** What advocates of a program are given to share, language by language. */
export const materialsPage = pageRoute(
  {
    ...{ path, may: "seeFigures", params },
    query: z.strictObject({ in: z.enum(LANGUAGES).optional(), edit: materialId.optional() }),
  },
  async ({ app, asker, viewer, baseUrl, params: { key }, query }) => {
    const page = proved(await readMaterialsPage(app.deps.database, asker, key, app.deps.clock.now()));
    if (page === null) throw new PageError("notFound");
    const language = await broughtLanguage(app.deps.assets, query.in ?? viewer().language);
    const edited = page.program.materials.find(({ id }) => id === query.edit) ?? null;
    const form = beginMaterial(edited, `m-${app.deps.ids.secret(16)}`, language);
    return materialsView(viewer(), page, {
      form: { fields: form, was: edited === null ? undefined : form, wrong: null },
      baseUrl,
    });
  },
);

/** Saves a material. The form has its name, so that one that is sent twice is one. */
export const saveMaterialAction = actionRoute(
  { path, may, params, form: materialFormFields },
  async ({ app, asker, viewer, baseUrl, params: { tenant, key }, body: { was, ...fields }, idempotency }) => {
    const again = async (wrong: WrongMaterial) => {
      const page = proved(await readMaterialsPage(app.deps.database, asker, key, app.deps.clock.now()));
      if (page === null) throw new PageError("notFound");
      await bringLanguage(app.deps.assets, fields.language);
      return { view: materialsView(viewer(), page, { form: { fields, was, wrong }, baseUrl }), status: 422 } as const;
    };
    const written = readMaterial(fields);
    if ("problem" in written) return await again(written);
    const told: { wrong: WrongMaterial | null } = { wrong: null };
    const { picture } = materialFrom(written);
    const over = (stored: MaterialView | null) => {
      const merged = readMaterial(overStored(was, fields, stored && beginMaterial(stored, "", fields.language)));
      told.wrong = "problem" in merged ? merged : null;
      return "problem" in merged ? null : materialFrom(merged);
    };
    const named = { program: key, id: fields.id };
    const outcome = await putMaterial(app.deps, { asker, idempotency }, named, { picture, over });
    const wrong = told.wrong ?? refusedField(outcome);
    if (wrong !== null) return await again(wrong);
    return { to: materialsPath({ tenantSlug: tenant }, key, fields.language), said: saidOf(outcome, "saved") };
  },
);

/** At which box a refusal is told; null for what is none, or of no box. */
function refusedField(outcome: WriteOutcome<ProblemCode>): WrongMaterial | null {
  if (outcome.kind !== "refused") return null;
  const { code } = outcome.refusal;
  if (code === "picture_not_found") return { field: "picture", problem: "picture" };
  if (code !== "unknown_variable" && code !== "too_many_materials") return null;
  return { field: code === "unknown_variable" ? "text" : "title", problem: code };
}

/** Takes a material away. */
export const removeMaterialAction = actionRoute(
  {
    ...{ path: `${path}/{id}/remove`, may, params: z.strictObject({ key: programKey, id: materialId }) },
    form: z.object({ language: z.enum(LANGUAGES) }),
  },
  async ({ app, asker, params: { tenant, key, id }, body, idempotency }) => {
    const outcome = await removeMaterial(app.deps, { asker, idempotency }, { program: key, id });
    return {
      to: materialsPath({ tenantSlug: tenant }, key, body.language),
      said: saidOf(outcome, "removed", "material_not_found"),
    };
  },
);

/** Adds a picture to those of the shop. */
export const addPictureAction = actionRoute(
  {
    ...{ path: "/programs/{key}/pictures", may, params, isUpload: true },
    form: z.object({ file: z.union([z.string(), z.instanceof(Uint8Array)]).optional() }),
  },
  async ({ app, asker, params, body: { file }, idempotency }) => {
    const to = picturesPath(params);
    if (!(file instanceof Uint8Array) || file.length > MAX_PICTURE_BYTES) {
      // Nothing was read that would have proved who asks.
      if (!(await isAuthorized(app.deps.database, asker))) throw new NotProvedError();
      return { to, said: "picture_unfit" };
    }
    return { to, said: saidOf(await addPicture(app.deps, { asker, idempotency }, file), "saved") };
  },
);

/** Takes a picture away that nothing shows. */
export const removePictureAction = actionRoute(
  {
    ...{ path: "/programs/{key}/pictures/{sha256}/remove", may, form: z.object({}) },
    params: z.strictObject({ key: programKey, sha256: pictureHash }),
  },
  async ({ app, asker, params, idempotency }) => {
    const outcome = await removePicture(app.deps, { asker, idempotency }, params.sha256);
    return { to: picturesPath(params), said: saidOf(outcome, "removed", "picture_not_found") };
  },
);

/** A picture of the shop, for its own pages: these show nothing of other hosts. */
export const pictureFile = pageRoute(
  { path: "/pictures/{sha256}", may: "seeFigures", params: z.strictObject({ sha256: pictureHash }) },
  async ({ app, asker, params: { sha256 }, requestId }) => {
    const picture = proved(await readPicture(app.deps.database, asker, sha256));
    if (picture === null) throw new PageError("notFound");
    return pictureResponse(picture, { sha256, requestId });
  },
);

function picturesPath({ tenant, key }: { readonly tenant: string; readonly key: string }): string {
  return `${shopPath({ tenantSlug: tenant }, `/programs/${key}/materials`)}#pictures`;
}

const REFUSED: Partial<Readonly<Record<ProblemCode, Said>>> = {
  not_a_picture: "picture_unfit",
  too_many_pictures: "pictures_full",
  picture_used: "picture_shown",
};

/**
 * What the page says of an outcome; what there is not is told by a page of its own.
 *
 * @param gone a refusal that says that it was done before: a form that is sent twice removes what is not there any more
 */
function saidOf(outcome: WriteOutcome<ProblemCode>, done: Said, gone: ProblemCode | null = null): Said {
  switch (outcome.kind) {
    case "unauthorized":
      throw new NotProvedError();
    case "refused": {
      if (outcome.refusal.code === gone) return done;
      const said = REFUSED[outcome.refusal.code];
      if (said === undefined) throw new PageError("notFound");
      return said;
    }
    case "idempotency_mismatch":
      return "sent_before";
    case "done":
    case "replayed":
      return done;
    default:
      return outcome satisfies never;
  }
}
