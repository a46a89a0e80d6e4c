import { describe, expect, it } from "vitest";
import type { LineChart } from "./chart.ts";
import { lineChart } from "./chart.ts";

const chart = (more: Partial<LineChart>): LineChart => ({
  ...{ id: "revenue", title: "Revenue", summary: "Revenue by week" },
  buckets: ["1", "2", "3"].map((day) => ({ label: `Week ${day}`, short: day })),
  series: [{ name: "Revenue", values: [80, 100, 20], kind: "area" }],
  format: String,
  axis: String,
  ...more,
});
const drawn = async (more: Partial<LineChart>) => String(await lineChart("en", chart(more)));

describe("a bucket that is not over", () => {
  it("has no line falling to its sum, which stands on the ground and is said to be so far", async () => {
    const page = await drawn({ running: "sum" });
    expect(page).toContain('<path class="c0 line" d="M0 40L300 0"/>');
    expect(page).toContain('<path class="c0 dash" d="M600 200V160"/>');
    expect(page).toContain('<text x="100%" y="80%" dx="-8" dy="-4" text-anchor="end">so far</text>');
  });

  it("has no line of another year falling to its sum either", async () => {
    const before = { name: "Before", values: [60, 90, 10], kind: "dash" } as const;
    const page = await drawn({ running: "sum", series: [...chart({}).series, before] });
    expect(page).toContain('<path class="c1 dash" d="M0 80L300 20"/>');
    expect(page).toContain('<path class="c1 point" d="M600 180h0"/>');
  });

  it("has a dashed way to a level, which may fall", async () => {
    const page = await drawn({ running: "level" });
    expect(page).toContain('<path class="c0 dash" d="M300 0L600 160"/>');
    expect(page).not.toContain("so far</text>");
  });

  it("is told in the table too, and one that is over is not", async () => {
    expect(await drawn({ running: "sum" })).toContain("Week 3 <small>so far</small>");
    expect(await drawn({})).not.toContain("so far");
    expect(await drawn({})).toContain('<path class="c0 line" d="M0 40L300 0L600 160"/>');
  });
});
