import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sha256 } from "../../engine/events/sha256.ts";
import { openTenantSecret } from "../../engine/events/tenantSecrets.ts";
import { compileErrors } from "../../testing/compiling.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp, publishFriends } from "../../testing/createTestApp.ts";
import type { SignedIn } from "../../testing/signIn.ts";
import { signedIn, userAsker } from "../../testing/signIn.ts";
import { sourcesOf } from "../../testing/sourceTree.ts";
import { testSealing } from "../../testing/testSealing.ts";
import type { CreatedTenant } from "../../usecases/tenants/createTenant.ts";
import { parseParticipant } from "../rows/participant.ts";
import type { SnapshotJson } from "../rows/snapshot.ts";
import type { Asker, BrowserAccess } from "./asker.ts";
import { laneOf, readAsTenant } from "./asker.ts";
import type { SnapshotRequest } from "./loadSnapshot.ts";
import { loadRawSnapshot } from "./loadSnapshot.ts";
import { loadTrialSnapshot } from "./loadTrialSnapshot.ts";
import { readForWrite } from "./readForWrite.ts";

const FILE = "src/db/queries/asker.ts";

let app: TestApp;
let other: CreatedTenant;
/** Whose every key is revoked. */
let closed: CreatedTenant;
/** Of each tenant, the id of its participant "ada". */
const adas = new Map<string, string>();

/** Of each tenant, one of its owners. */
const owners = new Map<string, SignedIn>();

/** What browsers were shown of a tenant before they were given anything. */
let shown: BrowserAccess[] = [];
const admit = async (access: BrowserAccess) => {
  shown.push(access);
};

beforeAll(async () => {
  app = await createTestApp();
  const second = await app.newTenant("Coffee shop");
  other = second.tenant;
  await publishFriends(second.api);
  closed = (await app.newTenant("Closed shop")).tenant;
  await app.database.query("UPDATE api_keys SET revoked_at = now() WHERE tenant_id = $1", [closed.tenantId]);
  for (const tenant of [app.tenant, other, closed]) {
    owners.set(tenant.tenantId, await signedIn(app, "owner", tenant));
  }
  for (const api of [app.api, second.api]) await api.put("/v1/participants/ada", { name: "Ada", locale: "he" });
  const rows = await app.database.query("SELECT tenant_id, id FROM participants WHERE external_id = 'ada'");
  for (const [tenantId, id] of rows) adas.set(tenantId as string, id as string);
});
afterAll(() => app.close());
beforeEach(() => {
  shown = [];
});

/** One of each kind, as a tenant's own. */
function askersOf({ tenantId, slug, secretKey, publishableKey }: CreatedTenant) {
  const owner = owners.get(tenantId) ?? { token: "of-no-one" };
  return {
    secretKey: { kind: "secretKey", hash: sha256(secretKey) },
    publishableKey: { kind: "browser", credential: { kind: "publishableKey", hash: sha256(publishableKey) }, admit },
    token: { kind: "browser", credential: { kind: "token", tenantId, externalId: "ada" }, admit },
    user: userAsker(owner, { slug }, app),
    job: { kind: "job", tenantId, job: "take-clicks" },
    integration: { kind: "integration", tenantId, source: "int_1" },
  } satisfies Record<string, Asker>;
}

type Name = keyof ReturnType<typeof askersOf>;
const NAMES: readonly Name[] = ["secretKey", "publishableKey", "token", "user", "job", "integration"];

const PEOPLE = "SELECT json_agg(json_build_object('id', p.id)) FROM participants p WHERE p.tenant_id = k.tenant_id";

const requestOf = (asker: Asker): SnapshotRequest => {
  const nothing = {
    key: null,
    prefix: null,
    orderId: null,
    isRefund: false,
    isClick: false,
    codes: [],
    coupons: [],
    contacts: [],
  };
  const event = { ...nothing, externalId: "ada", program: "friends", at: app.clock.now().toISOString() };
  const reach = { rollingDays: 0, ancestors: 1 };
  return {
    asker,
    events: [event],
    cachedVersions: [],
    periodKeys: {},
    idempotencyKeys: [],
    maxBacklog: 1,
    backlogRoom: 100,
    reach,
  };
};

interface Read {
  readonly tenantId: string;
  readonly people: unknown;
}

const peopleIn = ({ tenantId, participants }: SnapshotJson) => ({
  tenantId,
  people: participants?.map(parseParticipant) ?? null,
});

