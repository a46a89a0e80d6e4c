import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY_MS } from "../../domain/periods.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp, TEST_NOW } from "../../testing/createTestApp.ts";

interface Issued {
  readonly code: string;
  readonly vanity: string | null;
}

interface Row extends Partial<Issued> {
  readonly status: number;
  readonly problem?: { readonly code: string; readonly errors?: readonly { readonly path: string }[] };
}

interface Reported {
  readonly results: readonly {
    readonly referral: { readonly status: string; readonly rejectedReason: string | null };
  }[];
}

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

describe("codes that are changed", () => {
  let friends = 0;
  const issue = async (externalId: string, vanity: string | null = null) => {
    const asked = { program: "friends", participant: { externalId }, vanity };
    return (await app.api.post<Issued & { readonly [key: string]: unknown }>("/v1/codes", asked)).body;
  };
  const change = (code: string, body: object) => app.api.patch(`/v1/codes/${code}`, body);
  /** Why a new friend who brings the code is refused; null where they are not. */
  const refusalOf = async (code: string, occurredAt: string | null = null) => {
    friends += 1;
    const participant = { externalId: `friend-${friends}` };
    const signup = { type: "signup", participant, program: "friends", code, occurredAt };
    return (await app.api.post<Reported>("/v1/events", signup)).body.results[0]?.referral.rejectedReason;
  };

  it("a disabled code refuses friends and says so until it is enabled again", async () => {
    const { code } = await issue("d-1");
    const disabled = await change(code, { disabled: true });
    expect([disabled.status, disabled.body]).toEqual([
      200,
      {
        code,
        vanity: null,
        program: "friends",
        participant: "d-1",
        disabled: true,
        expiresAt: null,
        maxUses: null,
        uses: 0,
      },
    ]);
    expect((await app.api.get(`/v1/codes/${code}`)).body).toMatchObject({ redeemable: false, reason: "code_disabled" });
    expect(await refusalOf(code)).toBe("code_disabled");
    await change(code, { disabled: false });
    expect((await app.api.get(`/v1/codes/${code}`)).body).toMatchObject({ redeemable: true, reason: null });
    expect(await refusalOf(code)).toBeNull();
  });

  it("an end holds by the time of the event, and null takes it away", async () => {
    const { code } = await issue("d-2");
    const expiresAt = "2026-01-05T08:00:00.000Z";
    expect((await change(code, { expiresAt: "2026-01-05T09:00:00+01:00" })).body.expiresAt).toBe(expiresAt);
    expect((await app.api.get(`/v1/codes/${code}`)).body.reason).toBe("code_expired");
    expect(await refusalOf(code, "2026-01-05T07:59:59Z")).toBeNull();
    expect(await refusalOf(code, expiresAt)).toBe("code_expired");
    expect((await change(code, { expiresAt: null })).body.expiresAt).toBeNull();
    expect(await refusalOf(code)).toBeNull();
  });

  it("a limit counts the friends attributed before it was set, by code and vanity code alike", async () => {
    const { code, vanity } = await issue("d-3", "THREE-D");
    expect([await refusalOf(code), await refusalOf("three d")]).toEqual([null, null]);
    expect((await change(vanity ?? "", { maxUses: 3 })).body).toMatchObject({ code, vanity, maxUses: 3, uses: 2 });
    expect([await refusalOf("THREED"), await refusalOf(code)]).toEqual([null, "code_used_up"]);
    for (const used of [code, "THREED"]) {
      expect((await app.api.get(`/v1/codes/${used}`)).body).toMatchObject({
        redeemable: false,
        reason: "code_used_up",
      });
    }
    expect((await change(code, { maxUses: 4 })).body).toMatchObject({ uses: 3 });
    expect(await refusalOf(code)).toBeNull();
  });

  it("a batch of events shares what is left of a code", async () => {
    const { code } = await issue("d-4");
    await change(code, { maxUses: 2 });
    const events = ["x", "y", "z"].map((who) => ({ type: "signup", participant: { externalId: `d-4-${who}` }, code }));
    const { body } = await app.api.post<{ results: Reported[] }>("/v1/events/batch", { events });
    const reasons = body.results.map(({ results }) => results[0]?.referral.rejectedReason);
    expect(reasons).toEqual([null, null, "code_used_up"]);
  });

  it("a code that is restricted still leads to the landing page", async () => {
    const { code } = await issue("d-5");
    await change(code, { disabled: true });
    const answer = await app.api.send("GET", `/r/${app.tenant.slug}/${code}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([302, expect.stringContaining(`ref=${code}`)]);
  });

  it("every change is in the audit with the actor who made it", async () => {
    const { code } = await issue("d-6");
    await change(code, { maxUses: 5 });
    await change(code, { disabled: true });
    const audit = await app.database.query(
      "SELECT action, actor ->> 'type', detail FROM audit WHERE subject = $1 ORDER BY id",
      [code],
    );
    expect(audit).toHaveLength(2);
    expect(audit).toContainEqual(["code.changed", "apiKey", { maxUses: 5 }]);
  });

  it.each([{ maxUses: 0 }, { maxUses: 1.5 }, { maxUses: 1_000_000_001 }, { expiresAt: "soon" }, { disabled: null }])(
    "%j is refused",
    async (body) => {
      const { code } = await issue("d-7");
      expect((await change(code, body)).status).toBe(422);
      expect((await change("NOPE", { disabled: true })).body.code).toBe("unknown_code");
    },
  );
});

describe("codes in bulk", () => {
  const batch = async (codes: readonly object[], headers: Record<string, string> = {}) => {
    const answer = await app.api.post<{ results: Row[] }>("/v1/codes/batch", { program: "friends", codes }, headers);
    return { status: answer.status, results: answer.body.results };
  };
  const row = (externalId: string, more: object = {}) => ({ participant: { externalId }, ...more });
  const told = (rows: readonly Row[]) => rows.map(({ status, problem, code }) => [status, problem?.code ?? code]);

  it("imported codes are stored folded, drawn ones beside them, and a bad row does not stop the others", async () => {
    await app.api.post("/v1/codes", { program: "friends", participant: { externalId: "b-0" }, vanity: "TAKEN" });
    const { results } = await batch([
      row("b-1", { code: "old-code 1" }),
      row("b-2", { code: "taken" }),
      row("b-3", { code: "a\u0430" }),
      { participant: {} },
      row("b-4", { vanity: "four" }),
      row("b-5", { code: "OLDCODE1" }),
      row("b-1", { code: "OLDCODE2" }),
    ]);
    expect(told(results)).toEqual([
      [201, "OLDCODE1"],
      [409, "code_taken"],
      [422, "invalid_request"],
      [422, "invalid_request"],
      [201, expect.stringMatching(/^[0-9A-Z]{10}$/)],
      [409, "code_taken"],
      [201, "OLDCODE2"],
    ]);
    expect(results[2]?.problem?.errors).toMatchObject([{ path: "code" }]);
    expect(results[4]).toMatchObject({
      vanity: "four",
      shareUrl: expect.stringMatching(/\/four$/),
      participant: "b-4",
    });
    expect((await app.api.get("/v1/codes/old_code_1")).body).toMatchObject({ code: "OLDCODE1", redeemable: true });
    // The participant who was refused was not made either.
    expect((await app.api.get("/v1/participants/b-2")).status).toBe(404);
  });

  it("the same batch again answers the same codes and makes nothing", async () => {
    const rows = [
      row("s-1", { code: "SAME1", vanity: "first" }),
      row("s-2"),
      row("s-2"),
      row("s-3", { vanity: "SAME1" }),
    ];
    const first = await batch(rows);
    expect(told(first.results).map(([status]) => status)).toEqual([201, 201, 200, 409]);
    const again = await batch(rows);
    const codesOf = (results: readonly Row[]) => results.map(({ code, vanity }) => ({ code, vanity }));
    expect(codesOf(again.results)).toEqual(codesOf(first.results));
    expect(told(again.results).map(([status]) => status)).toEqual([200, 200, 200, 409]);
  });

  it("an Idempotency-Key replays the whole reply, and 1,000 rows take two statements", async () => {
    const rows = Array.from({ length: 1_000 }, (_, index) => row(`m-${index}`, { code: `BULK${index}` }));
    const key = { "idempotency-key": "bulk" };
    let first: Awaited<ReturnType<typeof batch>> | null = null;
    const statements = await app.database.during(async () => {
      first = await batch(rows, key);
    });
    expect(statements).toBe(2);
    const again = await batch(rows, key);
    expect(again).toEqual(first);
    expect(again.results.map(({ status }) => status)).toEqual(rows.map(() => 201));
    expect((await batch([...rows, row("m-1000")])).status).toBe(422);
  });

  it("two imports of one code at once give it to one of the two", async () => {
    const answers = await Promise.all(["r-1", "r-2"].map((who) => batch([row(who, { code: "RACED" })])));
    expect(answers.map(({ results }) => results[0]?.status).toSorted()).toEqual([201, 409]);
  });

  it("a program that does not exist refuses the whole batch", async () => {
    const answer = await app.api.post("/v1/codes/batch", { program: "none", codes: [row("n-1")] });
    expect([answer.status, answer.body.code]).toEqual([404, "program_not_found"]);
  });

  it("an imported code brings friends like any other", async () => {
    await batch([row("i-1", { code: "IMPORTED" })]);
    const signup = { type: "signup", participant: { externalId: "i-2" }, code: "imported", occurredAt: TEST_NOW };
    const { body } = await app.api.post<Reported>("/v1/events", signup);
    expect(body.results[0]?.referral.status).toBe("attributed");
    app.clock.advance(DAY_MS);
    expect((await app.api.get("/v1/codes/IMPORTED")).body.redeemable).toBe(true);
  });
});
