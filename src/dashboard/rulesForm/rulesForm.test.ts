import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { parseRules } from "../../domain/parseRules.ts";
import { arbitraryDocument } from "../../engine/testing/arbitraryRules.ts";
import { recipes } from "../../recipes/recipes.ts";
import { applyForm, put, valueAt } from "./applyForm.ts";
import type { Json } from "./formNode.ts";
import { isObject } from "./formNode.ts";
import type { Control, FormPart } from "./formParts.ts";
import { controlsOf, formOf, partsOf } from "./formParts.ts";
import { operate } from "./operations.ts";
import { placeProblems } from "./placeProblems.ts";

const SETTING = { currency: "GBP" };
const golden = JSON.parse(readFileSync("src/domain/golden/rulesV1.json", "utf8")) as Json;
const recipeRules = recipes.map(({ key, rules }) => [key, rules("GBP") as unknown as Json] as const);

const textsOf = (document: Json) =>
  new Map(controlsOf(formOf(document, SETTING)).map(({ name, text }) => [name, text]));
const typed = (document: Json, changes: Readonly<Record<string, string>>) =>
  applyForm(document, new Map([...textsOf(document), ...Object.entries(changes)]), SETTING);
const controlNamed = (document: Json, name: string) =>
  controlsOf(formOf(document, SETTING)).find((control) => control.name === name);
const unknowns = (document: Json) =>
  partsOf(formOf(document, SETTING)).flatMap((part) => (part.part === "unknown" ? [part.name] : []));

describe("a form that no one touched gives back the document, byte for byte", () => {
  it("of any rules, in currencies of none to four digits", () => {
    fc.assert(
      fc.property(arbitraryDocument, fc.constantFrom("GBP", "JPY", "KWD", "CLF"), (document, currency) => {
        const controls = controlsOf(formOf(document, { currency }));
        const texts = new Map(controls.map(({ name, text }) => [name, text]));
        const applied = applyForm(document, texts, { currency });
        expect(JSON.stringify(applied)).toBe(JSON.stringify({ document, unread: [] }));
      }),
      { numRuns: 300 },
    );
  });

  it("with values of any kind in any place", () => {
    // Of a schema of the future, or of another's making: no shape of ours is sure.
    const strange = fc.jsonValue({ maxDepth: 2 });
    fc.assert(
      fc.property(arbitraryDocument, fc.nat(), strange, (document, nth, value) => {
        const controls = controlsOf(formOf(document, SETTING));
        const spoilt = put(document, controls[nth % controls.length]?.writes ?? [], value) as Json;
        if (!isObject(spoilt)) return;
        expect(JSON.stringify(typed(spoilt, {}).document)).toBe(JSON.stringify(spoilt));
      }),
      { numRuns: 300 },
    );
  });

  it.each([["the golden document", golden] as const, ...recipeRules])("%s", (_, document) => {
    expect(JSON.stringify(typed(document, {}))).toBe(JSON.stringify({ document, unread: [] }));
    expect(unknowns(document)).toEqual([]);
  });
});

test("one changed control changes its path and nothing else, and can be changed back", () => {
  fc.assert(
    fc.property(arbitraryDocument, fc.nat(), (document, nth) => {
      const numbers = controlsOf(formOf(document, SETTING)).filter(
        ({ box, text }) => (box.type === "whole" || box.type === "money") && text !== "",
      );
      const control = numbers[nth % numbers.length];
      if (control === undefined) return;
      const { document: next, unread } = typed(document, { [control.name]: "7654321" });
      expect(unread).toEqual([]);
      expect(JSON.stringify(put(next, control.writes, control.value))).toBe(JSON.stringify(document));
      const back = controlsOf(formOf(next, SETTING)).find(({ writes }) => writes.join() === control.writes.join());
      expect(JSON.stringify(typed(next, { [back?.name ?? ""]: control.text }).document)).toBe(JSON.stringify(document));
    }),
    { numRuns: 300 },
  );
});

