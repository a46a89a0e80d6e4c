import { expect, it } from "vitest";
import type { Effects } from "../../db/queries/commitEffects.ts";
import type { Ask, Database } from "../../ports.ts";
import { DatabaseError } from "../../ports.ts";
import { RowFreedError } from "./attempts.ts";
import { createRowTurns } from "./rowTurns.ts";

const head = { tenantId: "ten_1", attemptId: "req_1", at: "2026-01-01T00:00:00Z" };
const changing = (id: string): Effects => ({ ...head, programs: [{ id, epoch: 1 }] });
const isCommit = (sql: string) => sql.includes("commit_effects");

/** A database with one locked program and one connection: commits are sent when they are told to, one by one. */
function lockedDatabase(locked: string) {
  const waiting: Array<() => void> = [];
  const sent: string[] = [];
  let isLocked = true;
  const database: Database = {
    async query(sql, params = [], ask?: Ask) {
      if (!isCommit(sql)) return isLocked ? [["programs", [locked]]] : [];
      await new Promise<void>((resolve) => waiting.push(resolve));
      const program = JSON.stringify(params).includes(locked) ? locked : "another";
      if (ask?.maySend?.() === false) throw new DatabaseError("not sent", "53400", null);
      sent.push(program);
      if (program === locked && isLocked) throw new DatabaseError("locked", "55P03", null);
      return [];
    },
    close: async () => {},
  };
  const connect = async () => {
    waiting.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const free = () => {
    isLocked = false;
  };
  return { database, sent, connect, free };
}

it("a commit that waits for its connection is not sent once its row is seen to be locked, and has its turn later", async () => {
  const { database, sent, connect, free } = lockedDatabase("prog_held");
  const turns = createRowTurns(database);
  const commit = (program: string) => {
    const turn = turns.begin();
    const end = turn.commit(database, changing(program)).then(
      () => "committed",
      (error: unknown) => error,
    );
    return { turn, end };
  };
  const [first, second, other] = [commit("prog_held"), commit("prog_held"), commit("prog_free")];
  await connect();
  await connect();
  await connect();
  expect(await other.end).toBe("committed");
  expect(sent).toEqual(["prog_held", "another"]);
  free();
  expect(await first.end).toBeInstanceOf(RowFreedError);
  expect(await second.end).toBeInstanceOf(RowFreedError);
  // The one whose turn it is may go on, and one that comes now waits behind it.
  const again = first.turn.commit(database, changing("prog_held"));
  await connect();
  await again;
  const late = commit("prog_held");
  await connect();
  expect(sent).toEqual(["prog_held", "another", "prog_held"]);
  first.turn.end();
  second.turn.end();
  expect(await late.end).toBeInstanceOf(RowFreedError);
});
