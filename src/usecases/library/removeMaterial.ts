import { presentMaterial } from "../../contract/material.ts";
import type { BeforeMaterial } from "../../db/queries/materials.ts";
import { readBeforeMaterial } from "../../db/queries/materials.ts";
import { auditRow } from "../auditRow.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";

export type MaterialRemovalRefusal = "program_not_found" | "material_not_found";

/** Removes a material of a program; its picture stays among those of the tenant. */
export async function removeMaterial(
  deps: WriteDeps,
  request: Request,
  { program, id }: { readonly program: string; readonly id: string },
): Promise<WriteOutcome<MaterialRemovalRefusal>> {
  const asked = { program, id, picture: null };
  return await commitOnce<BeforeMaterial | null, MaterialRemovalRefusal>(
    deps,
    request,
    () => readBeforeMaterial(deps.database, request.asker, request.idempotency?.key ?? null, asked),
    (before, attempt) => {
      if (before === null) {
        return { refusal: { code: "program_not_found", detail: `There is no program "${program}".` } };
      }
      const { library, programId, material } = before;
      if (material === null) {
        return { refusal: { code: "material_not_found", detail: `The program has no material "${id}".` } };
      }
      return {
        done: { status: 200, body: presentMaterial(material) },
        effects: {
          library,
          endedMaterials: [{ programId, id }],
          audit: [auditRow(deps, attempt, "material.removed", programId, { material: id })],
        },
      };
    },
  );
}