describe("texts that can't be read", () => {
  const document = recipeRules[0]?.[1] as Json;
  const first = String((document.rewards as readonly Json[])[0]?.id);

  it.each([
    ["12.345", "too_many_decimals"],
    ["ten", "not_number"],
    ["", "text_missing"],
    ["99999999999999999999", "number_too_long"],
  ])("%j in a box of money stays there with its problem, and the document keeps what it had", (text, problem) => {
    const applied = typed(golden, { "budget.amountMinor": text });
    expect(applied.document).toBe(golden);
    expect(applied.unread).toMatchObject([{ writes: ["budget", "amountMinor"], text, problem }]);
    const form = formOf(applied.document, SETTING);
    expect(placeProblems(form, [], applied.unread).unread.get("budget.amountMinor")?.text).toBe(text);
  });

  it.each([
    ["20,000", 2_000_000],
    ["20 000.5", 2_000_050],
    ["1,5", 150],
    ["7", 700],
  ])("%j is an amount", (text, amountMinor) => {
    expect(valueAt(typed(golden, { "budget.amountMinor": text }).document, ["budget", "amountMinor"])).toBe(
      amountMinor,
    );
  });

  it("go with their rule when it moves, and with it when it is removed", () => {
    const { document: two } = operate(document, "add.one:rewards", [], SETTING);
    const { unread } = typed(two, { "rewards.reward-1.grant.amountMinor": "much" });
    const up = operate(two, "up:rewards.reward-1", unread, SETTING);
    expect((up.document.rewards as readonly Json[])[0]?.id).toBe("reward-1");
    const placed = placeProblems(formOf(up.document, SETTING), [], up.unread);
    expect([...placed.unread.keys()]).toEqual(["rewards.reward-1.grant.amountMinor"]);
    expect(operate(up.document, "remove:rewards.reward-1", up.unread, SETTING).unread).toEqual([]);
    expect(operate(up.document, `remove:rewards.${first}`, up.unread, SETTING).unread).toHaveLength(1);
  });
});

test("whatever the buttons do to a document, in any order, the rest of it stays as it was, and nothing is lost", () => {
  fc.assert(
    fc.property(arbitraryDocument, fc.array(fc.tuple(fc.nat(), fc.nat(3)), { maxLength: 6 }), (document, presses) => {
      let now: Json = document;
      for (const [nth, which] of presses) {
        const buttons = partsOf(formOf(now, SETTING)).flatMap(buttonsOf);
        const button = buttons[(nth * 7 + which) % buttons.length] ?? "";
        const next = operate(now, button, [], SETTING).document;
        expect(unknowns(next)).toEqual([]);
        expect(JSON.stringify(typed(next, {}).document)).toBe(JSON.stringify(next));
        now = next;
      }
    }),
    { numRuns: 150 },
  );
});

function buttonsOf(part: FormPart): string[] {
  if (part.part === "group") return part.isOptional ? [`${part.isThere ? "remove" : "add"}:${part.name}`] : [];
  if (part.part !== "list") return [];
  const members = part.members.flatMap(({ name }) => [`up:${name}`, `down:${name}`, `remove:${name}`]);
  return [...Object.keys(part.adds).map((add) => `add.${add}:${part.name}`), ...members];
}

test("a button takes back what the one before it did", () => {
  const pairs = [
    ["add:budget", "remove:budget"],
    ["add.one:qualifies", "remove:qualifies.0"],
    ["add:eligibility.minimum", "remove:eligibility.minimum"],
  ] as const;
  const bare = {
    ...(recipeRules[0]?.[1] as Json),
    qualifies: [],
    budget: undefined,
    eligibility: { approval: "open" },
  };
  const document = JSON.parse(JSON.stringify(bare)) as Json;
  for (const [there, back] of pairs) {
    const { document: changed } = operate(document, there, [], SETTING);
    expect(changed, there).not.toEqual(document);
    expect(operate(changed, back, [], SETTING).document, back).toEqual(document);
  }
});