/** Every way to read for an asker: what it finds of participants. */
const READS: Readonly<Record<string, (asker: Asker) => Promise<Read | null>>> = {
  readAsTenant: async (asker) => {
    const read = await readAsTenant(app.database, asker, PEOPLE);
    return read && { tenantId: read.tenantId, people: read.body };
  },
  readForWrite: async (asker) => {
    const read = await readForWrite(app.database, asker, "a-key", PEOPLE, []);
    return read && { tenantId: read.tenantId, people: read.body.data };
  },
  loadRawSnapshot: async (asker) => {
    const read = await loadRawSnapshot(app.database, requestOf(asker));
    return read && peopleIn(read);
  },
  loadTrialSnapshot: async (asker) => {
    const read = await loadTrialSnapshot(app.database, requestOf(asker), { program: "friends", wanted: [] });
    return read && peopleIn(read.snapshot);
  },
};

const everyRead = (asker: Asker) => Promise.all(Object.values(READS).map((read) => read(asker)));
const NOTHING = Object.values(READS).map(() => null);

describe("who asks", () => {
  it.each(NAMES)("%s: reads its own tenant and nothing else", async (name) => {
    for (const tenant of [app.tenant, other]) {
      const reads = await everyRead(askersOf(tenant)[name]);
      const found = { tenantId: tenant.tenantId, people: [expect.objectContaining({ id: adas.get(tenant.tenantId) })] };
      expect(reads).toEqual(NOTHING.map(() => found));
    }
  });

  it.each(NAMES)("%s: reads nothing once its key is revoked or where its tenant is none", async (name) => {
    for (const tenantId of ["ten_0", "ten_none"]) {
      expect(await everyRead(askersOf({ ...closed, tenantId, slug: tenantId })[name])).toEqual(NOTHING);
    }
    expect(shown).toEqual([]);
  });

  it("a key that reads like the id of a tenant proves nothing", async () => {
    const hash = app.tenant.tenantId;
    expect(await everyRead({ kind: "secretKey", hash })).toEqual(NOTHING);
    expect(await everyRead({ kind: "browser", credential: { kind: "publishableKey", hash }, admit })).toEqual(NOTHING);
    const headers = { authorization: `Bearer ${hash}` };
    for (const path of ["/v1/programs", "/v1/client/panel?program=friends"]) {
      const answer = await app.fetch(new Request(`http://api.test${path}`, { headers }));
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });

  it("neither kind of key proves what the other does", async () => {
    const { secretKey, publishableKey } = app.tenant;
    expect(await everyRead({ kind: "secretKey", hash: sha256(publishableKey) })).toEqual(NOTHING);
    const credential = { kind: "publishableKey", hash: sha256(secretKey) } as const;
    expect(await everyRead({ kind: "browser", credential, admit })).toEqual(NOTHING);
  });

  it.each(Object.keys(READS))("a browser is admitted before %s hands anything on", async (name) => {
    for (const asker of [askersOf(app.tenant).token, askersOf(app.tenant).publishableKey]) {
      await READS[name]?.(asker);
      const refusing = { ...asker, admit: () => Promise.reject(new Error("not admitted")) };
      await expect(READS[name]?.(refusing)).rejects.toThrow("not admitted");
    }
    const { tenantId, widgetSecret } = app.tenant;
    const tenant = { tenantId, secrets: [widgetSecret, null], allowedOrigins: [], hasLiveKey: false };
    const ada = { id: adas.get(tenantId), locale: "he", guest: false };
    const open = (secret: string | null) => openTenantSecret(testSealing, tenantId, "widgetSecret", secret);
    const opened = shown.map(async (seen) => ({ ...seen, secrets: await Promise.all(seen.secrets.map(open)) }));
    expect(await Promise.all(opened)).toEqual([
      { ...tenant, participant: ada },
      { ...tenant, participant: null },
    ]);
  });

  it.each(Object.keys(READS))("a member is admitted before %s hands anything on", async (name) => {
    const owner = owners.get(app.tenant.tenantId) ?? { token: "", userId: "", email: "" };
    let told: unknown = null;
    const asker = userAsker(owner, app.tenant, app, (member) => {
      told = member;
    });
    await READS[name]?.(asker);
    const { tenantId, slug } = app.tenant;
    expect(told).toMatchObject({ tenantId, tenantSlug: slug, userId: owner.userId, email: owner.email, role: "owner" });
    const refusing = { ...asker, admit: () => Promise.reject(new Error("not admitted")) };
    await expect(READS[name]?.(refusing)).rejects.toThrow("not admitted");
  });

  it.each([
    ["was signed out", "DELETE FROM auth_sessions WHERE user_id = $1"],
    ["was removed", "UPDATE members SET removed_at = now() WHERE user_id = $1"],
    ["did not renew the session", "UPDATE auth_sessions SET expires_at = '2026-01-05T10:00:00Z' WHERE user_id = $1"],
    ["signed in 90 days ago", "UPDATE auth_sessions SET created_at = '2025-10-07T10:00:00Z' WHERE user_id = $1"],
  ])("a member who %s reads nothing", async (_, sql) => {
    const member = await signedIn(app, "owner", app.tenant);
    const asker = userAsker(member, app.tenant, app);
    expect(await everyRead(asker)).not.toContain(null);
    await app.database.query(sql, [member.userId]);
    expect(await everyRead(asker)).toEqual(NOTHING);
  });

  it("a member of one tenant reads nothing of another", async () => {
    const owner = owners.get(app.tenant.tenantId) ?? { token: "" };
    expect(await everyRead(userAsker(owner, other, app))).toEqual(NOTHING);
  });

  it("each stands in the books under its own name, and only a key for trying things out is not live", async () => {
    const told = await Promise.all(
      NAMES.map(async (name) => {
        const read = await readForWrite(app.database, askersOf(app.tenant)[name], null, "SELECT NULL", []);
        return [name, read?.body.actor, read?.body.isLive];
      }),
    );
    expect(told).toEqual([
      ["secretKey", { type: "apiKey", id: expect.stringMatching(/^key_/) }, false],
      ["publishableKey", { type: "participant", id: "" }, true],
      ["token", { type: "participant", id: adas.get(app.tenant.tenantId) }, true],
      ["user", { type: "user", id: owners.get(app.tenant.tenantId)?.userId }, true],
      ["job", { type: "job", id: "take-clicks" }, true],
      ["integration", { type: "integration", id: "int_1" }, true],
    ]);
    await app.database.query("UPDATE api_keys SET prefix = 'sk_live_x' WHERE hash = $1", [sha256(other.secretKey)]);
    const live = await readForWrite(app.database, askersOf(other).secretKey, null, "SELECT NULL", []);
    expect(live?.body.isLive).toBe(true);
  });
});

describe("which askers may share a commit", () => {
  it("the holders of one secret key, one job and one integration of a tenant, each among themselves", () => {
    const lanes = [app.tenant, other].flatMap((tenant) => NAMES.map((name) => [name, laneOf(askersOf(tenant)[name])]));
    const shared = lanes.filter(([, lane]) => lane !== null);
    expect(new Set(shared.map(([name]) => name))).toEqual(new Set(["secretKey", "job", "integration"]));
    expect(new Set(shared.map(([, lane]) => lane)).size).toBe(6);
    expect(laneOf(askersOf(app.tenant).job)).toBe(laneOf(askersOf(app.tenant).job));
  });

  it("no name of one asker can be read as the name of another", () => {
    const askers: Asker[] = [
      { kind: "job", tenantId: 'ten_a","b', job: "c" },
      { kind: "job", tenantId: "ten_a", job: 'b","c' },
      { kind: "integration", tenantId: "ten_a", source: 'b","c' },
      { kind: "integration", tenantId: 'ten_a","b', source: "c" },
      { kind: "integration", tenantId: "ten_ab", source: "c" },
      { kind: "integration", tenantId: "ten_a", source: "bc" },
      { kind: "secretKey", hash: 'ten_a","b","c' },
    ];
    expect(new Set(askers.map(laneOf)).size).toBe(askers.length);
  });
});

describe("one more kind of asker", () => {
  it("does not compile until it is said what it proves, what it is in the books, what it may have and share", async () => {
    const union = "JobAsker | IntegrationAsker;";
    const errors = await compileErrors(FILE, (text) => {
      return text.replace(union, `JobAsker | IntegrationAsker | { readonly kind: "robot" };`);
    });
    const lines = readFileSync(fileURLToPath(new URL("asker.ts", import.meta.url)), "utf8").split("\n");
    const saying = errors.map(
      ({ path, line }) => `${path}: ${/(?:const|function) (\w+)/.exec(lines[line - 1] ?? "")?.[1]}`,
    );
    const places = ["ACTOR_TYPES", "laneOf", "sameAs", "actsForTenant", "proofOf"];
    expect(saying).toEqual(places.map((place) => `${FILE}: ${place}`));
  });

  it("is told apart from the others in one file alone", () => {
    const root = fileURLToPath(new URL("../../..", import.meta.url));
    const others = sourcesOf(root).filter(({ path }) => /^src\/.*(?<!\.test)\.ts$/.test(path) && path !== FILE);
    expect(others.filter(({ text }) => /\basker\??\.kind\b/.test(text)).map(({ path }) => path)).toEqual([]);
  });
});
