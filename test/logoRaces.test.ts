import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createDatabase, MIGRATED_TEMPLATE } from "../dev/postgres.ts";
import { openPg } from "../src/adapters/database/pg.ts";
import type { MaterialView } from "../src/db/queries/materials.ts";
import { attributionOf } from "../src/engine/testing/documents.ts";
import type { Database } from "../src/ports.ts";
import { tinyPng } from "../src/testing/pictures.ts";
import type { WriteOutcome } from "../src/usecases/commitOnce.ts";
import { addPicture } from "../src/usecases/library/addPicture.ts";
import type { MaterialInput } from "../src/usecases/library/putMaterial.ts";
import { putMaterial } from "../src/usecases/library/putMaterial.ts";
import { removePicture } from "../src/usecases/library/removePicture.ts";
import type { TenantSettingsInput } from "../src/usecases/tenants/changeTenant.ts";
import { changeTenant } from "../src/usecases/tenants/changeTenant.ts";
import type { EngineTenant } from "./support/engineTenant.ts";
import { createEngineTenant, depsOn } from "./support/engineTenant.ts";
import type { Act } from "./support/racing.ts";
import { pairsOf, RACING_CONNECTIONS, raceEach } from "./support/racing.ts";

/** What people do to a shop's theme, to the pictures that its logo can be of, and to a material, on a real PostgreSQL. */

const rules = {
  schemaVersion: 1,
  attribution: attributionOf(),
  qualifies: [],
  rewards: [{ id: "r", recipient: "friend", on: { event: "signup" }, grant: { kind: "points", amount: 1 } }],
};
const PICTURES = [tinyPng(1, 1), tinyPng(2, 2)] as const;
const [first, second] = PICTURES.map((bytes) => createHash("sha256").update(bytes).digest("hex")) as [string, string];

const endOf = (outcome: WriteOutcome<string>) => {
  if (outcome.kind === "done") return outcome.status;
  return outcome.kind === "refused" ? outcome.refusal.code : outcome.kind;
};
const requestOf = ({ asker }: EngineTenant) => ({ asker, idempotency: null });
const change =
  (input: TenantSettingsInput): Act =>
  async (tenant, on) =>
    endOf(await changeTenant(depsOn(on), tenant.asker, input));
const remove =
  (picture: string): Act =>
  async (tenant, on) =>
    endOf(await removePicture(depsOn(on), requestOf(tenant), picture));

const upload =
  (bytes: Uint8Array): Act =>
  async (tenant, on) =>
    endOf(await addPicture(depsOn(on), requestOf(tenant), bytes, { isLogo: true }));
const MATERIAL: MaterialInput = {
  ...{ language: "en", kind: "message", channel: null, title: "Tea", text: "A {link}" },
  ...{ url: null, picture: null, lastDay: null },
};
/** As a form that left the other boxes as they were. */
const edit =
  (change: Partial<MaterialInput>): Act =>
  async (tenant, on) => {
    const over = (stored: MaterialView | null): MaterialInput => ({
      ...MATERIAL,
      ...(stored === null ? {} : { title: stored.title, text: stored.text, lastDay: stored.lastDay }),
      ...change,
    });
    const named = { program: "p", id: "m" };
    return endOf(await putMaterial(depsOn(on), requestOf(tenant), named, { picture: null, over }));
  };

const acts: Readonly<Record<string, Act>> = {
  "a picture as the logo": change({ logo: second }),
  "its removal": remove(second),
  "no logo": change({ logo: null }),
  "another picture as the logo": change({ logo: first }),
  "another accent": change({ accent: "#123456" }),
  "a new picture that becomes the logo": upload(tinyPng(3, 3)),
  "one that is there already": upload(PICTURES[1]),
  "another title of a material": edit({ title: "Green tea" }),
  "a last day of it": edit({ lastDay: "2026-12-24" }),
};

let database: Database;
let begun: EngineTenant;

beforeAll(async () => {
  const url = await createDatabase(inject("postgresUrl"), "logoRaces", MIGRATED_TEMPLATE);
  database = openPg(url, { max: RACING_CONNECTIONS });
  begun = await createEngineTenant(database, rules, ["a"]);
  for (const bytes of PICTURES) await addPicture(depsOn(database), requestOf(begun), bytes);
  await change({ accent: "#0a6b4d" })(begun, database);
  await edit({})(begun, database);
});
afterAll(() => database.close());

async function stateOf({ tenantId }: EngineTenant): Promise<unknown> {
  const [row] = await database.query(
    `SELECT t.accent, t.logo, (SELECT json_agg(p.sha256 ORDER BY p.sha256) FROM pictures p WHERE p.tenant_id = t.id),
       (SELECT json_agg(json_build_array(m.id, m.title, m.last_day) ORDER BY m.id) FROM materials m
        WHERE m.tenant_id = t.id)
     FROM tenants t WHERE t.id = $1`,
    [tenantId],
  );
  return row;
}

it("the tenant begins with two pictures, no logo and a material", async () => {
  expect(await stateOf(begun)).toEqual(["#0a6b4d", null, [first, second].toSorted(), [["m", "Tea", null]]]);
});

describe.each(pairsOf(acts, acts))("$name beside every other act", (pairs) => {
  it("ends as one after the other, in one order or the other", () => raceEach({ database, begun, stateOf }, pairs));
});