describe("what a new word of a choice brings with it", () => {
  const rule = { id: "r", recipient: "advocate", on: { event: "conversion" }, when: [], limits: [] };
  const withGrant = (grant: Json): Json => ({ ...golden, rewards: [{ ...rule, grant }] });
  const grantAfter = (grant: Json, changes: Readonly<Record<string, string>>) => {
    const names = Object.entries(changes).map(([name, text]) => [`rewards.r.grant.${name}`, text]);
    const { document } = typed(withGrant(grant), Object.fromEntries(names));
    const parsed = parseRules(document, "GBP");
    expect(parsed.ok ? [] : parsed.problems).toEqual([]);
    return valueAt(document, ["rewards", "0", "grant"]);
  };
  const tenPounds = { kind: "cash", amountMinor: 1_000, currency: "GBP" };

  it("another kind of money keeps the amount, also one typed at the same time", () => {
    expect(grantAfter(tenPounds, { kind: "credit", amountMinor: "12.50" })).toEqual({
      kind: "credit",
      amountMinor: 1_250,
      currency: "GBP",
    });
  });

  it("a share in place of an amount leaves no amount behind, and the other way round", () => {
    expect(grantAfter(tenPounds, { $measure: "share" })).toEqual({ kind: "cash", rateBps: 1_000 });
    const share = { kind: "cash", rateBps: 500, of: "order.amountMinor", maxMinor: 5 };
    expect(grantAfter(share, { $measure: "sum" })).toEqual(tenPounds);
  });

  it("free shipping in place of a share or an amount of a discount leaves neither behind, and the other way round", () => {
    const terms = { minOrderMinor: 2_000, validDays: 30 };
    const shipping = { kind: "discount", freeShipping: true, ...terms };
    expect(grantAfter({ kind: "discount", percentBps: 500, ...terms }, { $measure: "shipping" })).toEqual(shipping);
    const five = { kind: "discount", amountMinor: 500, currency: "GBP", ...terms };
    expect(grantAfter(five, { $measure: "shipping" })).toEqual(shipping);
    expect(grantAfter(shipping, { $measure: "share" })).toEqual({ kind: "discount", percentBps: 1_000, ...terms });
    expect(grantAfter(shipping, { $measure: "sum" })).toMatchObject({ amountMinor: 1_000, currency: "GBP", ...terms });
    expect(grantAfter(shipping, { $measure: "sum" })).not.toHaveProperty("freeShipping");
    expect(grantAfter(shipping, { validDays: "60" })).toEqual({ ...shipping, validDays: 60 });
    const names = controlsOf(formOf(withGrant(shipping), SETTING)).map(({ name }) => name);
    for (const other of ["amountMinor", "percentBps"]) expect(names).not.toContain(`rewards.r.grant.${other}`);
  });

  it("credit and points have a box for how long they are valid, which they keep when one becomes the other, and cash has none", () => {
    const credit = { kind: "credit", amountMinor: 1_000, currency: "GBP" };
    const valid = { ...credit, validDays: 90 };
    expect(grantAfter(credit, { validDays: "90" })).toEqual(valid);
    expect(grantAfter(valid, { validDays: "" })).toEqual(credit);
    expect(grantAfter(valid, { kind: "points" })).toMatchObject({ kind: "points", validDays: 90 });
    expect(grantAfter(valid, { kind: "cash" })).toEqual(tenPounds);
    const names = controlsOf(formOf(withGrant(tenPounds), SETTING)).map(({ name }) => name);
    expect(names).not.toContain("rewards.r.grant.validDays");
  });

  it("an amount per item keeps the amount, has no boxes of a rate, and leaves no items behind", () => {
    const each = { ...tenPounds, per: "item" };
    expect(grantAfter(tenPounds, { $measure: "each" })).toEqual(each);
    const some = { ...each, itemsWhen: [{ field: "item.sku", op: "eq", value: "HAT" }] };
    expect(grantAfter(some, { $measure: "sum" })).toEqual(tenPounds);
    expect(grantAfter(some, { $measure: "share" })).toEqual({ kind: "cash", rateBps: 1_000 });
    expect(grantAfter(some, { kind: "credit" })).toEqual({ ...some, kind: "credit" });
    const names = controlsOf(formOf(withGrant(some), SETTING)).map(({ name }) => name);
    for (const ofRate of ["of", "maxMinor"]) expect(names).not.toContain(`rewards.r.grant.${ofRate}`);
  });

  it("a time in months in place of days takes a number that fits, and keeps what it begins with", () => {
    const on = (within: Json) => ({
      ...golden,
      rewards: [{ ...rule, grant: tenPounds, on: { event: "purchase", within } }],
    });
    const { document } = typed(on({ days: 3650, of: "conversion" }), { "rewards.r.on.within.$measure": "months" });
    expect(document).toEqual(on({ months: 12, of: "conversion" }));
    expect(typed(document, { "rewards.r.on.within.months": "6" }).document).toEqual(
      on({ months: 6, of: "conversion" }),
    );
  });

  it("a choice begins with what was given before, and ends with it", () => {
    const choice = grantAfter(tenPounds, { kind: "choice" }) as Json;
    expect(choice.options).toMatchObject([tenPounds, { kind: "points" }]);
    expect(grantAfter(choice, { kind: "cash" })).toEqual(tenPounds);
  });

  it("a condition on another field gets an operator and a value that fit it", () => {
    const document = { ...golden, qualifies: [{ field: "order.amountMinor", op: "gte", value: 2_000 }] };
    const changed = (changes: Readonly<Record<string, string>>, from: Json = document) => {
      const names = Object.entries(changes).map(([name, text]) => [`qualifies.0.${name}`, text]);
      return typed(from, Object.fromEntries(names)).document;
    };
    expect(changed({ field: "order.isFirst" }).qualifies).toEqual([{ field: "order.isFirst", op: "eq", value: true }]);
    const between = changed({ op: "between" });
    expect(between.qualifies).toEqual([{ field: "order.amountMinor", op: "between", value: [2_000, 2_000] }]);
    expect(changed({ "value.1": "30" }, between).qualifies).toMatchObject([{ value: [2_000, 3_000] }]);
    const country = changed({ field: "order.country" });
    expect(changed({ op: "in", value: 'GB, "a, b", 007' }, changed({ op: "in" }, country)).qualifies).toEqual([
      { field: "order.country", op: "in", value: ["GB", "a, b", "007"] },
    ]);
  });
});

test("every place where a document can be wrong has a control that can mend it", () => {
  let problems = 0;
  fc.assert(
    fc.property(arbitraryDocument, fc.nat(), fc.constantFrom("0", "999999999999"), (document, nth, text) => {
      const boxes = controlsOf(formOf(document, SETTING)).filter(({ box }) => /whole|money|percent/.test(box.type));
      const control = boxes[nth % boxes.length] as Control;
      const wrong = typed(document, { [control.name]: text }).document;
      const parsed = parseRules(wrong, "GBP");
      if (parsed.ok) return;
      problems += parsed.problems.length;
      const { elsewhere } = placeProblems(formOf(wrong, SETTING), parsed.problems, []);
      expect(elsewhere).toEqual([]);
    }),
    { numRuns: 300 },
  );
  expect(problems).toBeGreaterThan(60);
});

test("a property that a newer version brought is named by its place, and its neighbours keep their controls", () => {
  const document = put(golden, ["rewards", "0", "grant", "boost"], { twice: true }) as Json;
  const id = String((golden.rewards as readonly Json[])[0]?.id);
  expect(unknowns(document)).toEqual([`rewards.${id}.grant.boost`]);
  expect(controlNamed(document, `rewards.${id}.grant.kind`)).toBeDefined();
});
