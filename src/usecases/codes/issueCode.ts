import { presentIssuedCode } from "../../contract/code.ts";
import type { Asker } from "../../db/queries/asker.ts";
import { maySeeProgram } from "../../db/queries/asker.ts";
import { readBeforeCodes } from "../../db/queries/codeWrites.ts";
import { foldCode } from "../../domain/codes.ts";
import type { Request, WriteDeps, WriteOutcome } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { drawing, issueEffects } from "./issueCodes.ts";
import type { CodeAsked, IssueRefusal } from "./issuing.ts";
import { issueOne, openIssuing } from "./issuing.ts";

/** The participant, their vanity code, and the key of the program. */
export interface CodeInput extends Omit<CodeAsked, "code"> {
  readonly program: string;
}

/**
 * Gets a participant's code in a program, or makes it; with a vanity code beside it where one is asked for.
 *
 * @param baseUrl what share links start with
 */
export async function issueCode(
  deps: WriteDeps,
  request: Request<Asker>,
  { program: key, ...asked }: CodeInput,
  baseUrl: string,
): Promise<WriteOutcome<IssueRefusal | "program_not_found">> {
  const names = asked.vanity === null ? [] : [foldCode(asked.vanity)];
  const read = { program: key, externalIds: [asked.participant.externalId], codes: names };
  return await commitOnce(
    deps,
    request,
    () => readBeforeCodes(deps.database, request.asker, request.idempotency?.key ?? null, read),
    (before, attempt) => {
      const { at } = attempt;
      const { program } = before;
      if (program === null || !maySeeProgram(request.asker, program)) {
        return { refusal: { code: "program_not_found", detail: `There is no program "${key}".` } };
      }
      const issuing = openIssuing(program, before);
      const given = issueOne(issuing, { ...asked, code: null }, drawing(deps, at));
      if ("refusal" in given) return given;
      const { code, vanity, externalId } = given;
      const issued = { code, vanity, program: key, participant: externalId };
      const body = presentIssuedCode(issued, baseUrl, before.slug);
      return { done: { status: given.isNew ? 201 : 200, body }, effects: issueEffects(deps, issuing, attempt) };
    },
  );
}
