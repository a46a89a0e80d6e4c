import { afterAll, expect, test } from "vitest";
import { createKeptThreads } from "./adapters/threads/keptThreads.ts";
import { startThread } from "./adapters/threads/startThread.ts";
import type { HistoryPage } from "./engine/history/backtest.ts";
import type { FoldCall, FoldJob, HistoryFold } from "./engine/history/historyFold.ts";
import { answersCalls, foldHere, foldInThread } from "./engine/history/historyFold.ts";
import type { Tally } from "./engine/history/tally.ts";
import { cash, documentOf, ruleOf } from "./engine/testing/documents.ts";
import { rulesFrom } from "./engine/testing/snapshots.ts";

const at = Date.parse("2026-01-02T00:00:00Z");
const each = documentOf([ruleOf("each", { on: { event: "purchase" }, grant: cash(70) })]);
const job: FoldJob = {
  program: { id: "prog_p", key: "p", currency: "GBP", timezone: "UTC", startsAt: null, endsAt: null },
  documents: [rulesFrom(each), rulesFrom(documentOf([ruleOf("first")]))],
  period: { from: null, to: null },
  lastSources: new Map([["par_bob", 1]]),
  coupons: { share: { coupons: 0, used: 0, isAssumed: true, shippingMinor: 0n }, orderMinor: null },
};
const times = { occurredAt: at, receivedAt: at };
const bob = { participantId: "par_bob", ...times };
const person = (name: string) => {
  return { id: `par_${name}`, externalId: name, emailFolded: null, country: null, segments: [] };
};
const source = { code: null, clicks: [], channel: null };
const bought = { currency: "GBP", items: [], country: null, subscription: null, discounts: [], metadata: {} };
const pages: readonly HistoryPage[] = [
  {
    events: [
      { ...bob, seq: 1, id: "evt_1", type: "signup", naturalKey: "s:bob\u001fprog_p", facts: { ...source, code: "A" } },
    ],
    participants: [person("ann"), person("bob")],
    codes: [{ code: "A", programId: "prog_p", participantId: "par_ann", application: null, createdAt: 0 }],
  },
  {
    events: [2, 3].map((seq) => ({
      ...{ ...bob, seq, id: `evt_${seq}`, type: "purchase", naturalKey: `p:${seq}` },
      facts: { orderId: `o-${seq}`, amountMinor: 4200, ...source, ...bought },
    })),
    participants: [person("bob")],
    codes: [],
  },
];
let started = 0;
const threads = createKeptThreads(() => {
  started += 1;
  return startThread(new URL("./historyThread.ts", import.meta.url));
}, 1);
const openThread = (of = job) => foldInThread(threads.borrow(), of);
afterAll(() => threads.close());

async function decide(fold: HistoryFold): Promise<readonly Tally[]> {
  for (const page of pages) await fold.page(JSON.stringify(page));
  return await fold.close();
}

test("a thread decides one history after the other, and each gives the figures of one that is decided here", async () => {
  const here = await decide(foldHere(job, async () => {}));
  expect(here.map(({ advocates }) => advocates)).toEqual([new Map([["ann", 140n]]), new Map([["ann", 1000n]])]);
  expect(await decide(openThread())).toEqual(here);
  // The next one knows nothing of this one.
  const givenUp = openThread({ ...job, documents: job.documents.toReversed() });
  await givenUp.page(JSON.stringify(pages[0]));
  givenUp.stop();
  expect(await decide(openThread())).toEqual(here);
  expect(started).toBe(1);
});

test("what a thread throws is thrown where its fold is awaited, and another thread decides the next one", async () => {
  const fold = openThread();
  const before = started;
  await expect(fold.page("no JSON")).rejects.toThrow(SyntaxError);
  await expect(fold.close()).rejects.toThrow(SyntaxError);
  fold.stop();
  await decide(openThread());
  expect(started).toBe(before + 1);
});

test("a fold that is stopped gives no answer, also while its thread computes", async () => {
  const fold = openThread();
  const waiting = expect(fold.page(JSON.stringify(pages[0]))).rejects.toThrow("stopped");
  fold.stop();
  await waiting;
  await expect(fold.close()).rejects.toThrow("stopped");
});

/** A thread's half in this thread, and the kinds of what it is asked. */
function readingThread(maxKeptText?: number) {
  const answer = answersCalls(maxKeptText);
  let asked: string[] = [];
  const thread = {
    call(call: FoldCall) {
      asked.push(call.kind);
      return answer(call);
    },
    leave() {},
  };
  return {
    async decide(kept: readonly string[], names: readonly string[], documents = job.documents) {
      asked = [];
      const fold = foldInThread(thread, { ...job, documents, kept });
      for (const [index, page] of pages.entries()) await fold.page(JSON.stringify(page), names[index]);
      return { tallies: await fold.close(), texts: asked.filter((kind) => kind === "page").length };
    },
  };
}

test("a page that is kept is read once, and every draft has the figures of a history that is read anew", async () => {
  const thread = readingThread();
  const others = job.documents.toReversed();
  const cold = await decide(foldHere(job, async () => {}));
  const coldOthers = await decide(foldHere({ ...job, documents: others }, async () => {}));
  expect(await thread.decide([], ["a", "b"])).toEqual({ tallies: cold, texts: 2 });
  expect(await thread.decide(["a", "b"], ["a", "b"], others)).toEqual({ tallies: coldOthers, texts: 0 });
  expect(await thread.decide(["a", "b"], ["a", "b"])).toEqual({ tallies: cold, texts: 0 });
  // What has been read anew has another name.
  expect(await thread.decide(["a", "c"], ["a", "c"])).toEqual({ tallies: cold, texts: 1 });
});

test("a thread forgets the pages of another history, and keeps no more text than it may", async () => {
  const thread = readingThread(JSON.stringify(pages[0]).length);
  await thread.decide([], ["a", "b"]);
  expect((await thread.decide(["a", "b"], ["a", "b"])).texts).toBe(1);
  expect((await thread.decide([], ["a", "b"])).texts).toBe(2);
  expect((await thread.decide(["c"], ["c", "d"])).texts).toBe(2);
  expect((await thread.decide(["c"], ["c", "d"])).texts).toBe(1);
});
