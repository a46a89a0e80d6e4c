import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldEmail, isSameEmail } from "./emails.ts";

/** As it was folded before compatible letters and the internet's names were: such folds are still stored. */
function foldedBefore(email: string): string {
  const lower = email.trim().toLowerCase();
  const split = lower.lastIndexOf("@");
  if (split < 0) return lower;
  const local = lower.slice(0, split).replace(/\+.*$/, "");
  const domain = lower.slice(split + 1);
  if (domain === "gmail.com" || domain === "googlemail.com") return `${local.replaceAll(".", "")}@gmail.com`;
  return `${local}@${domain}`;
}

/** Letters, signs and marks of which addresses that are meant to deceive, or were typed on phones, are made. */
const hostile = fc
  .array(
    fc.constantFrom(
      ..."aAzZ059.@+-_ ",
      ...[
        "\u00e9",
        "e\u0301",
        "\u00df",
        "\u1e9e",
        "\u0130",
        "\u0131",
        "\u017f",
        "\u212a",
        "\uff21",
        "\uff5a",
        "\uff20",
        "\uff0b",
        "\uff0e",
      ],
      ...[
        "\u3002",
        "\uff61",
        "\u200b",
        "\u200e",
        "\u202e",
        "\u2066",
        "\u00ad",
        "\ufeff",
        "\u0430",
        "\u0391",
        "\u05d0",
        "\u4f8b",
        "\u{1d400}",
      ],
      ...[
        "\ufb01",
        "\u2160",
        "\u0301",
        "\u00a8",
        "\u2025",
        "gmail.com",
        "GoogleMail.com",
        "m\u00fcnchen.de",
        "xn--mnchen-3ya.de",
      ],
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

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
    ["is the same with a dot at its end", "ann@shop.example.", "ann@shop.example"],
    ["is Gmail's with a dot at its end", "a.n.n@gmail.com.", "ann@gmail.com"],
    [
      "is the same in full-width letters",
      "\uff41\uff4e\uff4e\uff20\uff53\uff48\uff4f\uff50\uff0e\uff45xample",
      "ann@shop.example",
    ],
    ["is the same with a full-width tag", "ann\uff0bfriends@shop.example", "ann@shop.example"],
    ["is the same with an accent apart", "jose\u0301@shop.example", "jos\u00e9@shop.example"],
    ["is the same with what no one sees", "a\u200bnn\u202e@shop\u00ad.example", "ann@shop.example"],
    ["has its domain as it is sent", "ann@m\u00fcnchen.de", "ann@xn--mnchen-3ya.de"],
    ["has its domain as it is sent, from an accent apart", "ann@MU\u0308NCHEN.de.", "ann@xn--mnchen-3ya.de"],
    [
      "has a domain of another script as it is sent",
      "ann@\u043f\u0440\u0438\u043c\u0435\u0440\u3002\u0440\u0444",
      "ann@xn--e1afmkfd.xn--p1ai",
    ],
    ["keeps apart what is no domain", "ann@m\u00fcn/chen.de", "ann@m%c3%bcn%2fchen.de"],
    ["is divided at its last @ that is not full-width", "ann+a@b\uff20shop.example", "ann@b%40shop.example"],
    ["is the same with spaces and dots at its end", "ann@shop.example. .", "ann@shop.example"],
    ["has an accent that a dot at Gmail kept apart", "jose.\u0301@gmail.com", "jos\u00e9@gmail.com"],
    ["is the same at Gmail with a space after a dot", ". ann@gmail.com", "ann@gmail.com"],
  ])("%s", (_, written, folded) => expect(foldEmail(written)).toBe(folded));

  it("folded once is folded for good, and an older fold folds to the same", () => {
    fc.assert(
      fc.property(fc.oneof(hostile, fc.emailAddress(), fc.string({ unit: "binary" })), (email) => {
        const folded = foldEmail(email);
        expect(foldEmail(folded)).toBe(folded);
        expect(foldEmail(foldedBefore(email))).toBe(folded);
        expect(folded.slice(folded.lastIndexOf("@") + 1)).toMatch(folded.includes("@") ? /^[\x20-\x7e]*$/ : /^/);
      }),
      { numRuns: 1_000, examples: [["+@\uff20"], ["@. ."], [". a@gmail.com"], ["e.\u0301@gmail.com"]] },
    );
  });

  it("is the same as the older fold of another spelling; an absent one is no one's", () => {
    expect(isSameEmail(foldedBefore("Ann@M\u00fcnchen.de"), foldEmail("ann+x@xn--mnchen-3ya.de."))).toBe(true);
    expect(isSameEmail("ann@shop.example", "anna@shop.example")).toBe(false);
    expect(isSameEmail(null, null)).toBe(false);
  });
});
