import { describe, expect, it } from "vitest";
import type { Asker } from "../../db/queries/asker.ts";
import type { ReportedEvent } from "../events/report.ts";
import { coalesce } from "./lanes.ts";
import type { EventsRequest, ProcessReply, Reported, Share } from "./process.ts";

const admit = async () => {};
const tenantId = "ten_a";

const clickOf = (clickId: string): ReportedEvent => {
  return { type: "click", clickId, code: "CODE", channel: null, occurredAt: null };
};
const namesOf = (events: readonly ReportedEvent[]) =>
  events.map((event) => (event.type === "click" ? event.clickId : ""));

/** A processor that notes what it is asked to commit together; each commit takes a turn of the event loop. */
function recording(atFault: string | null = null) {
  const commits: string[][] = [];
  const replyTo = ({ events }: Reported): ProcessReply => {
    return { kind: "done", replies: events.map(() => ({ status: 200, body: {} }) as never) };
  };
  const processShare = async ({ requests }: Pick<Share, "requests">) => {
    const names = namesOf(requests.flatMap(({ events }) => events));
    commits.push(names);
    await new Promise((resolve) => setImmediate(resolve));
    if (atFault !== null && names.includes(atFault)) throw new Error(`${atFault} is at fault`);
    return requests.map(replyTo);
  };
  const process = async (request: EventsRequest) => {
    await processShare({ requests: [request] });
    return replyTo(request);
  };
  return { commits, report: coalesce(process, processShare) };
}

/** Reports one event each, all at the same time, and says which of them shared a commit. */
async function commitsOf(askers: readonly Asker[]): Promise<string[][]> {
  const { commits, report } = recording();
  const requests = askers.map((asker, index) => ({ asker, events: [clickOf(`${index}`)], idempotency: null }));
  const replies = await Promise.all(requests.map(report));
  expect(replies).toEqual(askers.map(() => ({ kind: "done", replies: [{ status: 200, body: {} }] })));
  return commits;
}

describe("events that arrive while a commit is under way", () => {
  it.each<Asker>([
    { kind: "secretKey", hash: "a" },
    { kind: "job", tenantId, job: "take-clicks" },
    { kind: "integration", tenantId, source: "int_1" },
  ])("of one $kind share the next commit", async (asker) => {
    expect(await commitsOf([asker, { ...asker }, { ...asker }])).toEqual([["0"], ["1", "2"]]);
  });

  it.each<Asker>([
    { kind: "browser", credential: { kind: "token", tenantId, externalId: "ada" }, admit },
    { kind: "browser", credential: { kind: "publishableKey", hash: "a" }, admit },
    { kind: "user", tenantId, userId: "usr_1" },
  ])("of one $kind are committed each by itself", async (asker) => {
    expect(await commitsOf([asker, asker, asker])).toEqual([["0"], ["1"], ["2"]]);
  });

  it("of a tenant share no commit with those of another asker", async () => {
    const askers: Asker[] = [
      { kind: "job", tenantId, job: "take-clicks" },
      { kind: "job", tenantId: "ten_b", job: "take-clicks" },
      { kind: "integration", tenantId, source: "take-clicks" },
      { kind: "secretKey", hash: tenantId },
    ];
    expect(await commitsOf([...askers, ...askers])).toEqual(["0", "1", "2", "3", "4", "5", "6", "7"].map((id) => [id]));
  });

  const asker: Asker = { kind: "secretKey", hash: "a" };
  const keyed = (name: string, key: string) => {
    const render = () => ({ status: 200, body: null });
    return { asker, events: [clickOf(name)], idempotency: { key, requestHash: "x", render } };
  };

  it("under an Idempotency-Key share it too, but for a repeat, which comes after what it repeats", async () => {
    const { commits, report } = recording();
    await Promise.all(
      [keyed("0", "a"), keyed("1", "b"), keyed("2", "c"), keyed("3", "b"), keyed("4", "d")].map(report),
    );
    expect(commits).toEqual([["0"], ["1", "2"], ["3", "4"]]);
  });

  it("fail by themselves: one at fault takes no other with it, and is found by halves", async () => {
    const { commits, report } = recording("7");
    const requests = Array.from({ length: 65 }, (_, index) => keyed(`${index}`, `${index}`));
    const ends = await Promise.allSettled(requests.map(report));
    expect(ends.flatMap(({ status }, index) => (status === "rejected" ? [index] : []))).toEqual([7]);
    expect(commits.length).toBeLessThan(20);
  });
});
