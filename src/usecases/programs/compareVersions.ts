import type { TenantAsker } from "../../db/queries/asker.ts";
import type { ComparedVersions } from "../../db/queries/programVersions.ts";
import { readCompared } from "../../db/queries/programVersions.ts";
import type { Deps } from "../../deps.ts";
import type { Comparison, VersionName } from "../../domain/rulesDiff.ts";
import { diffRules } from "../../domain/rulesDiff.ts";
import { upgradeRules } from "../../domain/upgradeRules.ts";
import type { WriteRefusal } from "../commitOnce.ts";

export type CompareOutcome =
  | { readonly kind: "unauthorized" }
  | {
      readonly kind: "refused";
      readonly refusal: WriteRefusal<"invalid_request" | "program_not_found" | "version_not_found">;
    }
  | { readonly kind: "done"; readonly reply: Comparison };

/**
 * What differs between two versions of a program's rules.
 *
 * @param from null is the version before `to`, for the draft the latest
 */
export async function compareVersions(
  { database }: Pick<Deps, "database">,
  asker: TenantAsker,
  asked: { readonly program: string; readonly from: VersionName | null; readonly to: VersionName },
): Promise<CompareOutcome> {
  const { program, to } = asked;
  const numbers = [asked.from, to, typeof to === "number" ? to - 1 : null].filter((name) => typeof name === "number");
  const read = await readCompared(database, asker, program, numbers);
  if (read === null) return { kind: "unauthorized" };
  if (read.body === null) return refuse("program_not_found", `There is no program "${program}".`);
  const from = asked.from ?? (to === "draft" ? read.body.latest : to - 1);
  if (from === 0) {
    const errors = [{ path: "from", message: "name the version to compare with" }];
    return { kind: "refused", refusal: { code: "invalid_request", detail: "No version came before.", errors } };
  }
  const [before, after] = [rulesOf(read.body, from), rulesOf(read.body, to)];
  for (const [name, rules] of [
    [from, before],
    [to, after],
  ] as const) {
    if (rules === null)
      return refuse("version_not_found", name === "draft" ? "There is no draft." : `There is no version ${name}.`);
  }
  return { kind: "done", reply: { program, from, to, changes: diffRules(before, after, read.body.currency) } };
}

/** Upgraded, so that what only the schema changed is no difference; null where there are none. */
function rulesOf({ draft, versions }: ComparedVersions, name: VersionName): unknown {
  const written = name === "draft" ? draft : (versions.find(({ version }) => version === name)?.rules ?? null);
  if (written === null) return null;
  const upgraded = upgradeRules(written);
  if (!upgraded.ok) throw new Error(`schemaVersion ${upgraded.written} is not known here`);
  return upgraded.document;
}

function refuse(code: "program_not_found" | "version_not_found", detail: string): CompareOutcome {
  return { kind: "refused", refusal: { code, detail } };
}
