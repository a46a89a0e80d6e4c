import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { AttributionFacts, ClickSeen, ProgramStatusAndDates, RefusalReason } from "./attribution.ts";
import { chooseClick, FORCED, isActive, MAX_ANCESTORS, refusalOf } from "./attribution.ts";
import type { CodeTerms } from "./codeTerms.ts";
import { UNRESTRICTED } from "./codeTerms.ts";
import { DAY_MS } from "./periods.ts";
import type { Attribution } from "./rules.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const attribution: Attribution = {
  model: "last_touch",
  windowDays: 30,
  creditWindowDays: 90,
  lateEntryDays: 14,
  newCustomersOnly: true,
  graceMinutes: 0,
  binds: "friend",
  friendNames: "none",
};
const active: ProgramStatusAndDates = { status: "active", startsAt: null, endsAt: null };

/** Facts against which nothing speaks. */
function factsWith(more: Partial<AttributionFacts> = {}): AttributionFacts {
  return {
    at: NOW,
    advocate: { id: "ann", emailFolded: "ann@shop.example", phone: null, blocked: false },
    isOnePerson: false,
    code: UNRESTRICTED,
    eligible: true,
    friend: {
      id: "bob",
      emailFolded: "bob@shop.example",
      phone: null,
      blocked: false,
      firstSignupAt: null,
      firstPurchaseAt: null,
      customerSince: null,
    },
    program: active,
    attribution,
    alreadyReferred: false,
    waived: [],
    ancestors: () => [],
    ...more,
  };
}

const bob = factsWith().friend;
type Against = Partial<Omit<AttributionFacts, "friend" | "code">> & {
  friend?: Partial<AttributionFacts["friend"]>;
  code?: Partial<CodeTerms>;
};
/** What makes each reason hold, in the order in which the reasons are given. */
const REASONS: readonly (readonly [RefusalReason, Against])[] = [
  ["unknown_code", { advocate: null }],
  ["code_disabled", { code: { disabled: true } }],
  ["code_expired", { code: { expiresAt: NOW } }],
  ["code_used_up", { code: { maxUses: 3, uses: 3 } }],
  ["program_not_active", { program: { ...active, status: "paused" } }],
  ["not_eligible", { eligible: false }],
  ["self_referral", { advocate: { id: "bob", emailFolded: null, phone: null, blocked: false } }],
  ["blocked", { friend: { blocked: true } }],
  ["already_referred", { alreadyReferred: true }],
  ["existing_customer", { friend: { firstPurchaseAt: NOW - 1 } }],
  ["existing_customer", { friend: { customerSince: NOW - 1 } }],
  ["too_late", { friend: { firstSignupAt: NOW - 14 * DAY_MS - 1 } }],
  ["cycle", { ancestors: () => ["bob"] }],
];

test("with nothing against it a friend is attributed", () => expect(refusalOf(factsWith())).toBeNull());

/** Facts against which all of this speaks. */
function factsAgainst(against: readonly Against[]): AttributionFacts {
  let facts = factsWith();
  for (const { friend, code, ...more } of against.toReversed()) {
    const terms = { ...UNRESTRICTED, ...facts.code, ...code };
    facts = { ...facts, ...more, friend: { ...facts.friend, ...friend }, code: terms };
  }
  return facts;
}

test.each(REASONS)("%s is a reason", (reason, against) => {
  expect(refusalOf(factsAgainst([against]))).toBe(reason);
});

test.each(REASONS)("by hand, force waives %s where it is one of the two that may be waived", (reason, against) => {
  const isWaived = reason === "existing_customer" || reason === "too_late";
  expect(refusalOf({ ...factsAgainst([against]), waived: FORCED })).toBe(isWaived ? null : reason);
});

const NEXT = REASONS.slice(0, -1).map(([reason, against], index) => {
  const [next, more] = REASONS[index + 1] ?? [reason, against];
  return [reason, next, [against, more]] as const;
});

