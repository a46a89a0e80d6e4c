import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PgliteDatabase } from "../../adapters/database/pglite.ts";
import { openPglite } from "../../adapters/database/pglite.ts";
import { DatabaseError } from "../../ports.ts";
import { migratedDump } from "../../testing/migratedDump.ts";
import { COMMIT, commitArguments, PARTS } from "./commitArguments.ts";
import type { PostingRow } from "./effectRows.ts";

const HEAD = { tenantId: "ten_1", attemptId: "req_1", at: "2026-01-05T10:00:00Z" };

let database: PgliteDatabase;
beforeAll(async () => {
  database = await openPglite(null, await migratedDump());
});
afterAll(() => database.close());

/** The types of the statement's arguments, which stand in the order of the parts. */
const types = [...COMMIT.matchAll(/::(\w+)\[\]/g)].map(([, type]) => type);
const indexOf = (part: keyof typeof PARTS) => Object.keys(PARTS).indexOf(part) + 1;

function posting(texts: readonly string[]): PostingRow {
  const [id = "", source = "", destination = "", unit = "", participantId = "", reason = ""] = texts;
  return {
    id,
    source,
    destination,
    unit,
    amount: "1",
    programId: null,
    participantId,
    rewardId: "",
    eventId: null,
    reason,
  };
}

async function readPostings(rows: readonly PostingRow[]): Promise<unknown[]> {
  const parameter = commitArguments({ ...HEAD, postings: rows })[indexOf("postings")];
  const found = await database.query("SELECT to_jsonb(x) FROM unnest($1::commit_posting[]) x", [parameter]);
  return found.map(([row]) => row);
}

describe("rows of a commit", () => {
  it("have their fields in the order of their types", async () => {
    for (const [index, fields] of Object.values(PARTS).entries()) {
      const found = await database.query(
        `SELECT a.attname FROM pg_type t JOIN pg_attribute a ON a.attrelid = t.typrelid
         WHERE t.typname = $1 AND a.attnum > 0 ORDER BY a.attnum`,
        [types[index]],
      );
      expect(found.map(([name]) => name)).toEqual(fields.map((field) => field.replace(":", "")));
    }
  });

  it("arrive as they were, whatever their texts look like", async () => {
    const awkward = [
      "",
      "null",
      "NULL",
      "{}",
      '(,"',
      '","',
      '")',
      "\\",
      '\\"',
      '""',
      " ",
      "\t\n\u0001",
      "é😀",
      "x".repeat(70_000),
    ];
    const rows = awkward.map((text) => posting([text, `${text}"`, `\\${text}`, text, text, text]));
    const expected = (row: PostingRow) => ({ ...row, amount: 1 });
    expect(await readPostings(rows)).toEqual(rows.map(expected));
    const hostile = fc.string({ unit: fc.constantFrom("{", "}", '"', "\\", ",", "N", "U", "L", " ", "'", "(", ")") });
    const text = fc.string({ unit: "binary" }).filter((value) => !value.includes("\u0000") && value.isWellFormed());
    const lists = fc.array(fc.array(fc.oneof(hostile, text), { minLength: 6, maxLength: 6 }), {
      minLength: 1,
      maxLength: 9,
    });
    await fc.assert(
      fc.asyncProperty(lists, async (list) => {
        expect(await readPostings(list.map(posting))).toEqual(list.map((texts) => expected(posting(texts))));
      }),
      { numRuns: 60 },
    );
  });

  it("are refused for what can't be stored, before or by the database", async () => {
    for (const text of ["\ud800", "a\udc00b"]) {
      expect(() => commitArguments({ ...HEAD, postings: [posting([text])] })).toThrow(
        expect.objectContaining({ sqlState: "22021" }),
      );
    }
    await expect(readPostings([posting(["a\u0000b"])])).rejects.toThrow(DatabaseError);
    await expect(readPostings([posting(["a\u0000b"])])).rejects.toMatchObject({ sqlState: "22021" });
  });

  it("share what they keep as JSON where it is empty or one object, and nothing else", () => {
    const plain = { type: "x", naturalKey: "x", contentHash: "x", participantId: null, occurredAt: HEAD.at };
    const one = { a: 1 };
    const events = [one, one, { a: 1 }, {}].map((facts, index) => {
      return {
        ...plain,
        position: index + 1,
        id: `evt_${index}`,
        occurredAtGiven: true,
        facts,
        flags: [],
        decisions: [],
      };
    });
    const [json, ...arrays] = commitArguments({ ...HEAD, events, programChanges: [], codes: [] });
    expect(JSON.parse(json ?? "")).toEqual({ ...HEAD, programChanges: [], documents: [one, [], one, {}] });
    const row = (index: number, facts: number) => `"(${index + 1},evt_${index},x,x,x,,${HEAD.at},true,${facts},1,1)"`;
    expect(arrays[indexOf("events") - 1]).toBe(`{${[0, 0, 2, 3].map((place, index) => row(index, place)).join(",")}}`);
    expect(arrays.filter((array) => array !== null)).toHaveLength(1);
  });
});
