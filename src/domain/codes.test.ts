import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldCode, foldEmail } from "./codes.ts";

describe("a code", () => {
  it.each([
    ["is the same in any case", "Ann5", "ANN5"],
    ["is the same with or without dashes, underscores and spaces", " an-n_ 5\t", "ANN5"],
    ["keeps every other sign", "ANN.5", "ANN.5"],
  ])("%s", (_, written, folded) => expect(foldCode(written)).toBe(folded));

  it("folded once is folded for good", () => {
    fc.assert(
      fc.property(fc.string(), (code) => {
        expect(foldCode(foldCode(code))).toBe(foldCode(code));
      }),
    );
  });
});

describe("an e-mail address", () => {
  it.each([
    ["is the same in any case", "Ann@Shop.Example", "ann@shop.example"],
    ["is the same without its tag", "ann+friends@shop.example", "ann@shop.example"],
    ["loses all from the first plus on", "ann+a+b@shop.example", "ann@shop.example"],
    ["keeps its dots where they matter", "a.n.n@shop.example", "a.n.n@shop.example"],
    ["loses its dots at Gmail", "a.n.n@gmail.com", "ann@gmail.com"],
    ["is one at both domains of Gmail", "a.n.n+x@googlemail.com", "ann@gmail.com"],
    ["keeps a domain that only looks like Gmail's", "a.n@mail.gmail.com", "a.n@mail.gmail.com"],
    ["is divided at its last @", '"a@b"@shop.example', '"a@b"@shop.example'],
    ["without an @ is only lower-cased", "Ann+x", "ann+x"],
    ["is the same with spaces around it", " ann@shop.example ", "ann@shop.example"],
  ])("%s", (_, written, folded) => expect(foldEmail(written)).toBe(folded));

  it("folded once is folded for good", () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        expect(foldEmail(foldEmail(email))).toBe(foldEmail(email));
      }),
    );
  });
});