test.each(NEXT)("%s comes before %s", (reason, next, both) => {
  expect([refusalOf(factsAgainst(both)), refusalOf(factsAgainst(both.slice(1)))]).toEqual([reason, next]);
});

test("of several reasons the first in the order of the list is given", () => {
  fc.assert(
    fc.property(fc.subarray([...REASONS], { minLength: 1 }), (holding) => {
      expect(refusalOf(factsAgainst(holding.map(([, against]) => against)))).toBe(holding[0]?.[0]);
    }),
  );
});

describe("a program takes friends", () => {
  const at = (program: Partial<ProgramStatusAndDates>) => isActive({ ...active, ...program }, NOW);

  it("only while it is active", () => {
    const statuses = ["draft", "active", "paused", "ended"] as const;
    expect(statuses.map((status) => at({ status }))).toEqual([false, true, false, false]);
  });

  it("from the instant it starts", () => {
    expect([at({ startsAt: NOW }), at({ startsAt: NOW + 1 })]).toEqual([true, false]);
  });

  it("until right before the instant at which a person paused or ended it", () => {
    const stopped = (status: ProgramStatusAndDates["status"]) =>
      [NOW + 1, NOW, null].map((pausedAt) => at({ status, pausedAt }));
    expect([stopped("paused"), stopped("ended"), stopped("draft")]).toEqual([
      [true, false, false],
      [true, false, false],
      [false, false, false],
    ]);
    expect(at({ status: "ended", pausedAt: NOW + 1, endsAt: NOW })).toBe(false);
  });

  it("until right before the instant it ends", () => {
    expect([at({ endsAt: NOW + 1 }), at({ endsAt: NOW })]).toEqual([true, false]);
  });

  it("not before its first version, which has no rules of attribution", () => {
    expect(refusalOf(factsWith({ attribution: null }))).toBe("program_not_active");
  });
});

describe("no participant refers themselves", () => {
  it("by the same e-mail under another id", () => {
    const advocate = { id: "ann", emailFolded: bob.emailFolded, phone: null, blocked: false };
    expect(refusalOf(factsWith({ advocate }))).toBe("self_referral");
  });

  it("by the same e-mail that was stored when addresses were folded less", () => {
    const advocate = { id: "ann", emailFolded: "bob@shop.example.", phone: null, blocked: false };
    expect(refusalOf(factsWith({ advocate }))).toBe("self_referral");
  });

  it("but two people without an e-mail are two", () => {
    const advocate = { id: "ann", emailFolded: null, phone: null, blocked: false };
    expect(refusalOf(factsWith({ advocate, friend: { ...bob, emailFolded: null } }))).toBeNull();
  });
});

test("either side may be blocked", () => {
  const ann = { id: "ann", emailFolded: null, phone: null };
  expect(refusalOf(factsWith({ advocate: { ...ann, blocked: true } }))).toBe("blocked");
  expect(refusalOf(factsWith({ friend: { ...bob, blocked: true } }))).toBe("blocked");
});

describe("an existing customer", () => {
  const boughtAt = (firstPurchaseAt: number) => factsWith({ friend: { ...bob, firstPurchaseAt } });

  it("has bought before the event, not at its instant or after", () => {
    expect([NOW - 1, NOW, NOW + 1].map((at) => refusalOf(boughtAt(at)))).toEqual(["existing_customer", null, null]);
    const since = (customerSince: number) => factsAgainst([{ friend: { customerSince } }]);
    expect([NOW - 1, NOW, NOW + 1].map((at) => refusalOf(since(at)))).toEqual(["existing_customer", null, null]);
    const takesAll = { ...since(NOW - 1), attribution: { ...attribution, newCustomersOnly: false } };
    expect(refusalOf(takesAll)).toBeNull();
  });

  it("may become a friend where the program says so", () => {
    expect(refusalOf({ ...boughtAt(NOW - 1), attribution: { ...attribution, newCustomersOnly: false } })).toBeNull();
  });
});

