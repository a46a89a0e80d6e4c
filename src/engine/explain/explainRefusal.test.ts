import { expect, it } from "vitest";
import { refusalStatement } from "./explainRefusal.ts";
import type { Telling } from "./telling.ts";

const toldWith = (rejectedReason: string, lateEntryDays: number) => {
  const referral = { rejectedReason, version: 1, code: "KX7P" };
  const rules = new Map([[1, { attribution: { lateEntryDays } }]]);
  return refusalStatement({ referral, rules, audience: "tenant", advocate: "a", friend: "f" } as unknown as Telling);
};

it.each([
  "unknown_code",
  "code_disabled",
  "code_expired",
  "code_used_up",
  "program_not_active",
  "not_eligible",
  "self_referral",
  "blocked",
  "already_referred",
  "existing_customer",
  "too_late",
  "cycle",
])("%s has a sentence of its own", (reason) => {
  expect(toldWith(reason, 14).code).toBe(`refused_${reason}`);
});

it("without days for late entries the code belongs to the first signup", () => {
  expect(toldWith("too_late", 0).code).toBe("refused_too_late_at_once");
});

it("a reason of a later day is told by its name", () => {
  const reason = { kind: "text", text: "moon_phase" };
  expect(toldWith("moon_phase", 14)).toMatchObject({ code: "refused_other", values: { reason } });
});
