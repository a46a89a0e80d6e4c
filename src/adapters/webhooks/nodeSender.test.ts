import type { LookupAddress } from "node:dns";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { WebhookReceiver } from "../../testing/webhookReceiver.ts";
import { webhookReceiver } from "../../testing/webhookReceiver.ts";
import { nodeSender } from "./nodeSender.ts";

let receiver: WebhookReceiver;

beforeEach(async () => {
  receiver = await webhookReceiver();
});
afterEach(() => receiver.close());

const message = (url: string) => ({ url, headers: { "content-type": "application/json" }, body: '{"a":"ä"}' });

/** A name server that answers each question with the next of its answers. */
function namesOf(answers: readonly (readonly string[])[]) {
  const asked: string[] = [];
  const lookup = async (name: string): Promise<readonly LookupAddress[]> => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? [];
    asked.push(name);
    return answer.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }));
  };
  return { asked, lookup };
}

describe("a post from Node", () => {
  it("brings headers and body, and back the status and the first kilobyte", async () => {
    receiver.answer = () => ({ status: 503, text: `\0ä${"x".repeat(5_000)}`, headers: { "retry-after": "7" } });
    const answer = await nodeSender({ mayBeHere: true }).post(message(receiver.url));
    expect(answer).toEqual({ status: 503, text: `ä${"x".repeat(1_021)}`, retryAfter: "7" });
    expect(receiver.received[0]).toMatchObject({ body: '{"a":"ä"}', headers: { "content-length": "10" } });
  });

  it("follows no redirect", async () => {
    const other = await webhookReceiver();
    receiver.answer = () => ({ status: 307, headers: { location: other.url } });
    expect((await nodeSender({ mayBeHere: true }).post(message(receiver.url))).status).toBe(307);
    expect(other.received).toEqual([]);
    await other.close();
  });

  it("asks no name of which one address is not public, and connects to none", async () => {
    for (const addresses of [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["::1"], ["::ffff:127.0.0.1"], []]) {
      const { lookup, asked } = namesOf([addresses]);
      const answer = await nodeSender({ mayBeHere: false, lookup }).post(message("https://rebind.shop.example/"));
      expect([answer, asked]).toEqual([
        { status: null, text: "ENOTPUBLIC", retryAfter: null },
        ["rebind.shop.example"],
      ]);
    }
  });

  it("looks a name up once, and connects to what it was then, so that a name that changes gains nothing", async () => {
    // 192.88.99.1 is no public address, and nothing listens at 2001:db8::1: the second answer would be this machine.
    const { lookup, asked } = namesOf([["8.8.8.8"], ["127.0.0.1"]]);
    const connected: string[] = [];
    const seen = (name: string) =>
      lookup(name).then((found) => {
        connected.push(...found.map(({ address }) => address));
        // The address that was found to be public, which no test may dial, ends here as one that can't be reached.
        throw Object.assign(new Error("unreachable"), { code: "EHOSTUNREACH" });
      });
    const sender = nodeSender({ mayBeHere: false, lookup: seen });
    expect(await sender.post(message("https://rebind.shop.example/"))).toEqual({
      ...{ status: null, text: "EHOSTUNREACH", retryAfter: null },
    });
    expect([asked, connected]).toEqual([["rebind.shop.example"], ["8.8.8.8"]]);
  });

  it("tells a server that is away from one that answers", async () => {
    const { url } = receiver;
    await receiver.close();
    expect(await nodeSender({ mayBeHere: true }).post(message(url))).toEqual({
      ...{ status: null, text: "ECONNREFUSED", retryAfter: null },
    });
    receiver = await webhookReceiver();
  });
});
