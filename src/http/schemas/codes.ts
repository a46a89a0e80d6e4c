import * as z from "zod";
import { issuedCode } from "../../contract/code.ts";
import { rowProblem } from "../../contract/problem.ts";
import { CODE_FAULTS, displayOf, faultOfChosen, MIN_CHOSEN_LENGTH } from "../../domain/chosenCodes.ts";
import { MAX_CODE_USES } from "../../domain/codeTerms.ts";
import { MAX_CODES } from "../../usecases/codes/issueCodes.ts";
import type { CodeAsked } from "../../usecases/codes/issuing.ts";
import type { Body } from "../definition.ts";
import type { Parsed } from "../request/parse.ts";
import { parseShape, parseWith } from "../request/parse.ts";
import { instant, MAX_CHOSEN_CODE, namedParticipant, programKey, SOME_LETTER } from "./texts.ts";

/** A vanity code, or one that the tenant has given out before: what is shown and shared of it. */
export const chosenCode = z
  .string()
  .min(MIN_CHOSEN_LENGTH, CODE_FAULTS.length)
  .max(MAX_CHOSEN_CODE, `at most ${MAX_CHOSEN_CODE} characters`)
  .transform(displayOf)
  .superRefine((display, context) => {
    const fault = faultOfChosen(display);
    if (fault !== null) context.addIssue({ code: "custom", message: CODE_FAULTS[fault] });
  })
  .meta({ pattern: SOME_LETTER });

export const codeChange = z
  .strictObject({
    disabled: z.boolean().optional(),
    expiresAt: instant
      .transform((text) => new Date(text).toISOString())
      .nullable()
      .optional()
      .meta({ description: "The first instant at which the code can't be used any more; null: no end" }),
    maxUses: z
      .int()
      .min(1)
      .max(MAX_CODE_USES)
      .nullable()
      .optional()
      .meta({ description: "The most referrals it attributes, those before included; null: any number" }),
  })
  .meta({ id: "CodeChange" });

const codeRow = z
  .strictObject({
    participant: namedParticipant,
    code: chosenCode.nullish().meta({ description: "One they have from before; drawn where it is left out" }),
    vanity: chosenCode.nullish(),
  })
  .meta({ id: "CodeRow" });

export interface CodeBatch {
  readonly program: string;
  readonly rows: readonly Parsed<CodeAsked>[];
}

const outer = z.strictObject({ program: programKey, codes: z.array(z.unknown()).min(1).max(MAX_CODES) });

/** Each row is parsed by itself, so that a bad one does not stop the others. */
export const codeBatch: Body<CodeBatch> = {
  schema: z
    .strictObject({ program: programKey, codes: z.array(codeRow).min(1).max(MAX_CODES) })
    .meta({ id: "CodeBatch" }),
  parse(value) {
    const parsed = parseShape(outer, value);
    if (!parsed.ok) return parsed;
    const { program, codes } = parsed.value;
    return { ok: true, value: { program, rows: codes.map(parseRow) } };
  },
};

function parseRow(value: unknown): Parsed<CodeAsked> {
  const parsed = parseWith(codeRow, value);
  if (!parsed.ok) return parsed;
  const { participant, code, vanity } = parsed.value;
  return { ok: true, value: { participant, code: code ?? null, vanity: vanity ?? null } };
}

export const codeBatchReply = z.strictObject({
  results: z.array(
    z.union([
      z.strictObject({ status: z.int(), ...issuedCode.shape }),
      z.strictObject({
        status: z.int(),
        problem: rowProblem,
      }),
    ]),
  ),
});
