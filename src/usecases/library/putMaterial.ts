import { presentMaterial } from "../../contract/material.ts";
import type { BeforeMaterial } from "../../db/queries/materials.ts";
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

export type MaterialRefusal = "program_not_found" | "picture_not_found" | "unknown_variable" | "too_many_materials";

/** Writes a material of a program under the tenant's own name for it, over what was there. */
export async function putMaterial(
  deps: WriteDeps,
  request: Request,
  { program, id }: { readonly program: string; readonly id: string },
  input: MaterialInput,
): Promise<WriteOutcome<MaterialRefusal>> {
  const asked = { program, id, picture: input.picture };
  return await commitOnce<BeforeMaterial | null, MaterialRefusal>(
    deps,
    request,
    () => readBeforeMaterial(deps.database, request.asker, request.idempotency?.key ?? null, asked),
    (before, attempt) => {
      if (before === null) {
        return { refusal: { code: "program_not_found", detail: `There is no program "${program}".` } };
      }
      const refusal = refusalOf(before, input);
      if (refusal !== null) return { refusal };
      const { library, programId, picture } = before;
      const updatedAt = attempt.at.toISOString();
      const body = presentMaterial({ ...input, id, picture, updatedAt });
      return {
        done: { status: before.material === null ? 201 : 200, body },
        effects: {
          library,
          materials: [{ programId, id, ...input }],
          audit: [auditRow(deps, attempt, "material.saved", programId, { material: id, ...input })],
        },
      };
    },
  );
}

function refusalOf(before: BeforeMaterial, { text, picture }: MaterialInput): WriteRefusal<MaterialRefusal> | null {
  const [unknown] = unknownVariables(text ?? "");
  if (unknown !== undefined) {
    const known = MATERIAL_VARIABLES.map((name) => `{${name}}`).join(", ");
    const detail = `A text can't be filled with {${unknown}}. It may name ${known}.`;
    return { code: "unknown_variable", detail };
  }
  if (picture !== null && before.picture === null) {
    return { code: "picture_not_found", detail: "There is no such picture. Add it first." };
  }
  if (before.material === null && before.count >= MAX_MATERIALS) {
    return {
      code: "too_many_materials",
      detail: `The program has ${MAX_MATERIALS} materials, as many as it may have.`,
    };
  }
  return null;
}
