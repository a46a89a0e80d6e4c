import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fileContacts } from "../../jobs/fileContacts.ts";
import { CONTACTS } from "../../testing/contactKinds.ts";
import type { TestApp } from "../../testing/createTestApp.ts";
import { createTestApp } from "../../testing/createTestApp.ts";

/** One person who has several accounts of the shop, with one e-mail or one phone. */

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

type Api = TestApp["api"];
interface Told {
  readonly results: readonly {
    readonly referral: { readonly id: string; readonly status: string; readonly rejectedReason: string | null };
    readonly decisions: readonly { readonly ruleId: string; readonly reason: string | null }[];
  }[];
}

const cash = { kind: "cash", amountMinor: 1000, currency: "GBP" };
const rulesWith = (newCustomersOnly: boolean) => ({
  schemaVersion: 1,
  attribution: { model: "last_touch", windowDays: 30, creditWindowDays: 90, lateEntryDays: 14, newCustomersOnly },
  qualifies: [],
  rewards: [
    {
      ...{ id: "first", recipient: "advocate", on: { event: "purchase" }, grant: cash },
      when: [{ field: "order.isFirst", op: "eq", value: true }],
    },
  ],
});

let shops = 0;
/** A shop with a program and an advocate. */
async function shop(newCustomersOnly = true) {
  shops += 1;
  const { api } = await app.newTenant(`One person ${shops}`);
  const program = { key: "p", name: "P", landingUrl: "https://shop.example/", currency: "GBP" };
  expect((await api.post("/v1/programs", { ...program, rules: rulesWith(newCustomersOnly) })).status).toBe(201);
  expect((await api.post("/v1/programs/p/publish", {})).status).toBe(200);
  const ann = { externalId: "ann", ...CONTACTS.email.otherwise("ann"), ...CONTACTS.phone.otherwise("ann") };
  const { code } = (await api.post<{ code: string }>("/v1/codes", { program: "p", participant: ann })).body;
  return { api, code };
}

let orders = 0;
const buy = async (api: Api, externalId: string, contact: object = {}) => {
  orders += 1;
  const said = { type: "purchase", orderId: `order-${orders}`, amountMinor: 2000, currency: "GBP" };
  const { status, body } = await api.post<Told>("/v1/events", { ...said, participant: { externalId, ...contact } });
  expect(status).toBe(201);
  app.clock.advance(1000);
  return body;
};
const signUp = async (api: Api, code: string, externalId: string, contact: object = {}) => {
  const participant = { externalId, ...contact };
  const { body } = await api.post<Told>("/v1/events", { type: "signup", participant, code });
  return body.results[0]?.referral.rejectedReason ?? body.results[0]?.referral.status;
};

