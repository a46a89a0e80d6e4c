import { describe, expect, it } from "vitest";
import { codeOf, readLines } from "./codeLines.ts";

const readOf = (typed: string) => {
  return readLines(typed).map(({ number, read }) => {
    return typeof read === "string" ? [number, read] : [number, read.participant.externalId, read.code];
  });
};

describe("lines that give codes", () => {
  it.each(["c-1,MARY\nc-2,", '"c-1","MARY"\n"c-2",""', "c-1;MARY\nc-2", '\ufeff"c-1"\tMARY \r\n "c-2"'])(
    "are read as people and spreadsheets write them: %j",
    (typed) =>
      expect(readOf(typed)).toEqual([
        [1, "c-1", "MARY"],
        [2, "c-2", null],
      ]),
  );

  it("keep what stands between quotation marks whole, and a mark that closes nothing is a letter of its column", () => {
    expect(readOf('"Smith, Mary",MARY\n"the ""first""";ANNA\n5" pipe,PIPE')).toEqual([
      [1, "Smith, Mary", "MARY"],
      [2, 'the "first"', "ANNA"],
      [3, '5" pipe', "PIPE"],
    ]);
    expect(readOf("c-1,MARY,ANNA")).toEqual([[1, "parts"]]);
    expect(codeOf({ text: '"Smith, Mary","MARY"' })).toBe("MARY");
  });

  it.each(["Customer ID,Code", "externalId", '"customer";"referral code"', "Клиент\tКод", "user_id,coupon"])(
    "may stand under the names of their columns: %s",
    (heading) => expect(readOf(`${heading}\nc-1,MARY`)).toEqual([[2, "c-1", "MARY"]]),
  );

  it("have no heading further down, nor one that a customer's line could be", () => {
    expect(readOf("c-1,MARY\ncustomer,code")).toEqual([
      [1, "c-1", "MARY"],
      [2, "customer", "code"],
    ]);
    expect(readOf("customer")).toEqual([[1, "customer", null]]);
    expect(readOf("c-code,CODE7")).toEqual([[1, "c-code", "CODE7"]]);
  });
});
