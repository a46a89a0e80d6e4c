import { describe, expect, it } from "vitest";
import { chosenPeriod } from "./periods.ts";

const NOW = new Date("2026-03-04T15:30:00Z");

describe("the period of a page", () => {
  it("is compared with the same part of the period before", () => {
    const { by, from, to, earlier, before } = chosenPeriod({ period: "12w" }, NOW);
    expect([by, to, before]).toEqual(["week", "2026-03-04T15:30:00.000Z", "2025-12-10T15:30:00.000Z"]);
    expect(from).toEqual({ by: "week", count: 11, days: 84 });
    expect(earlier).toEqual({ by: "week", count: 23, days: 168 });
    expect(chosenPeriod({ period: "12m" }, NOW).before).toBe("2025-03-04T15:30:00.000Z");
    expect(chosenPeriod({ period: "7d" }, NOW).before).toBe("2026-02-25T15:30:00.000Z");
  });

  it("named days are both in it, in either order, and as many days come before", () => {
    const march = { choice: "custom", days: { from: "2026-03-01", to: "2026-03-07" }, by: "day" };
    const ranges = { from: "2026-03-01", to: "2026-03-08", earlier: "2026-02-22", before: "2026-03-01" };
    expect(chosenPeriod({ period: "custom", from: "2026-03-01", to: "2026-03-07" }, NOW)).toEqual({
      ...march,
      ...ranges,
    });
    expect(chosenPeriod({ period: "custom", from: "2026-03-07", to: "2026-03-01" }, NOW)).toEqual({
      ...march,
      ...ranges,
    });
  });

  it("longer ones are cut into weeks and months, and one without days is the last four weeks", () => {
    expect(chosenPeriod({ period: "custom", from: "2025-10-01", to: "2026-03-01" }, NOW).by).toBe("week");
    expect(chosenPeriod({ period: "custom", from: "2020-10-01", to: "2026-03-01" }, NOW).by).toBe("month");
    expect(chosenPeriod({ period: "custom" }, NOW).days).toEqual({ from: "2026-02-05", to: "2026-03-04" });
    expect(chosenPeriod({}, NOW).choice).toBe("12w");
  });
});
