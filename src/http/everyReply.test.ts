import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pageTable } from "../dashboard/pageTable.ts";
import type { Role } from "../domain/permissions.ts";
import { ROLES } from "../domain/permissions.ts";
import { contactsOf, printsOf } from "../engine/events/contacts.ts";
import { apiClient } from "../testing/apiClient.ts";
import { callersOf, credentialFor } from "../testing/callers.ts";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { furnishPages } from "../testing/pageSamples.ts";
import { participantToken } from "../testing/participantTokens.ts";
import { furnish } from "../testing/samples.ts";
import { bodyOfSample, headersOf } from "../testing/sentSample.ts";
import { signIn } from "../testing/signIn.ts";
import { routeTable } from "./routeTable.ts";

/** What no one reads of contacts, whatever route they ask and whoever they are. */

const PERSON = { emailFolded: "seen@shop.example", phone: "+442071838750" };
const PRINTS = { card: "the-fingerprint-of-a-card", device: "the-fingerprint-of-a-device" };

let app: TestApp;
/** Whose samples are those of pages, which are made of those of routes. */
let withPages: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  withPages = await createTestApp();
});
afterAll(async () => {
  await app.close();
  await withPages.close();
});

/** Makes the advocate and the friend of the samples known by all that there is, with one card and one device. */
async function makeKnown({ api }: TestApp): Promise<void> {
  const known = { email: PERSON.emailFolded, phone: PERSON.phone };
  for (const [externalId, contacts] of [["a-1", {}] as const, ["f-1", known] as const]) {
    const order = { type: "purchase", orderId: `known-${externalId}`, amountMinor: 4200, currency: "GBP" };
    const participant = { externalId, ...contacts };
    expect((await api.post("/v1/events", { ...order, participant, fingerprints: PRINTS })).status).toBe(201);
  }
  await api.put("/v1/participants/a-1", known);
}

/** Every hash that is kept, and all that they are made of but the addresses themselves. */
async function secretsKept({ database, deps }: TestApp): Promise<readonly string[]> {
  const hashes = (
    await database.query(
      "SELECT hash FROM contacts UNION SELECT hash FROM contact_heads UNION SELECT hash FROM former_contacts",
    )
  ).flat();
  const { contactKey } = deps;
  const macs = [...contactsOf(contactKey, PERSON), ...printsOf(contactKey, PRINTS)].map(({ mac }) => mac);
  expect(hashes.length).toBeGreaterThan(4);
  return [...hashes.map(String), ...macs, ...Object.values(PRINTS), contactKey];
}

/** By route and caller, the secrets that a reply has. */
function told(replies: ReadonlyMap<string, string>, secrets: readonly string[]): readonly string[] {
  return [...replies].flatMap(([name, text]) => (secrets.some((secret) => text.includes(secret)) ? [name] : []));
}

describe("no reply tells a hash, nor what it was made of", () => {
  it("of any route of the API, to whatever caller it is for", async () => {
    const samples = await furnish(app.api, app.tenant);
    await makeKnown(app);
    const replies = new Map<string, string>();
    const now = app.clock.now();
    const people = await Promise.all(["a-1", "f-1"].map((id) => participantToken(app.tenant, id, now)));
    for (const route of routeTable) {
      const name = `${route.method} ${route.path}`;
      const sample = samples[name];
      if (sample === undefined) continue;
      const method = route.method.toUpperCase();
      for (const kind of callersOf(route)) {
        const own = await credentialFor(kind, app.tenant, now);
        for (const [nth, credential] of (kind === "participant" ? [own, ...people] : [own]).entries()) {
          const init = { headers: headersOf(sample), ...bodyOfSample(sample, sample.body) };
          const answer = await apiClient(app.fetch, credential).send(method, sample.path, init);
          if (method === "GET" && kind === "secretKey") expect([name, answer.status]).toEqual([name, 200]);
          replies.set(`${name} ${kind} ${nth}`, JSON.stringify(answer.body));
        }
      }
    }
    expect(replies.size).toBeGreaterThan(100);
    expect(told(replies, await secretsKept(app))).toEqual([]);
  });

  it("nor any page of the dashboard, to whatever role", async () => {
    const samples = await furnishPages(withPages);
    await makeKnown(withPages);
    const replies = new Map<string, string>();
    for (const role of ROLES as readonly Role[]) {
      const client = await signIn(withPages, role);
      for (const { method, path } of pageTable) {
        if (method !== "get") continue;
        const at = (samples[`get ${path}`]?.path ?? path).replace("{tenant}", withPages.tenant.slug);
        replies.set(`${role} ${path}`, (await client.get(at)).text);
      }
    }
    expect([...replies.values()].join().length).toBeGreaterThan(100_000);
    expect(told(replies, await secretsKept(withPages))).toEqual([]);
  });

  it("nor is it kept with events, replies or notices", async () => {
    const secrets = await secretsKept(app);
    for (const table of ["events", "idempotency_keys", "outbox", "audit", "refusals", "referrals", "purchases"]) {
      const rows = await app.database.query(`SELECT t::text FROM ${table} t`);
      expect([table, rows.filter(([text]) => secrets.some((secret) => String(text).includes(secret)))]).toEqual([
        table,
        [],
      ]);
    }
  });
});
