import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoProgram } from "../../demo/demoProgram.ts";
import { isInSample } from "../../domain/eligibility.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

interface Reported {
  readonly results: readonly { readonly referral: { readonly rejectedReason: string | null } }[];
}

interface Applications {
  readonly data: readonly { readonly participant: string; readonly status: string }[];
  readonly nextCursor: string | null;
}

const rules = demoProgram.rules as object;

let app: TestApp;
let friends = 0;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const publish = async (key: string, eligibility: object) => {
  const written = { approval: "open", segments: null, sampleBps: null, ...eligibility };
  const document = { ...rules, eligibility: written };
  const made = await app.api.post("/v1/programs", { ...demoProgram, key, rules: document });
  if (made.status === 409) await app.api.patch(`/v1/programs/${key}`, { rules: document });
  expect((await app.api.post(`/v1/programs/${key}/publish`, {})).status).toBe(200);
};
const issue = (program: string, externalId: string, more: object = {}) => {
  const asked = { program, participant: { externalId, ...more } };
  return app.api.post<{ code: string; reason?: string }>("/v1/codes", asked);
};
const apply = (program: string, externalId: string) => {
  return app.api.post(`/v1/programs/${program}/applications`, { participant: { externalId } });
};
const decide = (program: string, externalId: string, verb: "approve" | "refuse", reason?: string) => {
  return app.api.post(`/v1/programs/${program}/applications/${externalId}/${verb}`, { reason });
};
/** Why a new friend who brings the code is refused; null where they are not. */
const refusalOf = async (code: string) => {
  friends += 1;
  const signup = { type: "signup", participant: { externalId: `friend-${friends}` }, code };
  return (await app.api.post<Reported>("/v1/events", signup)).body.results[0]?.referral.rejectedReason;
};
const told = (answer: Awaited<ReturnType<typeof issue>>) => [answer.status, answer.body.code, answer.body.reason];

describe("a program that takes advocates by application", () => {
  beforeAll(() => publish("closed", { approval: "application" }));

  it("gives no code before an application is approved, and says what is missing each time", async () => {
    expect(told(await issue("closed", "a-1"))).toEqual([409, "not_eligible", "needs_application"]);
    expect((await app.api.get("/v1/participants/a-1")).status).toBe(404);
    await apply("closed", "a-1");
    expect(told(await issue("closed", "a-1"))).toEqual([409, "not_eligible", "application_pending"]);
    await decide("closed", "a-1", "refuse");
    expect(told(await issue("closed", "a-1"))).toEqual([409, "not_eligible", "application_refused"]);
    await decide("closed", "a-1", "approve");
    const { status, body } = await issue("closed", "a-1");
    expect([status, await refusalOf(body.code)]).toEqual([201, null]);
  });

  it("the code of someone whose approval was taken back refuses friends and is not given again", async () => {
    await apply("closed", "a-2");
    await decide("closed", "a-2", "approve");
    const { body } = await issue("closed", "a-2");
    await decide("closed", "a-2", "refuse", "Sold nothing");
    expect(await refusalOf(body.code)).toBe("not_eligible");
    const code = await app.api.get(`/v1/codes/${body.code}`);
    expect(code.body).toMatchObject({ redeemable: false, reason: "not_eligible" });
    expect(told(await issue("closed", "a-2"))).toEqual([409, "not_eligible", "application_refused"]);
    await decide("closed", "a-2", "approve");
    expect(await refusalOf(body.code)).toBeNull();
  });

  it("applying again answers what became of the first time, and an Idempotency-Key replays", async () => {
    const first = await apply("closed", "a-3");
    expect([first.status, first.body]).toEqual([
      201,
      {
        participant: "a-3",
        program: "closed",
        status: "applied",
        reason: null,
        appliedAt: app.clock.now().toISOString(),
        decidedAt: null,
        decidedBy: null,
      },
    ]);
    app.clock.advance(1_000);
    expect((await apply("closed", "a-3")).body).toEqual(first.body);
    await decide("closed", "a-3", "refuse", "No");
    const again = await apply("closed", "a-3");
    expect([again.status, again.body.status]).toEqual([200, "refused"]);
  });

  it("the reply and the audit tell who decided, when and why", async () => {
    await apply("closed", "a-4");
    app.clock.advance(1_000);
    const decided = await decide("closed", "a-4", "approve", "Knows everyone");
    expect(decided.body).toMatchObject({
      status: "approved",
      reason: "Knows everyone",
      decidedAt: app.clock.now().toISOString(),
      decidedBy: { type: "apiKey", id: expect.stringMatching(/^key_/) },
    });
    app.clock.advance(1_000);
    expect((await decide("closed", "a-4", "approve")).body).toEqual(decided.body);
    const audit = await app.database.query(
      `SELECT a.action, a.actor ->> 'type', a.detail ->> 'reason', a.detail ->> 'was'
       FROM audit a JOIN participants p ON p.id = a.subject WHERE p.external_id = 'a-4' ORDER BY a.created_at`,
    );
    expect(audit).toEqual([
      ["application.applied", "apiKey", null, null],
      ["application.approved", "apiKey", "Knows everyone", "applied"],
    ]);
  });

  it("ten who apply at once for the same participant make one application", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => apply("closed", "a-5")));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201]);
  });

  it("a participant who has not applied can't be approved, and a program that does not exist takes no application", async () => {
    expect((await decide("closed", "a-1000", "approve")).body.code).toBe("not_found");
    expect((await decide("none", "a-1", "approve")).body.code).toBe("program_not_found");
    expect((await apply("none", "a-1")).body.code).toBe("program_not_found");
    expect((await app.api.get("/v1/programs/none/applications")).body.code).toBe("program_not_found");
  });

  it("applications are listed newest first, page by page, by status", async () => {
    await publish("listed", { approval: "application" });
    for (const who of ["l-1", "l-2", "l-3", "l-4"]) {
      // Two at the same instant are told apart by their participant.
      if (who !== "l-3") app.clock.advance(1_000);
      await apply("listed", who);
    }
    await decide("listed", "l-2", "approve");
    const list = async (query: string) =>
      (await app.api.get<Applications>(`/v1/programs/listed/applications${query}`)).body;
    const all = (await list("")).data.map(({ participant }) => participant);
    expect([all[0], all[3], all.toSorted()]).toEqual(["l-4", "l-1", ["l-1", "l-2", "l-3", "l-4"]]);
    const pages: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: Applications = await list(`?limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`);
      pages.push(...page.data.map(({ participant }) => participant));
      cursor = page.nextCursor;
    }
    expect(pages).toEqual(all);
    expect((await list("?status=approved")).data.map(({ participant }) => participant)).toEqual(["l-2"]);
    expect((await list("?status=refused")).data).toEqual([]);
  });
});

