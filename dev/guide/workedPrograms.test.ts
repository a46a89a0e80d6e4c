import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createTestApp, type TestApp } from "../../src/testing/createTestApp.ts";

const page = readFileSync(fileURLToPath(new URL("../../docs/worked-programs.md", import.meta.url)), "utf8");

interface Worked {
  readonly name: string;
  readonly rules: object;
  readonly events: readonly object[];
  /** What the page says comes out: the cells of the table. */
  readonly rewards: readonly (readonly string[])[];
}

/** The programs of the page, each between its heading and the next. */
const programs: Worked[] = page
  .split(/^## /m)
  .slice(1)
  .map((part) => {
    const block = (mark: string) =>
      new RegExp(`<!-- ${mark} -->\n\`\`\`json\n([\\s\\S]*?)\n\`\`\``).exec(part)?.[1] ?? "";
    const rows = /<!-- rewards -->\n((?:\|.*\n?)+)/.exec(part)?.[1]?.trimEnd().split("\n").slice(2) ?? [];
    return {
      name: part.slice(0, part.indexOf("\n")),
      rules: JSON.parse(block("rules")),
      events: block("events")
        .split("\n")
        .map((line) => JSON.parse(line)),
      rewards: rows.map((row) =>
        row
          .slice(1, -1)
          .split("|")
          .map((cell) => cell.trim()),
      ),
    };
  });

/** The events of the page that have a time happened in the year before they are reported. */
const YEAR_MS = 360 * 86_400_000;
const MINUTE_MS = 60_000;

interface Told {
  readonly ruleId: string;
  readonly participant: string;
  readonly amountMinor: number;
  readonly unit: string | null;
  readonly coupon: { readonly percentBps: number } | null;
  readonly item: { readonly sku: string; readonly quantity: number } | null;
  readonly status: string;
}

describe("the worked programs of the guide", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
    app.clock.advance(YEAR_MS);
  });
  afterAll(() => app.close());

  it("are ten", () => {
    expect(programs).toHaveLength(10);
  });

  it.each(programs)("give what the page says: $name", async ({ name, rules, events, rewards }) => {
    const { api } = await app.newTenant(name);
    const program = { key: "worked", name, landingUrl: "https://shop.example/", currency: "GBP", rules };
    const made = await api.post("/v1/programs", program);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    expect((await api.post("/v1/programs/worked/publish", {})).status).toBe(200);
    for (const [externalId, vanity] of [
      ["alice", "ALICE"],
      ["bob", "BOBBY"],
    ]) {
      const asked = { program: "worked", participant: { externalId }, vanity };
      expect((await api.post("/v1/codes", asked)).status).toBe(201);
    }
    for (const event of events) {
      app.clock.advance(MINUTE_MS);
      const { status, body } = await api.post("/v1/events", event);
      expect(status, JSON.stringify([event, body])).toBe(201);
    }
    const { data } = (await api.get<{ data: Told[] }>("/v1/rewards?program=worked&limit=200")).body;
    expect(data.toReversed().map(told)).toEqual(rewards);
  });
});

function told({ ruleId, participant, amountMinor, unit, coupon, item, status }: Told): string[] {
  const thing = coupon ? `${coupon.percentBps / 100} %` : `${item?.quantity} x ${item?.sku}`;
  return [ruleId, participant, unit === null ? thing : `${amountMinor} ${unit}`, status];
}
