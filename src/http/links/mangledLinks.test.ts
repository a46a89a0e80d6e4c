import { describe, expect, it, test } from "vitest";
import { meantPath, queryInPath, saysAnything, writtenCode, writtenSlug } from "./mangledLinks.ts";

describe("the code of a part of a path is what was meant, whatever a message has put around it", () => {
  it.each([
    ["a full stop, a comma, an exclamation mark", ["CODE.", "CODE,", "CODE!", "CODE...", "CODE…", "CODE;", "CODE:"]],
    ["brackets", ["CODE)", "(CODE)", "CODE]", "<CODE>", "CODE).", "CODE}"]],
    ["quotation marks", ['CODE"', "CODE'", "“CODE”", "«CODE»", "CODE’", "‘CODE’", "„CODE“"]],
    ["white space", ["CODE ", " CODE", "CODE\u00a0", "CODE\r\n", "CODE\n\nSee you!", "\tCODE"]],
    ["signs that make text bold or slanting", ["CODE*", "**CODE**", "CODE_", "_CODE_", "CODE~", "`CODE`"]],
    [
      "marks that are not seen",
      ["CODE\u200b", "\ufeffCODE", "CO\u00adDE", "CODE\u200e", "\u202aCODE\u202c", "CODE\u2060"],
    ],
    [
      "full stops and commas of other scripts, and what follows them",
      ["CODE。", "CODE、ありがとう", "CODE！", "CODE،", "CODE।"],
    ],
    ["what belongs to HTML", ["CODE&quot;", "CODE&amp;via=mail", "CODE&gt;", "CODE</a>"]],
    ["an encoding too many", ["CODE%20", "%20CODE", "CODE%22", "CODE%E2%80%9D", "CODE%3Fvia%3Dmail"]],
    ["bytes of an older encoding", ["CODE%94", "CODE%A0"]],
    ["a line of a mail that was broken", ["CODE=", "CODE=\r\n", "CODE=0A"]],
    ["a query without its question mark", ["CODE?via=mail", "CODE&via=mail", "CODE&utm_source=mail"]],
    ["a slash that goes the other way, or is encoded", ["CODE\\", "CODE/", "CODE%2F"]],
    ["emoji", ["CODE🎁", "👉CODE", "CODE👈🏽"]],
  ])("%s", (_, parts) => {
    expect(parts.map(writtenCode)).toEqual(parts.map(() => "CODE"));
  });

  test("what codes are written with stays: letters of all scripts, dashes, spaces and full stops within", () => {
    const written = ["ANNA-10", "anna 10", "mary.smith", "JOSÉ", "Jose\u0301", "אבי", "o'neil", "МАРІЯ_5"];
    expect(written.map(writtenCode)).toEqual(written);
  });

  test("of what is no code nothing is left", () => {
    expect(["", ".", ")", "%", "%94", "🎁", "-", "“”", "%20"].map(writtenCode)).toEqual(Array(9).fill(""));
  });
});

test("a tenant's slug is found in capitals and among marks", () => {
  expect(["DEMO", "Tea-Shop", " demo", "demo.", "%20demo", "\u200bdemo", "(demo"].map(writtenSlug)).toEqual([
    ...["demo", "tea-shop", "demo", "demo", "demo", "demo", "demo"],
  ]);
});

test("a part of a path says something where it holds a letter or a digit", () => {
  expect(["CODE", "1", "אבי", "%D7%90"].map(saysAnything)).toEqual([true, true, true, true]);
  expect(["", ".", ")", "%20", "%94", "%E2%80%9D", "🎁"].map(saysAnything)).toEqual(Array(7).fill(false));
});

test("a query in a path is read where its question mark was encoded or lost", () => {
  expect(
    ["CODE?via=a&b=c", "CODE%3Fvia%3Da", "CODE&via=a", "CODE&amp;via=a", "CODE", "CODE."].map(queryInPath),
  ).toEqual([...["via=a&b=c", "via=a", "via=a", "amp;via=a", "", ""]]);
});

describe("a path for which there is no route", () => {
  it.each([
    ["/R/DEMO/CODE", "/r/DEMO/CODE"],
    ["/R/CODE", "/r/CODE"],
    ["/r/CODE/", "/r/CODE"],
    ["/r/demo/CODE/", "/r/demo/CODE"],
    ["/r/demo/CODE//", "/r/demo/CODE"],
    ["/r//demo/CODE", "/r/demo/CODE"],
    ["//r/demo/CODE", "/r/demo/CODE"],
    ["/r/demo/CODE/.", "/r/demo/CODE"],
    ["/r/demo/CODE/)", "/r/demo/CODE"],
    ["/r/demo/CODE/%20", "/r/demo/CODE"],
    ["/r/demo/CODE./", "/r/demo/CODE."],
  ])("%s was to be %s", (path, meant) => {
    expect(meantPath(path)).toBe(meant);
  });

  it.each(["/", "/r", "/r/", "/R", "/r/./", "/r/a/b/c", "/rr/demo/CODE", "/v1/R/demo/CODE", "/r/demo/CODE", "/r/CODE"])(
    "%s was to be no share link, or is one that was asked for",
    (path) => {
      expect(meantPath(path)).toBeNull();
    },
  );

  test("is the same once it was read: no request goes round", () => {
    for (const path of ["/R//x/./y/", "//R/%20/z//", "/r/a./b)/"]) expect(meantPath(meantPath(path) ?? "")).toBeNull();
  });
});