describe.each(Object.entries(CONTACTS))(
  "of a person with several accounts all that a shop knows by %s counts",
  (_, { of, otherwise }) => {
    it("who has bought under another account is no new customer", async () => {
      const { api, code } = await shop();
      await buy(api, "bob", of("bob"));
      expect(await signUp(api, code, "guest-1", otherwise("bob"))).toBe("existing_customer");
      expect(await signUp(api, code, "guest-2")).toBe("attributed");
    });

    it("who was a customer before there was a purchase is none either", async () => {
      const { api, code } = await shop();
      await api.put("/v1/participants/bob", { ...of("bob"), customerSince: "2020-01-01" });
      expect(await signUp(api, code, "guest-1", of("bob"))).toBe("existing_customer");
    });

    it("who is a friend under another account is referred already", async () => {
      const { api, code } = await shop();
      expect(await signUp(api, code, "bob", of("bob"))).toBe("attributed");
      expect(await signUp(api, code, "bob-2", of("bob"))).toBe("already_referred");
    });

    it("who takes the code of their own other account refers themselves, also where only a profile says it", async () => {
      const { api, code } = await shop();
      await api.put("/v1/participants/ann-2", of("ann"));
      expect(await signUp(api, code, "ann-2")).toBe("self_referral");
      await api.put("/v1/participants/ann-2", of("other"));
      expect(await signUp(api, code, "ann-2")).toBe("attributed");
    });

    it("a first order is the first under all names, also of what was bought before the accounts met", async () => {
      const { api, code } = await shop(false);
      const first = ({ results }: Told) => results.flatMap(({ decisions }) => decisions.map(({ reason }) => reason));
      await buy(api, "bob", of("bob"));
      expect(await signUp(api, code, "bob-2", of("bob"))).toBe("attributed");
      expect(first(await buy(api, "bob-2"))).toEqual(["condition_not_met"]);
      expect(await signUp(api, code, "eve", of("eve"))).toBe("attributed");
      expect(first(await buy(api, "eve"))).toEqual([null]);
    });

    it("an address that more than twenty have is nobody's", async () => {
      const { api, code } = await shop();
      const family = (count: number) =>
        api.post("/v1/participants/batch", {
          participants: Array.from({ length: count }, (_, n) => ({ externalId: `f-${n}`, ...of("all") })),
        });
      await buy(api, "f-0", of("all"));
      await family(19);
      expect(await signUp(api, code, "f-19", of("all"))).toBe("existing_customer");
      await family(21);
      expect(await signUp(api, code, "f-20")).toBe("attributed");
      await api.put("/v1/participants/ann", of("all"));
      expect(await signUp(api, code, "f-18")).toBe("attributed");
    });

    it("who is given to their own other account refers themselves, unless more than twenty have the address", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "fay", of("fay"));
      await api.put("/v1/participants/fay-2", otherwise("fay"));
      const { body } = await api.get<{ data: { id: string }[] }>("/v1/referrals?friend=fay");
      const path = `/v1/referrals/${body.data[0]?.id}/reassign`;
      const give = () => api.post<{ reason?: string }>(path, { advocate: "fay-2", reason: "the wrong link" });
      expect((await give()).body.reason).toBe("self_referral");
      const family = Array.from({ length: 21 }, (_, n) => ({ externalId: `f-${n}`, ...of("fay") }));
      await api.post("/v1/participants/batch", { participants: family });
      expect((await give()).status).toBe(201);
    });

    it("another shop knows nothing of it", async () => {
      const [one, other] = [await shop(), await shop()];
      await buy(one.api, "bob", of("bob"));
      expect(await signUp(other.api, other.code, "bob-2", of("bob"))).toBe("attributed");
      const shared = await app.database.query(
        "SELECT hash FROM contacts GROUP BY hash HAVING count(DISTINCT tenant_id) > 1",
      );
      expect(shared).toEqual([]);
    });

    it("the shop alone reads what has shown that a friend is not new", async () => {
      const { api, code } = await shop();
      await buy(api, "bob", of("bob"));
      await signUp(api, code, "bob-2", of("bob"));
      const { body } = await api.get<{ data: { id: string }[] }>("/v1/referrals?friend=bob-2");
      const toldTo = async (audience: string) => {
        const path = `/v1/referrals/${body.data[0]?.id}/explanation?audience=${audience}`;
        const told = (await api.get<{ referral: { rejectedReason: string | null } }>(path)).body;
        return [told.referral.rejectedReason, JSON.stringify(told).includes("existing_customer")];
      };
      expect(await toldTo("tenant")).toEqual(["existing_customer", true]);
      for (const audience of ["advocate", "friend"]) expect(await toldTo(audience)).toEqual(["not_new", false]);
    });

    it("a batch that brings both accounts sees the first in the second", async () => {
      const { api, code } = await shop();
      const named = (externalId: string) => ({ externalId, ...of("bob") });
      const events = [
        { type: "signup", participant: named("bob"), code },
        { type: "signup", participant: named("bob-2"), code },
      ];
      const { body } = await api.post<{ results: Told[] }>("/v1/events/batch", { events });
      expect(body.results.map(({ results }) => results[0]?.referral.rejectedReason)).toEqual([
        null,
        "already_referred",
      ]);
    });

    it("a backtest of today's rules comes to what really happened", async () => {
      const { api, code } = await shop(false);
      await buy(api, "bob", of("bob"));
      await signUp(api, code, "bob-2", of("bob"));
      await signUp(api, code, "eve", of("eve"));
      await signUp(api, code, "bob-3", of("bob"));
      for (const who of ["bob-2", "eve", "eve-2", "bob-3"]) await buy(api, who);
      const { body } = await api.post<{ actual: unknown; backtest: unknown }>("/v1/programs/p/backtest", {
        rules: rulesWith(false),
      });
      expect(body.actual).toMatchObject({
        ...{ referrals: 2, rejected: { already_referred: 1 } },
        byRule: { first: { granted: 1 } },
        skipped: { first: { condition_not_met: 1 } },
      });
      expect(body.backtest).toEqual(body.actual);
    });

    it("a backtest knows it of those who were merged since, as long as a profile says it", async () => {
      const { api, code } = await shop();
      await signUp(api, code, "bob", of("bob"));
      expect(await signUp(api, code, "bob-2", of("bob"))).toBe("already_referred");
      expect((await api.put("/v1/participants/bob/aliases/bob-2", { merge: true })).status).toBe(201);
      const asked = api.post<{ actual: unknown; backtest: unknown }>("/v1/programs/p/backtest", {
        rules: rulesWith(true),
      });
      const { actual, backtest } = (await asked).body;
      expect(actual).toMatchObject({ referrals: 1, rejected: { already_referred: 1 } });
      expect(backtest).toEqual(actual);
      const kept = `SELECT h.hash FROM former_contacts h JOIN tenants t ON t.id = h.tenant_id WHERE t.name = $1`;
      expect(await app.database.query(kept, [`One person ${shops}`])).toHaveLength(1);
      await api.put("/v1/participants/bob", of("rob"));
      expect(await app.database.query(kept, [`One person ${shops}`])).toEqual([]);
    });

    it("who was there before addresses were compared is known when the job has come to them", async () => {
      const { api, code } = await shop();
      await buy(api, "bob", of("bob"));
      await app.database.query("DELETE FROM contacts");
      await app.database.query("DELETE FROM contact_heads");
      expect(await signUp(api, code, "bob-2", of("bob"))).toBe("attributed");
      expect((await api.post("/v1/jobs/file-contacts", {})).body).toMatchObject({ count: 3, more: false });
      expect(await signUp(api, code, "bob-3", of("bob"))).toBe("already_referred");
      // All is filed: it is looked at once a day.
      expect((await api.post("/v1/jobs/file-contacts", {})).body).toMatchObject({ count: 0, more: false });
    });

    it("under a new key all addresses are hashed anew, and nothing stays of the old one", async () => {
      const { api } = await shop();
      await buy(api, "bob", of("bob"));
      await api.post("/v1/jobs/file-contacts", {});
      const hashes = () => app.database.query("SELECT hash FROM contacts ORDER BY hash");
      const before = (await hashes()).flat();
      const tenant = await app.database.query("SELECT tenant_id FROM contact_filings ORDER BY tenant_id DESC LIMIT 1");
      const deps = { ...app.deps, contactKey: "another key, of thirty-two letters" };
      app.clock.advance(25 * 3_600_000);
      expect(await fileContacts.runFor(deps, String(tenant[0]?.[0]))).toMatchObject({ count: 2 });
      const after = (await hashes()).flat();
      expect(before.filter((hash) => !after.includes(hash))).toHaveLength(3);
      expect(after).toHaveLength(before.length);
    });
  },
);

