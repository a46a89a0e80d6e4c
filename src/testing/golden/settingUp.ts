import { demoProgram } from "../../demo/demoProgram.ts";
import { cash, documentOf, ruleOf } from "../../engine/testing/documents.ts";
import { peopleOf } from "./people.ts";
import { goldenPrograms, wrongReading, wrongShape } from "./programs.ts";
import type { Recorder } from "./recorder.ts";

/** The parts of the golden story in which a tenant sets up its programs, its people and their codes. */

export async function tenantPart(recorder: Recorder): Promise<void> {
  const { call, get, post } = recorder;
  await get("/v1/tenant");
  const change = {
    ...{ name: "Tea & shop", landingUrl: "https://tea.example/", allowedOrigins: ["https://tea.example"] },
    ...{ timezone: "Europe/London", supportBonusMinor: 2000 },
  };
  await call("PATCH", "/v1/tenant", { body: change });
  await post("/v1/tenant/widget-secret/rotate", {});
  const rotate = { body: {}, headers: { "idempotency-key": "rotate" } };
  const { widgetSecret } = await call<{ widgetSecret: string }>("POST", "/v1/tenant/widget-secret/rotate", rotate);
  recorder.signWith(widgetSecret);
  await call("POST", "/v1/tenant/widget-secret/rotate", rotate);
  await call("POST", "/v1/tenant/widget-secret/rotate", { body: {}, headers: { "idempotency-key": "again" } });
  await post("/v1/tenant/widget-secret/retire", {});
  await get("/v1/recipes");
  await get("/v1/recipes/per-sale?currency=EUR");
  await get("/v1/recipes/none?currency=EUR");
}

export async function programsPart({ call, get, post }: Recorder): Promise<void> {
  for (const rules of [wrongShape, wrongReading]) {
    await post("/v1/programs", { ...demoProgram, key: "wrong", rules });
  }
  await post("/v1/programs", { ...demoProgram, key: "wrong", rules: { schemaVersion: 9 }, timezone: "Mars/Base" });
  for (const { key, ...program } of goldenPrograms) {
    await post("/v1/programs", {
      ...{ key, name: `Program ${key}`, landingUrl: `https://shop.example/${key}?a=1#top`, currency: "GBP" },
      ...program,
    });
    await post(`/v1/programs/${key}/publish`, {});
  }
  await post("/v1/programs", { ...demoProgram, key: "every" });
  await post("/v1/programs", { ...demoProgram, key: "draft", startsAt: "2026-02-01T00:00:00Z" });
  await call("PATCH", "/v1/programs/draft", { body: { currency: "EUR" } });
  await call("PATCH", "/v1/programs/actors", { body: { currency: "EUR" } });
  await post("/v1/programs/every/publish", {});
  const rules = documentOf([
    ruleOf("cash", { grant: cash(1200), holdDays: 7 }),
    ruleOf("new", { recipient: "friend" }),
  ]);
  const change = { rules, name: "Anew", texts: { new: { en: { name: "Something new" } } } };
  await call("PATCH", "/v1/programs/friends", { body: change });
  await get("/v1/programs/friends/versions/draft/diff");
  await post("/v1/programs/friends/publish", { applyTo: "open" });
  await get("/v1/programs/friends/versions/2/diff");
  await get("/v1/programs/friends/versions/1/diff?from=2");
  await post("/v1/programs/friends/publish", { version: 1 });
  await post("/v1/programs/friends/publish", { version: 9 });
  await get("/v1/programs/friends/versions");
  await get("/v1/programs/friends/versions/2");
  await get("/v1/programs/friends/versions/9");
  await get("/v1/programs/friends");
  await get("/v1/programs/none");
  await get("/v1/programs?limit=2");
}

export async function participantsPart({ call, get, post }: Recorder): Promise<void> {
  const profile = {
    email: "Ann@Example.com",
    phone: "+44 (0)20 7183-8750",
    name: "Ann",
    locale: "he-IL",
    country: "GB",
    segments: ["vip", "new"],
  };
  await call("PUT", "/v1/participants/ann", { body: profile });
  await get("/v1/participants/ann");
  await get("/v1/participants/unknown");
  const adjust = (key: string, amountMinor: number) =>
    call("POST", "/v1/participants/ann/adjustments", {
      body: { amountMinor, unit: "cash:GBP", reason: "goodwill" },
      headers: { "idempotency-key": key },
    });
  await adjust("one", 700);
  await adjust("one", 700);
  await adjust("one", 701);
  await adjust("two", -200);
  await post("/v1/participants/ann/adjustments", { amountMinor: 1, unit: "cash:GBP", reason: "x" });
  await get("/v1/participants/ann/adjustments?limit=1");
  await call("PUT", "/v1/participants/mal", { body: {} });
  await post("/v1/participants/mal/block", { reason: "many accounts" });
  await post("/v1/participants/mal/unblock", { reason: "their family" });
  await post("/v1/participants/mal/block", { reason: "many accounts after all" });
  await post("/v1/participants/unknown/block", { reason: "x" });
}

export async function codesPart(recorder: Recorder): Promise<void> {
  const { call, get, post } = recorder;
  const { codeOf } = peopleOf(recorder);
  const code = await codeOf("every", "ann");
  await codeOf("every", "ann");
  await codeOf("draft", "ann");
  await codeOf("none", "ann");
  await codeOf("every", "mal");
  const ask = (externalId: string, more: object) =>
    post("/v1/codes", { program: "every", participant: { externalId }, ...more });
  await ask("ann", { vanity: "ann-tea" });
  await ask("ann", { vanity: "other-tea" });
  await ask("bea", { vanity: "Ann Tea" });
  const row = (externalId: string, more: object = {}) => ({ participant: { externalId }, ...more });
  const codes = [
    row("cid", { code: "CID-1", vanity: "cid" }),
    row("dot", { code: "CID1" }),
    { code: "x" },
    row("mal"),
    row("dot"),
    row("dot", { code: "DOT-1" }),
    row("cid", { vanity: "cid-2" }),
  ];
  await post("/v1/codes/batch", { program: "every", codes });
  await get(`/v1/codes/${code}`);
  await get("/v1/codes/ann-tea");
  await get("/v1/codes/NONE");
  const change = (body: object) => call("PATCH", "/v1/codes/CID-1", { body });
  await change({ disabled: true });
  await get("/v1/codes/CID-1");
  await change({ disabled: false, expiresAt: "2026-01-01T00:00:00Z" });
  await get("/v1/codes/CID-1");
  await change({ expiresAt: null, maxUses: 1 });
}

export async function applicationsPart(recorder: Recorder): Promise<void> {
  const { get, post } = recorder;
  const { codeOf } = peopleOf(recorder);
  const apply = (externalId: string) =>
    post("/v1/programs/closed/applications", { participant: { externalId, segments: ["vip"] } });
  const decide = (externalId: string, verb: string, reason: string | null) =>
    post(`/v1/programs/closed/applications/${externalId}/${verb}`, { reason });
  await codeOf("closed", "outsider");
  await codeOf("closed", "vic", { segments: ["vip"] });
  for (const who of ["vic", "vera", "vlad"]) await apply(who);
  await codeOf("closed", "vic");
  await decide("vic", "approve", "known to us");
  await apply("vic");
  await decide("vera", "refuse", null);
  await decide("vera", "refuse", null);
  await decide("nemo", "approve", null);
  await codeOf("closed", "vera");
  await codeOf("closed", "vic");
  await get("/v1/programs/closed/applications");
  await get("/v1/programs/closed/applications?status=applied&limit=1");
}
