import { presentIssuedCode } from "../../contract/code.ts";
import { readBeforeCodes } from "../../db/queries/codeWrites.ts";
import type { Effects } from "../../db/queries/commitEffects.ts";
import { phonesOf } from "../../db/queries/contactEffectRows.ts";
import { foldCode } from "../../domain/codes.ts";
import { noticeOf } from "../../domain/notices.ts";
import { auditRow } from "../auditRow.ts";
import type { Attempt, Request, WriteDeps, WriteOutcome, WriteRefusal } from "../commitOnce.ts";
import { commitOnce } from "../commitOnce.ts";
import { contactEffects } from "../people/contactEffects.ts";
import { unchangedPerson } from "../people/participantGuards.ts";
import type { CodeAsked, IssueRefusal, Issuing } from "./issuing.ts";
import { changedCodes, issueOne, openIssuing } from "./issuing.ts";

/** The most rows of one batch. */
export const MAX_CODES = 1_000;

/** What became of one row: the JSON of the code, or why there is none. */
export type RowOutcome =
  | { readonly status: 200 | 201; readonly body: ReturnType<typeof presentIssuedCode> }
  | { readonly refusal: WriteRefusal<IssueRefusal> };

/**
 * Issues or imports codes of one program in one write, each row seeing those before it. A row that is refused is
 * that row's problem alone; the same batch again finds what the first has made.
 *
 * @param rows at most `MAX_CODES`
 * @param baseUrl what share links start with
 * @param render makes the reply of what became of each row, so that it can be stored under an Idempotency-Key
 */
export async function issueCodes(
  deps: WriteDeps,
  request: Request,
  { program: key, rows }: { readonly program: string; readonly rows: readonly CodeAsked[] },
  baseUrl: string,
  render: (outcomes: readonly RowOutcome[]) => unknown,
): Promise<WriteOutcome<"program_not_found">> {
  const externalIds = [...new Set(rows.map(({ participant }) => participant.externalId))];
  const codes = [...new Set(rows.flatMap(({ code, vanity }) => [code ?? [], vanity ?? []].flat().map(foldCode)))];
  return await commitOnce(
    deps,
    request,
    () =>
      readBeforeCodes(deps.database, request.asker, request.idempotency?.key ?? null, {
        program: key,
        externalIds,
        codes,
      }),
    (before, attempt) => {
      const { at } = attempt;
      const { program } = before;
      if (program === null) {
        return { refusal: { code: "program_not_found", detail: `There is no program "${key}".` } };
      }
      const issuing = openIssuing(program, before);
      const outcomes = rows.map((row): RowOutcome => {
        const given = issueOne(issuing, row, drawing(deps, at));
        if ("refusal" in given) return given;
        const { code, vanity, externalId } = given;
        const issued = { code, vanity, program: key, participant: externalId };
        const body = presentIssuedCode(issued, baseUrl, before.slug);
        return { status: given.isNew ? 201 : 200, body };
      });
      return { done: { status: 200, body: render(outcomes) }, effects: issueEffects(deps, issuing, attempt) };
    },
  );
}

/** Where ids and codes come from. */
export function drawing({ ids }: WriteDeps, at: Date) {
  return { participantId: () => ids.id("par", at), code: () => ids.code() };
}

/**
 * What issuing has made, with its notices; null where everything was there already. What a person of the staff issued is
 * in the audit; what shops and customers ask for all day long is not.
 */
export function issueEffects(deps: WriteDeps, issuing: Issuing, attempt: Attempt): Partial<Effects> | null {
  const { program, newParticipants } = issuing;
  const { codes, codeKinds, owners } = changedCodes(issuing);
  if (codes.length === 0 && codeKinds.length === 0) return null;
  const { at, actor } = attempt;
  const chosenAgain = codeKinds.filter(({ kind }) => kind === "vanity");
  const audit = [
    ...codes.map(({ code }) => auditRow(deps, attempt, "code.issued", code, { program: program.id })),
    ...chosenAgain.map(({ code, kind }) => auditRow(deps, attempt, "code.changed", code, { kind })),
  ];
  const notices = [
    ...newParticipants.map(({ id }) => noticeOf("participant.created", id, null)),
    ...codes.map(({ code }) => noticeOf("code.issued", code, program.id)),
  ];
  const outbox = notices.length === 0 ? [] : [{ id: deps.ids.id("obx", at), notices }];
  return {
    // Who may have a code is said by its rules, and a program that is removed meanwhile has none.
    programs: [{ id: program.id, epoch: program.epoch }],
    newParticipants,
    participants: owners.map(unchangedPerson),
    phones: phonesOf(newParticipants),
    ...contactEffects(deps, newParticipants),
    codes,
    codeKinds,
    audit: actor.type === "user" ? audit : [],
    outbox,
  };
}
