import { expect, it } from "vitest";
import { clientTextsOf } from "../../i18n/clientTexts.ts";
import { LANGUAGES } from "../../i18n/languages.ts";
import { ProblemError } from "../replies/problem.ts";
import { parseWith } from "../request/parse.ts";
import { vanityInput } from "../schemas/client.ts";
import { customerMessage } from "./customerMessage.ts";

it.each(LANGUAGES)("a customer reads in %s what is wrong with a code of their own choice", (language) => {
  const texts = clientTextsOf(language);
  const told = (vanity: unknown) => {
    const parsed = parseWith(vanityInput, { program: "friends", vanity });
    return parsed.ok ? null : customerMessage(new ProblemError("invalid_request", "", parsed.errors), language);
  };
  expect(told("\u05d0nn")).toBe(texts.problemCodeScripts);
  expect(told("ann/lee")).toBe(texts.problemCodeCharacters);
  expect(told("x")).toBe(texts.problemCodeLength);
  expect(told("x".repeat(41))).toBe(texts.problemCodeLength);
  expect(told(7)).toBe(texts.problemInvalid);
  expect(told("ann-lee")).toBeNull();
});
