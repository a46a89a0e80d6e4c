import { presentMaterial } from "../../contract/material.ts";
import type { BeforeMaterial, MaterialView } from "../../db/queries/materials.ts";
import { readBeforeMaterial } from "../../db/queries/materials.ts";
import type { MaterialKind } from "../../domain/materials.ts";
import { MATERIAL_VARIABLES, MAX_MATERIALS, unknownVariables } from "../../domain/materials.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export interface MaterialInput {
  readonly language: string;
  readonly kind: MaterialKind;
  readonly channel: string | null;
  readonly title: string;
  /** With variables in braces. */
  readonly text: string | null;
  readonly url: string | null;
  /** Of a picture of the tenant, its SHA-256. */
  readonly picture: string | null;
  readonly lastDay: string | null;
}

/** A change of what is stored by then: what a person left as it was keeps what another has written there. */
export interface MaterialEdit {
  /** That may be shown, beside the one that is. */
  readonly picture: string | null;
  /** Null where the change does not go with what is stored by now. */
  over(stored: MaterialView | null): MaterialInput | null;
}

export type MaterialRefusal =
  | "invalid_request"
  | "program_not_found"
  | "picture_not_found"
  | "unknown_variable"
  | "too_many_materials";

/** Writes a material of a program under the tenant's own name for it, over what was there. */
export async function putMaterial(
  deps: WriteDeps,
  request: Request,
  { program, id }: { readonly program: string; readonly id: string },
  written: MaterialInput | MaterialEdit,
): Promise<WriteOutcome<MaterialRefusal>> {
  const asked = { program, id, picture: written.picture };
  return await commitOnce<BeforeMaterial | null, MaterialRefusal>(
    deps,
    request,
    () => readBeforeMaterial(deps.database, request.asker, request.idempotency?.key ?? null, asked),
    (before, attempt) => {
      if (before === null) {
        return { refusal: { code: "program_not_found", detail: `There is no program "${program}".` } };
      }
      const { library, programId, material } = before;
      const input = "over" in written ? written.over(material) : written;
      if (input === null) {
        return { refusal: { code: "invalid_request", detail: "It does not go with what another has written." } };
      }
      const picture = material?.picture?.sha256 === input.picture ? material.picture : before.picture;
      const refusal = refusalOf({ ...before, picture }, input);
      if (refusal !== null) return { refusal };
      const updatedAt = attempt.at.toISOString();
      const body = presentMaterial({ ...input, id, picture, updatedAt });
      return {
        done: { status: material === null ? 201 : 200, body },
        effects: {
          library,
          materials: [{ programId, id, ...input, was: material === null ? null : contentOf(material) }],
          audit: [auditRow(deps, attempt, "material.saved", programId, { material: id, ...input })],
        },
      };
    },
  );
}

/** A material as it is written, its picture by the SHA-256. */
function contentOf({ language, kind, channel, title, text, url, picture, lastDay }: MaterialView): MaterialInput {
  return { language, kind, channel, title, text, url, picture: picture?.sha256 ?? null, lastDay };
}

function refusalOf(before: BeforeMaterial, { text, picture }: MaterialInput): WriteRefusal<MaterialRefusal> | null {
  const [unknown] = unknownVariables(text ?? "");
  if (unknown !== undefined) {
    const known = MATERIAL_VARIABLES.map((name) => `{${name}}`).join(", ");
    const detail = `A text can't be filled with {${unknown}}. It may name ${known}.`;
    return { code: "unknown_variable", detail };
  }
  if (picture !== null && before.picture === null) {
    return { code: "picture_not_found", detail: "No picture has this id. Add it first." };
  }
  if (before.material === null && before.count >= MAX_MATERIALS) {
    return {
      code: "too_many_materials",
      detail: `The program has ${MAX_MATERIALS} materials, as many as it may have.`,
    };
  }
  return null;
}
