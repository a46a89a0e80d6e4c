import { peopleOf } from "./people.ts";
import type { Recorder } from "./recorder.ts";

/** The parts of the golden story that are told to people: explanations, panels, pages, and what can't be done. */

const LANGUAGES = ["en", "he", "ru", "uk", "uz"] as const;

export async function explanationsPart({ get }: Recorder): Promise<void> {
  const referrals = await get<{ data: readonly { id: string; friend: string }[] }>("/v1/referrals?limit=200");
  const explain = async (friend: string, audience: string, lang: string) => {
    for (const { id } of referrals.data.filter((each) => each.friend === friend)) {
      await get(`/v1/referrals/${id}/explanation?audience=${audience}&lang=${lang}`);
    }
  };
  for (const lang of LANGUAGES) await explain("roy", "tenant", lang);
  for (const audience of ["advocate", "friend"]) {
    await explain("lou", audience, "en");
    for (const friend of ["nat", "cas", "roy"]) {
      for (const lang of ["en", "he"]) await explain(friend, audience, lang);
    }
  }
  for (const friend of ["fay", "nan", "lou", "cal", "otto", "ann", "gil", "kim", "old", "two", "sal", "coy", "eve"]) {
    await explain(friend, "tenant", "en");
  }
  await get("/v1/referrals/ref_0/explanation");
}

export async function panelPart(recorder: Recorder): Promise<void> {
  const { get, post } = recorder;
  await get("/v1/client/panel?program=every", "publishableKey");
  await get("/v1/client/panel?program=every&lang=he", "publishableKey");
  await get("/v1/client/panel?program=every", "pat");
  const { advocate } = await get<{ advocate: { code: string } }>("/v1/client/panel?program=every", "pat");
  await get(`/v1/client/codes/${advocate.code}`, "publishableKey");
  await get(`/v1/client/codes/${advocate.code}?lang=he`, "quin");
  await get("/v1/client/codes/CID-1", "publishableKey");
  await get("/v1/client/codes/NOSUCHCODE?lang=ru", "publishableKey");
  const redeem = (body: object) => post("/v1/client/redemptions", body, "quin");
  await redeem({ code: advocate.code, channel: "whatsapp" });
  await redeem({ code: advocate.code });
  await redeem({ code: "CID-1" });
  await redeem({ code: "NOSUCHCODE" });
  await redeem({ code: "NOSUCHCODE", program: "every" });
  await redeem({ clickIds: ["made-up"], program: "every" });
  const { buy, refund } = peopleOf(recorder);
  await buy("quin", "quin-1", 3000);
  await get("/v1/client/panel?program=every", "pat");
  await get("/v1/client/panel?program=every&lang=he", "pat");
  await get("/v1/client/panel?program=every&lang=he", "quin");
  await refund("quin-1", "quin-r1", 3000);
  await get("/v1/client/panel?program=every", "pat");
  await get("/v1/client/panel?program=every&lang=uk", "ann");
  await get("/v1/client/panel?program=strict", "ned");
  await post("/v1/client/vanity", { program: "every", vanity: "ann-tea" }, "pat");
  await post("/v1/client/vanity", { program: "every", vanity: "pat-tea" }, "pat");
  await get("/v1/client/panel?program=closed", "pat");
  await post("/v1/client/applications", { program: "closed" }, "pat");
  await post("/v1/client/applications", { program: "closed" }, "vera");
  await get("/v1/client/panel?program=closed&lang=he", "vera");
  await get("/v1/client/panel", "pat");
  await get("/v1/client/panel?program=none", "pat");
}

export async function pagesPart({ call, get }: Recorder): Promise<void> {
  const preview = { as: "anyone", headers: { "user-agent": "WhatsApp/2.0" } };
  for (const code of ["ann-tea", "NOSUCHCODE"]) {
    await get(`/r/tea-shop/${code}`, "anyone");
    await get(`/r/${code}`, "anyone");
    await call("GET", `/r/tea-shop/${code}`, preview);
    await get(`/join/tea-shop/${code}?lang=he`, "anyone");
    await get(`/join/${code}`, "anyone");
    await get(`/join?ref=${code}`, "anyone");
  }
  await get("/share", "anyone");
  await get("/share/tea-shop?program=every", "anyone");
  await get("/share/no-shop", "anyone");
  for (const file of ["/docs", "/docs/start.js", "/docs/none.js", "/widget/panel.js", "/widget/none.js"]) {
    await get(file, "anyone");
  }
}

/** What is answered where nothing was done; problems that a part above has shown are left out. */
export async function problemsPart({ call, get, post }: Recorder): Promise<void> {
  const json = { "content-type": "application/json" };
  await get("/v1/tenant", "anyone");
  await get("/v1/tenant", "publishableKey");
  await get("/v1/client/panel", "anyone");
  await get("/v1/nothing");
  await call("PUT", "/v1/events", { body: {} });
  await call("POST", "/v1/events", { raw: "{", headers: json });
  await call("POST", "/v1/events", { raw: "x=1", headers: { "content-type": "text/plain" } });
  await call("POST", "/v1/events", { raw: " ".repeat(1_048_577), headers: json });
  await call("POST", "/v1/events", { body: {}, headers: { "idempotency-key": "é".repeat(2) } }).catch(() => undefined);
  await call("GET", "/v1/client/panel?program=every", {
    as: "publishableKey",
    headers: { origin: "https://elsewhere.example" },
  });
  for (const body of [
    null,
    [],
    { type: "signup" },
    { type: "purchase", participant: { externalId: "" }, orderId: "o", amountMinor: 1.5, currency: "???", items: [{}] },
    { type: "refund", orderId: "o", refundId: "r", amountMinor: -1, currency: "GBP", more: true },
    {
      type: "purchase",
      participant: { externalId: "x" },
      orderId: "o",
      amountMinor: 1,
      currency: "GBP",
      occurredAt: "2027-01-01T00:00:00Z",
    },
  ]) {
    await post("/v1/events", body);
  }
  await get("/v1/rewards?status=gone&limit=0&cursor=x");
  await get("/v1/rewards?cursor=eHg");
  await post("/v1/codes", { program: "Every!", participant: {}, vanity: "!" });
  await call("PUT", "/v1/participants/ann", {
    body: { email: "no", phone: "020 7183 8750", segments: [""], extra: 1 },
  });
  await post("/v1/events", { type: "signup", participant: { externalId: "x" }, program: "none", code: "A" });
}

/** What people of the tenant look up, and which of its keys they take away. */
export async function staffPart({ get, post }: Recorder): Promise<void> {
  await get("/v1/participants?q=an");
  await get("/v1/participants?q=roy-1");
  await get("/v1/participants?q=CID-1");
  await get("/v1/participants?limit=2");
  await get("/v1/participants?segment=none");
  await get("/v1/audit?limit=3");
  await get("/v1/audit?action=reward.voided");
  await get("/v1/audit?action=balance.adjusted&limit=1");
  await get("/v1/audit?participant=ann");
  await get("/v1/audit?program=every&limit=1");
  await get("/v1/audit?actor=review-advocates&limit=1");
  await get("/v1/audit?from=2026-01-05&to=2026-01-06&limit=2");
  await get("/v1/audit?from=2026-01-06&to=2026-01-05");
  // The newest is none that the story is told with.
  const [spare] = (await get<{ data: readonly { id: string }[] }>("/v1/keys")).data;
  await post(`/v1/keys/${spare?.id}/revoke`, {});
  await post(`/v1/keys/${spare?.id}/revoke`, {});
  await post("/v1/keys/key_0/revoke", {});
  await get("/v1/audit?action=key.revoked");
}
