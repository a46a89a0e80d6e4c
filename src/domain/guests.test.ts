import { describe, expect, it } from "vitest";
import { MAX_TAKEOVERS, takenOver } from "./guests.ts";

const bob = { externalId: "bob", emailFolded: "bob@x.example" };
const one = (id: string, guest = true, externalId = `name of ${id}`) => ({ id, externalId, guest });
const idsOf = (...of: Parameters<typeof takenOver>) => takenOver(...of).map(({ id }) => id);

describe("of those who share an e-mail an account takes over", () => {
  it("the guests, the oldest first, and so many at most", () => {
    expect(idsOf(bob, null, [one("3"), one("1"), one("2")], false)).toEqual(["1", "2", "3"]);
    const many = Array.from({ length: MAX_TAKEOVERS + 1 }, (_, n) => one(String(n + 100)));
    expect(idsOf(bob, null, many.toReversed(), false)).toEqual(many.slice(0, MAX_TAKEOVERS).map(({ id }) => id));
  });

  it("no one where another account had the e-mail first, and no one who came after the account had it", () => {
    expect(idsOf(bob, null, [one("1"), one("2", false)], false)).toEqual([]);
    expect(idsOf(bob, one("0", false), [one("1"), one("2", false)], false)).toEqual([]);
    expect(idsOf(bob, one("2", false), [one("1"), one("3"), one("4", false)], true)).toEqual(["1"]);
    expect(idsOf(bob, one("2", false), [one("1"), one("3")], false)).toEqual(["1", "3"]);
    expect(idsOf(bob, one("2"), [one("1")], true)).toEqual([]);
  });

  it("one who is named by the e-mail, but not for another who is", () => {
    const byAddress = one("1", false, "Bob@X.example");
    expect(idsOf(bob, null, [byAddress], false)).toEqual(["1"]);
    expect(idsOf({ ...bob, externalId: "bob@x.example" }, null, [byAddress], false)).toEqual([]);
    expect(idsOf({ ...bob, externalId: "bob@x.example" }, null, [one("1")], false)).toEqual(["1"]);
    expect(idsOf(bob, null, [one("1", false, "eve@x.example")], false)).toEqual([]);
  });
});
