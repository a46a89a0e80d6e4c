import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApp } from "../../app.ts";
import type { Database } from "../../ports.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";
import { createBodyRoom, MAX_BODIES, MAX_BODIES_OF_ONE } from "./bodyRoom.ts";
import { MAX_BODY_BYTES } from "./bodyText.ts";

const MOST_OF_ONE = MAX_BODIES_OF_ONE / MAX_BODY_BYTES;

describe("the bodies of requests that wait", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.close());

  /** The app over a database in which nothing is read for a write until it is let go. */
  function waitingApp() {
    const { promise: released, resolve: release } = Promise.withResolvers<void>();
    const database: Database = {
      async query(sql, params, ask) {
        if (ask?.lane === "write") await released;
        return await app.database.query(sql, params, ask);
      },
      close: async () => {},
    };
    const waiting = createApp({ ...app.deps, database });
    const put = async (name: string, key: string) => {
      const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
      const sent = { method: "PUT", headers, body: "{}".padEnd(MAX_BODY_BYTES) };
      return (await waiting.fetch(new Request(`http://api.test/v1/participants/${name}`, sent))).status;
    };
    return { put, release };
  }

  it("have a bound for each caller, beyond which more are busy at once, and others go on", async () => {
    const { secretKey } = app.tenant;
    const other = await app.newTenant("Book shop");
    const { put, release } = waitingApp();
    const held = Array.from({ length: MOST_OF_ONE }, (_, n) => put(`p${n}`, secretKey));
    expect(await put("one-more", secretKey)).toBe(503);
    const ofOther = put("p", other.tenant.secretKey);
    release();
    expect(await Promise.all([...held, ofOther])).toEqual([...held, ofOther].map(() => 201));
    // What was answered holds no room any more.
    const again = Array.from({ length: MOST_OF_ONE }, (_, n) => put(`q${n}`, secretKey));
    expect(await Promise.all(again)).toEqual(again.map(() => 201));
  });

  it("have one for all callers together", () => {
    const room = createBodyRoom();
    const of = (caller: string) => new Request("http://api.test/", { headers: { authorization: caller } });
    const callers = Array.from({ length: MAX_BODIES / MAX_BODIES_OF_ONE }, (_, n) => of(`caller ${n}`));
    for (const request of callers) room.take(request, MAX_BODIES_OF_ONE);
    expect(() => room.take(of("another"), 1)).toThrow(expect.objectContaining({ code: "busy" }));
    const [first] = callers;
    if (first !== undefined) room.leave(first);
    room.take(of("another"), 1);
  });
});
