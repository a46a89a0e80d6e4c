import { describe, expect, it } from "vitest";
import type { Exchange } from "./journal.ts";
import { inJournal, Journal, noted } from "./journal.ts";

const keys = {
  apiUrl: "http://api.test",
  tenantId: "ten_1",
  secretKey: "sk_test_the-secret",
  publishableKey: "pk_test_open",
  widgetSecret: "the-widgets-secret",
};

/** What is noted of one request that the service answers so. */
async function note(request: Request, answer: Response): Promise<Exchange> {
  const journal = new Journal();
  await inJournal(journal, () => noted(() => answer, keys)(request));
  const [entry] = journal.take().here;
  if (entry?.kind !== "exchange") throw new Error("nothing was noted");
  return entry;
}

const post = (body: string, key = keys.secretKey) =>
  new Request("http://api.test/v1/events?a=1", { method: "POST", headers: { authorization: `Bearer ${key}` }, body });

describe("the journal of the demo shop", () => {
  it("holds no secret, wherever it stands in a request or an answer", async () => {
    const [secret, widget] = [keys.secretKey, keys.widgetSecret];
    const said = JSON.stringify({ a: secret, b: `x${widget}y` });
    const entry = await note(post(said), new Response(said, { status: 201 }));
    expect(JSON.stringify(entry)).not.toMatch(new RegExp(`${secret}|${widget}`));
    expect(entry).toMatchObject({ method: "POST", path: "/v1/events?a=1", status: 201, key: "REFERRAL_SECRET_KEY" });
  });

  it("names the key that a request was sent with, and never shows it", async () => {
    const entry = await note(post("{}", keys.publishableKey), new Response("{}"));
    expect(entry.key).toBe("REFERRAL_PUBLISHABLE_KEY");
    expect(entry.curl).toContain('-H "authorization: Bearer $REFERRAL_PUBLISHABLE_KEY"');
  });

  it("makes a command of a request whose quotation marks end nothing in a shell", async () => {
    const { curl } = await note(post(`{"name":"O'Hara'; rm -rf /"}`), new Response("{}"));
    expect(curl).toContain(String.raw`-d '{"name":"O'\''Hara'\''; rm -rf /"}'`);
    const read = await note(new Request("http://api.test/v1/rewards?participant=it's"), new Response("{}"));
    expect(read.curl).toBe(
      `curl -X GET 'http://api.test/v1/rewards?participant=it%27s' \\\n  -H "authorization: Bearer $REFERRAL_PUBLISHABLE_KEY"`,
    );
    expect(read.sent).toBeNull();
  });

  it("shows so much of a long answer, and says how much is left out", async () => {
    const { received } = await note(post("{}"), new Response("x".repeat(5_000)));
    expect([received.text.length, received.cut]).toEqual([4_000, 1_000]);
  });

  it("counts an entry to the first page that shows it, and forgets the oldest of many", async () => {
    const journal = new Journal();
    const ask = noted(() => new Response("{}"), keys);
    for (let nth = 0; nth < 9; nth++) {
      await inJournal(journal, () => ask(new Request(`http://api.test/${nth}`)));
    }
    const paths = (entries: readonly unknown[]) => entries.map((entry) => (entry as Exchange).path);
    const first = journal.take();
    expect([paths(first.here), first.earlier]).toEqual([["/1", "/2", "/3", "/4", "/5", "/6", "/7", "/8"], []]);
    expect(journal.take().here).toEqual([]);
    expect(paths(journal.take().earlier)).toHaveLength(8);
  });

  it("keeps what is asked outside of a page, and what another visitor asks, out of one's own", async () => {
    const [one, other] = [new Journal(), new Journal()];
    const ask = noted(async () => {
      await Promise.resolve();
      return new Response("{}");
    }, keys);
    await ask(new Request("http://api.test/none"));
    await Promise.all([
      inJournal(one, () => ask(new Request("http://api.test/one"))),
      inJournal(other, () => ask(new Request("http://api.test/other"))),
    ]);
    expect([one, other].map((journal) => journal.take().here.map((entry) => (entry as Exchange).path))).toEqual([
      ["/one"],
      ["/other"],
    ]);
  });
});
