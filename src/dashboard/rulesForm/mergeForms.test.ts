import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { mergeRules } from "../../domain/mergeRules.ts";
import { arbitraryDocument } from "../../engine/testing/arbitraryRules.ts";
import { applyForm } from "./applyForm.ts";
import type { Json } from "./formNode.ts";
import type { Control } from "./formParts.ts";
import { controlsOf, formOf } from "./formParts.ts";
import { operate } from "./operations.ts";

const SETTING = { currency: "GBP" };
const after = (document: Json, control: Control, text: string) =>
  applyForm(document, new Map([[control.name, text]]), SETTING).document;
const pressed = (document: Json, ...buttons: readonly string[]) =>
  buttons.reduce((now, button) => operate(now, button, [], SETTING).document, document);
const pathsOf = ({ conflicts }: ReturnType<typeof mergeRules>) => conflicts.map(({ path }) => path.join("."));

test("two people who change different boxes both keep their change, in either order", () => {
  let pairs = 0;
  fc.assert(
    fc.property(arbitraryDocument, fc.nat(), fc.nat(), (document, a, b) => {
      const boxes = controlsOf(formOf(document, SETTING)).filter(({ box, text }) => {
        return (box.type === "whole" || box.type === "money") && text !== "";
      });
      const [x, y] = [boxes[a % boxes.length] as Control, boxes[b % boxes.length] as Control];
      if (x.name === y.name) return;
      pairs += 1;
      const [mine, theirs] = [after(document, x, "7654321"), after(document, y, "1234567")];
      const both = after(mine, y, "1234567");
      for (const merge of [mergeRules(document, mine, theirs), mergeRules(document, theirs, mine)]) {
        expect(merge).toEqual({ document: both, conflicts: [] });
      }
    }),
    { numRuns: 500 },
  );
  expect(pairs).toBeGreaterThan(300);
});

test("the same box in two ways is a conflict, and in the same way is none", () => {
  fc.assert(
    fc.property(arbitraryDocument, fc.nat(), (document, nth) => {
      const boxes = controlsOf(formOf(document, SETTING)).filter(({ box }) => box.type === "whole");
      const box = boxes[nth % boxes.length] as Control;
      const [mine, theirs] = [after(document, box, "7654321"), after(document, box, "1234567")];
      const merge = mergeRules(document, mine, theirs);
      expect(merge.conflicts).toHaveLength(1);
      expect(merge.document).toEqual(theirs);
      expect(mergeRules(document, mine, mine)).toEqual({ document: mine, conflicts: [] });
    }),
    { numRuns: 300 },
  );
});

describe("a list whose members came, went or moved", () => {
  const cash = { kind: "cash", amountMinor: 1_000, currency: "GBP" };
  const step = (from: number) => ({ from, grant: { ...cash, amountMinor: from * 100 } });
  const tiers = { by: "conversions", window: "lifetime", steps: [step(5), step(10)] };
  const rule = (id: string) => ({ id, recipient: "advocate", on: { event: "conversion" }, grant: cash, tiers });
  const document: Json = { qualifies: [], rewards: [rule("a"), rule("b")] };
  const changed = (name: string, text: string) => applyForm(document, new Map([[name, text]]), SETTING).document;
  const steps = "rewards.a.tiers.steps";

  it.each([
    ["a step that was added", "rewards.0.tiers.steps", pressed(document, `add.one:${steps}`)],
    ["a step that was removed", "rewards.0.tiers.steps", pressed(document, `remove:${steps}.0`)],
    ["steps that changed places", "rewards.0.tiers.steps", pressed(document, `up:${steps}.1`)],
    ["a rule that was added", "rewards", pressed(document, "add.one:rewards")],
    ["a rule that was removed", "rewards", pressed(document, "remove:rewards.b")],
    ["rules that changed places", "rewards", pressed(document, "down:rewards.a")],
  ])("%s conflicts with a change below it", (_, path, mine) => {
    const theirs = changed(`${steps}.0.from`, "6");
    expect(pathsOf(mergeRules(document, mine, theirs))).toEqual([path]);
    expect(pathsOf(mergeRules(document, theirs, mine))).toEqual([path]);
  });

  it("goes with a change elsewhere", () => {
    const mine = pressed(document, `add.one:${steps}`);
    const theirs = changed("rewards.b.grant.amountMinor", "12");
    const both = applyForm(mine, new Map([["rewards.b.grant.amountMinor", "12"]]), SETTING).document;
    expect(mergeRules(document, mine, theirs)).toEqual({ document: both, conflicts: [] });
    expect(mergeRules(document, theirs, mine)).toEqual({ document: both, conflicts: [] });
  });

  it("a grant of another kind conflicts with another amount of the one before", () => {
    const mine = changed("rewards.a.grant.kind", "points");
    const theirs = changed("rewards.a.grant.amountMinor", "12");
    expect(pathsOf(mergeRules(document, mine, theirs))).toEqual(["rewards.0.grant"]);
  });
});
