import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Ask, Database } from "../../ports.ts";
import { DatabaseError, NO_CONNECTION, NO_FREE_CONNECTION, WAIT_WITHIN_MS } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { eachByItself, type LinkToRead } from "./linkReads.ts";
import { MAX_ASKED_LINKS, MAX_ASKED_OF_ONE, sharedLinkReads } from "./sharedLinkReads.ts";

/** A link with all the time there is. */
const link = (slug: string | null, code: string): LinkToRead => {
  return { slug, code, until: performance.now() + WAIT_WITHIN_MS };
};

describe("links that are asked for in one turn of the event loop", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  async function newCode(externalId: string): Promise<string> {
    const asked = { program: "friends", participant: { externalId } };
    return (await app.api.post<{ code: string }>("/v1/codes", asked)).body.code;
  }

  it("are one statement for each shop, and lead where each leads alone: unknown ones and strange ones among them", async () => {
    const codes = [await newCode("ada"), await newCode("bea"), await newCode("cyd")];
    const other = await app.newTenant("Coffee shop");
    const asked = [
      ...[...codes, "NOSUCHCODE", "", codes[0] ?? "", "ÄÖ漢字"].map((code) => link(app.tenant.slug, code)),
      ...[codes[0] ?? "", "NOSUCHCODE"].map((code) => link(other.tenant.slug, code)),
      link("no-such-shop", "ADA"),
      link(null, codes[1] ?? ""),
    ];
    const alone = await Promise.all(asked.map(eachByItself(app.database)));
    const nowhere = Array.from({ length: 5 }, () => null);
    const ends = alone.map((found) => found?.code?.primary ?? null);
    expect(ends).toEqual([...codes, null, null, codes[0], ...nowhere]);
    expect(alone.map((found) => found?.tenantId)).toEqual([
      ...Array.from({ length: 7 }, () => app.tenant.tenantId),
      ...Array.from({ length: 2 }, () => other.tenant.tenantId),
      ...[undefined, undefined],
    ]);
    let together: unknown;
    const sent = await app.database.during(async () => {
      together = await Promise.all(asked.map(app.deps.linkReads(app.database)));
    });
    expect(together).toEqual(alone);
    expect(sent).toBe(4);
  });
});

describe("links that share a statement", () => {
  it("are fifty codes at most, each once, and each is told of its own", async () => {
    const { database, asks } = hanging();
    const read = sharedLinkReads(setImmediate)(database);
    const codes = Array.from({ length: 101 }, (_, n) => `C${n}`);
    const asked = [...codes.slice(0, 50), "C0", "C49", ...codes.slice(50), "C100"];
    const found = asked.map((code) => read(link("shop", code)));
    await turn();
    expect(asks.map((ask) => ask.codes)).toEqual([codes.slice(0, 50), codes.slice(50, 100), ["C100"]]);
    for (const { answer } of asks) answer();
    expect((await Promise.all(found)).map((one) => one?.code?.primary)).toEqual(asked);
  });

  it("wait each for its own time, and none of them for a longer one's", async () => {
    const { database, asks } = hanging();
    const read = sharedLinkReads(setImmediate)(database);
    // So that those of a kind end within the same tenth of a second.
    const from = Math.ceil(performance.now() / 100) * 100;
    const ends = [1_010, 7_010, 1_020, 7_005].map((later) => from + later);
    for (const [n, until] of ends.entries()) void read({ slug: "shop", code: `C${n}`, until });
    await turn();
    expect(asks.map(({ codes }) => codes)).toEqual([
      ["C0", "C2"],
      ["C1", "C3"],
    ]);
    const left = asks.map(({ at, ask }) => at + (ask?.withinMs ?? 0) - from);
    expect(left.map((ms) => Math.round(ms))).toEqual([1_010, 7_005]);
  });

  it("hear all that the database is away, and so does no later one when it is back", async () => {
    let isAway = true;
    const failure = new DatabaseError("on demand", NO_CONNECTION, null);
    const database: Database = {
      query: () => (isAway ? Promise.reject(failure) : Promise.resolve([])),
      close: async () => {},
    };
    const read = sharedLinkReads(setImmediate)(database);
    const ends = await Promise.allSettled(["A", "B"].map((code) => read(link("shop", code))));
    expect(ends).toEqual(ends.map(() => ({ status: "rejected", reason: failure })));
    isAway = false;
    expect(await read(link("shop", "A"))).toBeNull();
  });

  it("keep no one waiting who asks later, or for another shop's, while theirs is not answered", async () => {
    const { database, asks } = hanging();
    const read = sharedLinkReads(setImmediate)(database);
    const stuck = read(link("slow", "A"));
    const beside = read(link("other", "A"));
    await turn();
    const later = read(link("slow", "B"));
    await turn();
    expect(asks.map(({ slug, codes }) => [slug, codes])).toEqual([
      ["slow", ["A"]],
      ["other", ["A"]],
      ["slow", ["B"]],
    ]);
    const order: string[] = [];
    const noted = [stuck, beside, later].map((one, n) =>
      one.then(() => order.push(["stuck", "beside", "later"][n] ?? "")),
    );
    asks[2]?.answer();
    await later;
    asks[1]?.answer();
    await beside;
    asks[0]?.answer();
    await Promise.all(noted);
    expect(order).toEqual(["later", "beside", "stuck"]);
  });

  it("are refused at once beyond as many as may wait, one shop's before the others', and taken again afterwards", async () => {
    const { database, asks } = hanging();
    const read = sharedLinkReads(setImmediate)(database);
    /** What becomes of one link within this turn: of one that is taken, nothing yet. */
    const oneMore = (slug: string) =>
      Promise.race([read(link(slug, "MORE")), turn().then(() => "waits")]).catch((error: unknown) => error);
    const refused = expect.objectContaining({ sqlState: NO_FREE_CONNECTION });
    const ask = (slug: string, count: number) =>
      Array.from({ length: count }, (_, n) => read(link(slug, `C${n % 50}`)));
    const waiting = ask("crowd", MAX_ASKED_OF_ONE);
    expect(await oneMore("crowd")).toEqual(refused);
    waiting.push(...ask("second", MAX_ASKED_OF_ONE), ...ask("third", MAX_ASKED_LINKS - 2 * MAX_ASKED_OF_ONE));
    expect(await oneMore("fourth")).toEqual(refused);
    await turn();
    for (const { answer } of asks) answer();
    await Promise.all(waiting);
    const again = read(link("crowd", "MORE"));
    await turn();
    asks.at(-1)?.answer();
    expect((await again)?.code?.primary).toBe("MORE");
  });
});

interface Asked {
  readonly slug: unknown;
  readonly codes: readonly string[];
  readonly ask: Ask | undefined;
  readonly at: number;
  answer(): void;
}

/** A database that answers when it is told to, and has whatever code it is asked for. */
function hanging() {
  const asks: Asked[] = [];
  const database: Database = {
    query: (_sql, [slug, given] = [], ask) => {
      const codes = given as readonly string[];
      const row = [{ tenantId: "ten_1" }, codes.map((primary) => ({ code: { primary }, standIn: null }))];
      return new Promise((resolve) => {
        asks.push({ slug, codes, ask, at: performance.now(), answer: () => resolve([row]) });
      });
    },
    close: async () => {},
  };
  return { database, asks };
}

/** The event loop's turn is over, and what was to be sent then was sent. */
function turn(): Promise<void> {
  return new Promise((resolve) => void setImmediate(resolve));
}