it("who was there before addresses were folded as they are now is found by theirs when the job has come to them", async () => {
  const { api } = await shop();
  await buy(api, "bob", { email: "bob@m\u00fcnchen.example" });
  await buy(api, "eve", CONTACTS.email.of("eve"));
  await app.database.query("UPDATE participants SET email_folded = lower(email)");
  const found = async () => {
    const { body } = await api.get<{ data: { externalId: string }[] }>("/v1/participants?q=bob@xn--mnchen-3ya.example");
    return body.data.map(({ externalId }) => externalId);
  };
  expect(await found()).toEqual([]);
  await api.post("/v1/jobs/file-contacts", {});
  expect(await found()).toEqual(["bob"]);
  const stored = await app.database.query("SELECT email_folded FROM participants WHERE email LIKE 'eve@%'");
  expect(stored).toContainEqual(["eve@shop.example"]);
});

it("another contact in common makes no chain: of three accounts the ends are two persons", async () => {
  const { api, code } = await shop();
  const [email, phone] = [CONTACTS.email.of("mid"), CONTACTS.phone.of("mid")];
  await buy(api, "end-1", email);
  await api.put("/v1/participants/middle", { ...email, ...phone });
  expect(await signUp(api, code, "end-2", phone)).toBe("attributed");
  expect(await signUp(api, code, "middle")).toBe("already_referred");
  expect(await signUp(api, code, "end-3", email)).toBe("existing_customer");
});