describe("a program for some", () => {
  it("of named segments takes those who are in one, as long as they are", async () => {
    await publish("pilot", { segments: ["staff", "beta"] });
    expect(told(await issue("pilot", "s-1", { segments: ["vip"] }))).toEqual([409, "not_eligible", "segment"]);
    const { body } = await issue("pilot", "s-2", { segments: ["vip", "beta"] });
    expect(await refusalOf(body.code)).toBeNull();
    await app.api.put("/v1/participants/s-2", { segments: ["vip"] });
    expect(await refusalOf(body.code)).toBe("not_eligible");
    expect((await issue("pilot", "s-2", { segments: ["beta"] })).body.reason).toBe("segment");
  });

  it("of a sample of 10 % gives codes to those in it alone, row by row in a batch", async () => {
    await publish("tenth", { sampleBps: 1000 });
    const people = Array.from({ length: 300 }, (_, index) => `t-${index}`);
    const { body } = await app.api.post<{ results: { status: number; problem?: { reason?: string } }[] }>(
      "/v1/codes/batch",
      { program: "tenth", codes: people.map((externalId) => ({ participant: { externalId } })) },
    );
    const chosen = people.filter((_, index) => body.results[index]?.status === 201);
    expect(chosen).toEqual(people.filter((externalId) => isInSample(externalId, "tenth", 1000)));
    expect(chosen.length).toBeGreaterThan(10);
    const reasons = new Set(body.results.flatMap(({ problem }) => (problem === undefined ? [] : [problem.reason])));
    expect([...reasons]).toEqual(["sample"]);
  });

  it("is asked of the latest version, whatever it was when the code was issued", async () => {
    await publish("narrowed", {});
    const { body } = await issue("narrowed", "n-1");
    expect(await refusalOf(body.code)).toBeNull();
    await publish("narrowed", { segments: ["staff"] });
    expect(await refusalOf(body.code)).toBe("not_eligible");
    await publish("narrowed", {});
    expect(await refusalOf(body.code)).toBeNull();
  });

  it.each([
    [{ approval: "invitation" }, "rules.eligibility.approval"],
    [{ segments: [] }, "rules.eligibility.segments"],
    [{ sampleBps: 0 }, "rules.eligibility.sampleBps"],
    [{ sampleBps: 10_001 }, "rules.eligibility.sampleBps"],
    [{ country: "GB" }, "rules.eligibility.country"],
    [{ minimum: { by: "revenue", atLeast: 1, withinDays: 90 } }, "rules.eligibility.minimum"],
    [
      { approval: "application", minimum: { by: "clicks", atLeast: 1, withinDays: 90 } },
      "rules.eligibility.minimum.by",
    ],
    [
      { approval: "application", minimum: { by: "revenue", atLeast: 0, withinDays: 90 } },
      "rules.eligibility.minimum.atLeast",
    ],
    [
      { approval: "application", minimum: { by: "revenue", atLeast: 1, withinDays: 0 } },
      "rules.eligibility.minimum.withinDays",
    ],
  ])("%j is refused when it is saved", async (eligibility, path) => {
    const document = { ...rules, eligibility: { approval: "open", ...eligibility } };
    const { status, body } = await app.api.post("/v1/programs", { ...demoProgram, key: "bad", rules: document });
    expect([status, body.errors]).toMatchObject([422, [{ path }]]);
  });
});
