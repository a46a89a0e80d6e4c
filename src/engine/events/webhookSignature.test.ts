import { Webhook as Standard } from "standardwebhooks";
import { Webhook as Svix } from "svix";
import { describe, expect, it } from "vitest";
import { webhookHeaders, webhookSecret } from "./webhookSignature.ts";

describe("a webhook's signature", () => {
  it("is the one of the published test vector of Standard Webhooks", () => {
    const headers = webhookHeaders(
      { id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: new Date(1_614_265_330_000), body: '{"test": 2432232314}' },
      ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    );
    expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    expect(headers["webhook-timestamp"]).toBe("1614265330");
  });

  it("is believed by the libraries of receivers, with the secret of now and with the one before", () => {
    const [now, before, other] = ["n", "b", "o"].map((letter) => webhookSecret(letter.repeat(32)));
    const body = JSON.stringify({ type: "reward.approved", data: { name: "Zoë ☕ \u{1f600}" } });
    const headers = { ...webhookHeaders({ id: "ntc_1", at: new Date(), body }, [now ?? "", before ?? ""]) };
    for (const secret of [now, before]) {
      expect(new Standard(secret ?? "").verify(body, headers)).toEqual(JSON.parse(body));
      expect(() => new Svix(secret ?? "").verify(body, headers)).not.toThrow();
    }
    expect(() => new Standard(other ?? "").verify(body, headers)).toThrow("No matching signature");
    expect(() => new Standard(now ?? "").verify(`${body} `, headers)).toThrow("No matching signature");
    expect(() => new Svix(other ?? "").verify(body, headers)).toThrow("No matching signature");
  });
});
