import type { TestApp } from "./createTestApp.ts";
import { payoutPageSamples } from "./payoutPageSamples.ts";
import { furnish } from "./samples.ts";
import { shownPicture } from "./sampleThings.ts";
import { signedIn } from "./signIn.ts";
import { webhookPageSamples } from "./webhookPageSamples.ts";

/** A request that a member may make, of a page or a form of the dashboard. */
export interface PageSample {
  /** From the host on; `{tenant}` stands for the tenant's slug. */
  readonly path: string;
  /** The same with a thing that does not exist; null where the page names none. */
  readonly absent: string | null;
  /** What the form posts. */
  readonly form: Readonly<Record<string, string>>;
}

const form = (path: string, fields: Readonly<Record<string, string>>): PageSample => ({
  path,
  absent: null,
  form: fields,
});

/** A program that waits to be published. */
interface Sale {
  readonly draft: object;
  readonly draftVersion: number;
  readonly schedule: readonly { readonly id: string }[];
}

/**
 * Makes what pages show, and says how to ask for each that needs more than its tenant. A page without other parameters
 * needs no sample.
 */
export async function furnishPages(
  app: Pick<TestApp, "api" | "tenant" | "database" | "clock">,
): Promise<Readonly<Record<string, PageSample>>> {
  const { api, tenant, database } = app;
  await furnish(api, tenant);
  await api.put("/v1/participants/f-hand", { customerSince: "2025-02-01T00:00:00Z" });
  const [[personId] = []] = await database.query(
    "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = 'a-1'",
    [tenant.tenantId],
  );
  const [[byHandId] = []] = await database.query(
    "SELECT id FROM participants WHERE tenant_id = $1 AND external_id = 'f-hand'",
    [tenant.tenantId],
  );
  const person = (step: string, fields: Readonly<Record<string, string>>): PageSample => ({
    path: `/dashboard/t/{tenant}/people/${personId}/${step}`,
    absent: `/dashboard/t/{tenant}/people/par_0/${step}`,
    form: fields,
  });
  // Once with someone to be merged, and once with someone who was: a form says what it saw of the two.
  await api.put("/v1/participants/twin-1", { name: "Twin" });
  await api.put("/v1/participants/a-1/aliases/twin-1", { merge: true });
  await api.put("/v1/participants/twin-2", { name: "Twin" });
  for (const whom of ["twin-2", "a-1"]) {
    await api.put(`/v1/participants/${whom}/payout-details`, { kind: "paypal", email: "household@example.com" });
  }
  const ofTwin = await api.post<{ code: string }>("/v1/codes", {
    ...{ program: "friends", participant: { externalId: "a-1" } },
  });
  await api.post("/v1/events", { type: "signup", participant: { externalId: "twin-2" }, code: ofTwin.body.code });
  const [[referralId] = []] = await database.query(
    `SELECT r.id FROM referrals r JOIN participants f ON f.tenant_id = r.tenant_id AND f.id = r.friend_id
    WHERE r.tenant_id = $1 AND f.external_id = 'f-1' AND r.status <> 'rejected'`,
    [tenant.tenantId],
  );
  const referral = (step: string, fields: Readonly<Record<string, string>>): PageSample => ({
    path: `/dashboard/t/{tenant}/referrals/${referralId}/${step}`,
    absent: `/dashboard/t/{tenant}/referrals/ref_0/${step}`,
    form: fields,
  });
  const [changed, removed] = [await signedIn(app, "support", tenant), await signedIn(app, "support", tenant)];
  const members = "/dashboard/t/{tenant}/setup/members";
  const { body: sale } = await api.get<Sale>("/v1/programs/sale");
  const shown = await shownPicture(api);
  const program = (page: string, fields: Readonly<Record<string, string>> = {}): PageSample => ({
    path: `/dashboard/t/{tenant}/programs/sale/${page}`,
    absent: `/dashboard/t/{tenant}/programs/none/${page}`,
    form: fields,
  });
  const [[issued] = []] = await database.query(
    "SELECT code FROM codes WHERE tenant_id = $1 AND participant_id = $2 AND kind = 'primary'",
    [tenant.tenantId, personId],
  );
  const [freed] = await database.query(
    "SELECT code FROM coupon_uses WHERE tenant_id = $1 AND order_id = 'sample-left'",
    [tenant.tenantId],
  );
  const applications = (step: string): PageSample => ({
    path: `/dashboard/t/{tenant}/programs/friends/applications${step}`,
    absent: `/dashboard/t/{tenant}/programs/none/applications${step}`,
    form: {},
  });
  const code = (step: string, fields: Readonly<Record<string, string>>): PageSample => ({
    path: `/dashboard/t/{tenant}/codes/${issued}${step}`,
    absent: `/dashboard/t/{tenant}/codes/NOPE${step}`,
    form: fields,
  });
  const ofFriends = (page: string, fields: Readonly<Record<string, string>> = {}): PageSample => ({
    path: `/dashboard/t/{tenant}/programs/friends${page}`,
    absent: `/dashboard/t/{tenant}/programs/none${page}`,
    form: fields,
  });
  const programs = "/dashboard/t/{tenant}/programs";
  const setup = "/dashboard/t/{tenant}/setup";
  const [[spare] = []] = await database.query(
    `INSERT INTO api_keys (tenant_id, id, kind, prefix, hash, created_at)
    VALUES ($1, 'key_0spare', 'publishable', 'pk_test_spare0', 'of-no-key', now()) RETURNING id`,
    [tenant.tenantId],
  );
  return {
    [`get ${members}/{userId}`]: {
      path: `${members}/${changed.userId}`,
      absent: `${members}/usr_none`,
      form: {},
    },
    [`post ${members}`]: form(members, { email: "new@staff.example", role: "viewer" }),
    [`post ${members}/role`]: form(`${members}/role`, { userId: changed.userId, role: "viewer" }),
    [`post ${members}/remove`]: form(`${members}/remove`, { userId: removed.userId }),
    [`post ${setup}/keys`]: form(`${setup}/keys`, { kind: "publishable", mode: "test" }),
    [`post ${setup}/keys/revoke`]: form(`${setup}/keys/revoke`, { id: String(spare) }),
    [`post ${setup}/keys/widget-secret/rotate`]: form(`${setup}/keys/widget-secret/rotate`, { key: "sample-secret" }),
    [`post ${setup}/keys/widget-secret/retire`]: form(`${setup}/keys/widget-secret/retire`, {}),
    [`post ${setup}/shop`]: form(`${setup}/shop`, {
      ...{ name: "Tea shop", timezone: "Europe/London", landingUrl: "https://shop.example/" },
      ...{ origins: "https://shop.example", bonus: "5.00" },
    }),
    "post /dashboard/account/language": form("/dashboard/account/language", { language: "en" }),
    "post /dashboard/account/sessions/end": form("/dashboard/account/sessions/end", { session: "ses_0" }),
    "post /dashboard/sign-out": form("/dashboard/sign-out", {}),
    "post /dashboard/t/{tenant}/new-program": form("/dashboard/t/{tenant}/new-program", {
      ...{
        recipe: "per-sale",
        key: "sample",
        name: "Another",
        programKey: "another-program",
        currency: "GBP",
      },
      landingUrl: "https://shop.example/another",
    }),
    [`get ${programs}/{key}`]: ofFriends(""),
    [`post ${programs}/{key}/status`]: ofFriends("/status", { status: "active" }),
    [`get ${programs}/{key}/versions`]: ofFriends("/versions"),
    [`post ${programs}/{key}/versions/{version}/publish`]: ofFriends("/versions/1/publish", { applyTo: "new" }),
    [`get ${programs}/{key}/settings`]: ofFriends("/settings"),
    [`post ${programs}/{key}/settings`]: ofFriends("/settings", {
      ...{ name: "Refer a friend", landingUrl: "https://shop.example/welcome", startsAt: "", endsAt: "" },
    }),
    [`post ${programs}/{key}/remove`]: {
      path: `${programs}/unwanted/remove`,
      // One that is not there is gone, as the form wants it.
      absent: null,
      form: {},
    },
    "get /dashboard/t/{tenant}/people/{id}": {
      ...person("", {}),
      path: `/dashboard/t/{tenant}/people/${personId}`,
      absent: "/dashboard/t/{tenant}/people/par_0",
    },
    "post /dashboard/t/{tenant}/people/{id}/bonus": person("bonus", {
      way: "give",
      amount: "1.00",
      unit: "cash:GBP",
      reason: "goodwill",
    }),
    "post /dashboard/t/{tenant}/people/{id}/write-off": person("write-off", {
      ...{ minor: "1", unit: "cash:GBP", reason: "too small to ask for" },
    }),
    "post /dashboard/t/{tenant}/people/{id}/names": person("names", { alias: "other-1" }),
    "post /dashboard/t/{tenant}/people/{id}/names/end": person("names/end", { alias: "other-2" }),
    "get /dashboard/t/{tenant}/people/{id}/merge/{name}": person("merge/twin-2", {}),
    "post /dashboard/t/{tenant}/people/{id}/merge/{name}": person("merge/twin-1", { seen: "", reason: "one person" }),
    "post /dashboard/t/{tenant}/people/{id}/block": person("block", { reason: "many accounts" }),
    "post /dashboard/t/{tenant}/people/{id}/payee/clear": person("payee/clear", { reason: "one household" }),
    "post /dashboard/t/{tenant}/people/{id}/unblock": person("unblock", { reason: "" }),
    "get /dashboard/t/{tenant}/people/{id}/attribute": {
      ...person("attribute", {}),
      path: `/dashboard/t/{tenant}/people/${byHandId}/attribute`,
    },
    "post /dashboard/t/{tenant}/people/{id}/attribute": {
      ...person("attribute", { program: "friends", by: "externalId", advocate: "a-1", reason: "told us", force: "on" }),
      path: `/dashboard/t/{tenant}/people/${byHandId}/attribute`,
    },
    "get /dashboard/t/{tenant}/referrals/{id}/reassign": referral("reassign", {}),
    "post /dashboard/t/{tenant}/referrals/{id}/reassign": referral("reassign", {
      advocate: "f-hand",
      reason: "the link was theirs",
    }),
    "post /dashboard/t/{tenant}/rewards/steps": form("/dashboard/t/{tenant}/rewards/steps", {
      ids: "rwd_0",
      step: "approve",
    }),
    "get /dashboard/t/{tenant}/programs/{key}/edit": program("edit"),
    "post /dashboard/t/{tenant}/programs/{key}/edit/cost": program("edit/cost", { $target: "100" }),
    "post /dashboard/t/{tenant}/programs/{key}/edit": program("edit", {
      $base: JSON.stringify(sale.draft),
      $version: String(sale.draftVersion),
      "rewards.advocate-cash.grant.amountMinor": "12.50",
    }),
    "post /dashboard/t/{tenant}/programs/{key}/discard": ofFriends("/discard", { version: "1" }),
    "get /dashboard/t/{tenant}/programs/{key}/publish": program("publish"),
    "post /dashboard/t/{tenant}/programs/{key}/publish": program("publish", { applyTo: "new", when: "now" }),
    "post /dashboard/t/{tenant}/programs/{key}/schedule/{id}/cancel": program(
      `schedule/${sale.schedule[0]?.id}/cancel`,
    ),
    "get /dashboard/t/{tenant}/programs/{key}/applications": applications(""),
    "post /dashboard/t/{tenant}/programs/{key}/applications/{id}/approve": applications(`/${personId}/approve`),
    "post /dashboard/t/{tenant}/programs/{key}/applications/{id}/refuse": applications(`/${personId}/refuse`),
    "post /dashboard/t/{tenant}/codes": form("/dashboard/t/{tenant}/codes", { program: "friends", lines: "line-1" }),
    "post /dashboard/t/{tenant}/coupons/release": form("/dashboard/t/{tenant}/coupons/release", {
      ...{ uses: `${freed?.[0]} sample-left`, reason: "the payment failed", confirmed: "yes" },
    }),
    "get /dashboard/t/{tenant}/codes/{code}": code("", {}),
    "post /dashboard/t/{tenant}/codes/{code}": code("", { lastDay: "", maxUses: "" }),
    "post /dashboard/t/{tenant}/codes/{code}/vanity": code("/vanity", { vanity: "ada-chose" }),
    "get /dashboard/t/{tenant}/programs/{key}/goals": ofFriends("/goals"),
    "post /dashboard/t/{tenant}/programs/{key}/goals": ofFriends("/goals", {
      ...{ id: "new", metric: "costMinor", target: "120.50", firstDay: "2026-01-01", lastDay: "2026-12-31" },
    }),
    "post /dashboard/t/{tenant}/programs/{key}/goals/{id}/remove": ofFriends("/goals/new/remove"),
    "get /dashboard/t/{tenant}/programs/{key}/texts": program("texts"),
    "post /dashboard/t/{tenant}/programs/{key}/texts": program("texts", {
      ...{ in: "en", $base: "{}", "$offer.headline": "Tea for two" },
    }),
    "get /dashboard/t/{tenant}/setup/brand": form("/dashboard/t/{tenant}/setup/brand", {}),
    "post /dashboard/t/{tenant}/setup/brand": form("/dashboard/t/{tenant}/setup/brand", { accent: "#0a6b4d" }),
    "post /dashboard/t/{tenant}/setup/brand/logo": form("/dashboard/t/{tenant}/setup/brand/logo", {}),
    "get /dashboard/t/{tenant}/programs/{key}/materials": program("materials"),
    "post /dashboard/t/{tenant}/programs/{key}/materials": program("materials", {
      ...{ id: "mail", language: "en", kind: "message", title: "A mail", text: "{link}" },
    }),
    "post /dashboard/t/{tenant}/programs/{key}/materials/{id}/remove": program("materials/mail/remove", {
      language: "en",
    }),
    "post /dashboard/t/{tenant}/programs/{key}/pictures": form("/dashboard/t/{tenant}/programs/sale/pictures", {}),
    "post /dashboard/t/{tenant}/programs/{key}/pictures/{sha256}/remove": {
      path: `/dashboard/t/{tenant}/programs/sale/pictures/${shown}/remove`,
      // One that is not there is gone, as the form wants it.
      absent: null,
      form: {},
    },
    "get /dashboard/t/{tenant}/pictures/{sha256}": {
      path: `/dashboard/t/{tenant}/pictures/${shown}`,
      absent: `/dashboard/t/{tenant}/pictures/${"0".repeat(64)}`,
      form: {},
    },
    ...(await webhookPageSamples(api)),
    ...(await payoutPageSamples(app)),
    "post /dashboard/sign-in": form("/dashboard/sign-in", { email: "no-one@staff.example" }),
    "post /dashboard/sign-in/link": form("/dashboard/sign-in/link", { token: "none" }),
    "post /dashboard/sign-in/here": form("/dashboard/sign-in/here", { secret: "none" }),
  };
}
