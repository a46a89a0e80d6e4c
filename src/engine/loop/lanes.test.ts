import { describe, expect, it } from "vitest";
import type { Asker } from "../../db/queries/asker.ts";
import type { ReportedEvent } from "../events/report.ts";
import { coalesce } from "./lanes.ts";
import type { EventsRequest, ProcessReply } from "./process.ts";

const admit = async () => {};
const tenantId = "ten_a";

const clickOf = (clickId: string): ReportedEvent => {
  return { type: "click", clickId, code: "CODE", channel: null, occurredAt: null };
};
const namesOf = (events: readonly ReportedEvent[]) =>
  events.map((event) => (event.type === "click" ? event.clickId : ""));

/** A processor that notes what it is asked to commit together; each commit takes a turn of the event loop. */
function recording() {
  const commits: string[][] = [];
  const process = async ({ events }: EventsRequest): Promise<ProcessReply> => {
    commits.push(namesOf(events));
    await new Promise((resolve) => setImmediate(resolve));
    return { kind: "done", replies: events.map(() => ({ status: 200, body: {} }) as never) };
  };
  return { commits, report: coalesce(process) };
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

  it("under an Idempotency-Key are committed each by itself", async () => {
    const { commits, report } = recording();
    const asker: Asker = { kind: "secretKey", hash: "a" };
    const render = () => ({ status: 200, body: null });
    await Promise.all(
      ["0", "1"].map((key) =>
        report({ asker, events: [clickOf(key)], idempotency: { key, requestHash: "x", render } }),
      ),
    );
    expect(commits).toEqual([["0"], ["1"]]);
  });
});
