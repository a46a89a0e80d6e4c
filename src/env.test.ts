import { describe, expect, test } from "vitest";
import { contactKeyOf, nodeEnv, sealingKeysOf, workerEnv } from "./env.ts";

describe("nodeEnv", () => {
  test("nothing has to be set", () => {
    expect(nodeEnv({})).toEqual({
      HOST: "127.0.0.1",
      PORT: 8787,
      DATA_DIR: ".data",
      TRUSTED_PROXIES: 0,
      LOG_LEVEL: "info",
    });
  });

  test("an empty variable counts as absent, and a public URL loses its last slash", () => {
    expect(nodeEnv({ PORT: "", DATABASE_URL: "", PUBLIC_URL: "https://go.example/" })).toMatchObject({
      PORT: 8787,
      PUBLIC_URL: "https://go.example",
    });
  });

  test("a Redis needs both its address and its token", () => {
    const both = { UPSTASH_REDIS_REST_URL: "https://redis.example", UPSTASH_REDIS_REST_TOKEN: "secret" };
    expect(nodeEnv(both)).toMatchObject(both);
    for (const name of Object.keys(both)) {
      expect(() => nodeEnv({ ...both, [name]: "" })).toThrow("UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN");
    }
  });

  test("every wrong variable is named, and no value is repeated", () => {
    const wrong = { PORT: "80a80", PUBLIC_URL: "ftp://hunter1", DATABASE_URL: "mysql://root:hunter2@db/main" };
    expect(() => nodeEnv(wrong)).toThrow(
      /PORT must be a number.*DATABASE_URL must look like.*PUBLIC_URL must be a URL/,
    );
    expect(() => nodeEnv(wrong)).not.toThrow(/hunter|80a80/);
  });
});

describe("workerEnv", () => {
  test("a missing database is named", () => {
    expect(() => workerEnv({})).toThrow("The environment is not valid. DATABASE_URL is missing.");
  });

  test("bindings are checked for what is used of them", () => {
    const DATABASE_URL = "postgresql://u:p@db.example/main";
    expect(() => workerEnv({ DATABASE_URL, CLICKS: "queue" })).toThrow("CLICKS must be a queue binding.");
    const CLICKS = { send: async () => {} };
    expect(workerEnv({ DATABASE_URL, CLICKS, OTHER: 1 })).toEqual({ DATABASE_URL, CLICKS, LOG_LEVEL: "info" });
    expect(() => workerEnv({ DATABASE_URL, TENANT_LANE: {} })).toThrow("TENANT_LANE must be a Durable Object binding.");
    expect(() => workerEnv({ DATABASE_URL, LANE_LOCATION: "mars" })).toThrow("LANE_LOCATION must be one of wnam, enam");
    const lanes = { TENANT_LANE: { idFromName: () => "id", get: () => null }, LANE_LOCATION: "weur" };
    expect(workerEnv({ DATABASE_URL, ...lanes })).toMatchObject({ DATABASE_URL, ...lanes });
  });
});

describe("the keys that secrets are sealed with", () => {
  const DATABASE_URL = "postgresql://u:p@db.example/main";
  const base64 = Buffer.alloc(32, 1).toString("base64");

  test("are those that are named, the newest first, and last one of the database's own", () => {
    const env = workerEnv({ DATABASE_URL, SEALING_KEYS: `k2:${base64}, k1:${base64}` });
    expect(sealingKeysOf(env).map(({ id, bytes }) => [id, bytes.length])).toEqual([
      ["k2", 32],
      ["k1", 32],
      ["url", 32],
    ]);
    const [own] = sealingKeysOf({ DATABASE_URL });
    expect(own).toEqual(sealingKeysOf(env)[2]);
    expect(own).not.toEqual(sealingKeysOf({ DATABASE_URL: `${DATABASE_URL}2` })[0]);
  });

  test.each([
    `k1:${base64.slice(4)}`,
    base64,
    `url:${base64}`,
    `kept:${base64}`,
    `K:${base64}`,
    `k:${base64},k:${base64}`,
  ])("are refused where one is no key or has no id of its own: %s", (SEALING_KEYS) => {
    expect(() => nodeEnv({ SEALING_KEYS })).toThrow("SEALING_KEYS must be 1 to 5 keys such as k1:BASE64");
  });
});

describe("the key that contacts are hashed under", () => {
  const DATABASE_URL = "postgresql://u:p@db.example/main";

  test("is the same for all that share a database, where none is named, and tells nothing of its address", () => {
    const key = contactKeyOf({ CONTACT_KEY: undefined, DATABASE_URL });
    expect(contactKeyOf(workerEnv({ DATABASE_URL }))).toBe(key);
    expect(contactKeyOf({ CONTACT_KEY: undefined, DATABASE_URL: `${DATABASE_URL}2` })).not.toBe(key);
    expect(key).not.toContain("db.example");
  });

  test("is the one that is named, which has to be long", () => {
    const CONTACT_KEY = "k".repeat(32);
    expect(contactKeyOf(workerEnv({ DATABASE_URL, CONTACT_KEY }))).toBe(CONTACT_KEY);
    expect(() => nodeEnv({ CONTACT_KEY: "short" })).toThrow("CONTACT_KEY must be a secret of 32 to 64 characters");
  });
});