describe("a late entry", () => {
  const signedUp = (ago: number, lateEntryDays = 14) =>
    refusalOf(
      factsWith({
        friend: { ...bob, firstSignupAt: NOW - ago },
        attribution: { ...attribution, lateEntryDays },
      }),
    );

  it("is taken until its last millisecond, 14 days of 24 hours after the first signup", () => {
    expect([signedUp(14 * DAY_MS), signedUp(14 * DAY_MS + 1)]).toEqual([null, "too_late"]);
  });

  it("with 0 days is taken at the first signup only", () => {
    expect([signedUp(0, 0), signedUp(1, 0)]).toEqual([null, "too_late"]);
  });

  it("is none without a signup: this event is the first", () => {
    expect(refusalOf(factsWith({ attribution: { ...attribution, lateEntryDays: 0 } }))).toBeNull();
  });
});

describe("a cycle", () => {
  const strangers = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);

  it("is found on the last of 50 levels", () => {
    const ancestors = [...strangers(MAX_ANCESTORS - 1), "bob"];
    expect(refusalOf(factsWith({ ancestors: () => ancestors }))).toBe("cycle");
  });

  it("is not a chain of 50 others", () => {
    expect(refusalOf(factsWith({ ancestors: () => strangers(MAX_ANCESTORS) }))).toBeNull();
  });

  it("is taken for granted above 50 levels, and no further advocate is looked at", () => {
    let looked = 0;
    function* endless() {
      for (;;) yield `p${looked++}`;
    }
    expect(refusalOf(factsWith({ ancestors: endless }))).toBe("cycle");
    expect(looked).toBe(MAX_ANCESTORS + 1);
  });

  it("is looked for only when nothing else refuses", () => {
    const ancestors = () => {
      throw new Error("looked");
    };
    expect(refusalOf(factsWith({ alreadyReferred: true, ancestors }))).toBe("already_referred");
  });
});

describe("of several clicks", () => {
  const click = (code: string, daysAgo: number, ms = 0): ClickSeen => ({
    code,
    at: NOW - daysAgo * DAY_MS + ms,
    channel: null,
  });
  const chosen = (clicks: ClickSeen[], model: Attribution["model"] = "last_touch", windowDays = 30) =>
    chooseClick(clicks, { model, windowDays }, NOW)?.code ?? null;

  it("the last wins by last touch, the first by first touch, in whatever order they are listed", () => {
    const clicks = [click("MIDDLE", 2), click("FIRST", 3), click("LAST", 1)];
    expect([chosen(clicks), chosen(clicks, "first_touch")]).toEqual(["LAST", "FIRST"]);
    expect([chosen(clicks.toReversed()), chosen(clicks.toReversed(), "first_touch")]).toEqual(["LAST", "FIRST"]);
  });

  it("one at each end of the window is inside, one a millisecond beyond is not", () => {
    expect(chosen([click("A", 30)])).toBe("A");
    expect(chosen([click("A", 30, -1)])).toBeNull();
  });

  it("one up to five minutes after the event is inside, as the shop's clock may be so slow", () => {
    expect([chosen([click("A", 0, 300_000)]), chosen([click("A", 0, 300_001)])]).toEqual(["A", null]);
  });

  it("one outside the window wins neither way", () => {
    const clicks = [click("OLD", 31), click("IN", 5), click("AHEAD", -1)];
    expect([chosen(clicks), chosen(clicks, "first_touch")]).toEqual(["IN", "IN"]);
  });

  it("a window of 0 days takes one at the very instant alone", () => {
    expect([chosen([click("A", 0)], "last_touch", 0), chosen([click("A", 0, -1)], "last_touch", 0)]).toEqual([
      "A",
      null,
    ]);
  });

  it("none gives none", () => expect(chosen([])).toBeNull());
});
