import { describe, expect, it } from "vitest";
import { requestWriter, SCENARIOS } from "./scenarios.ts";

describe("requests of a scenario", () => {
  it.each(Object.values(SCENARIOS))("$name: each says its length, and no two are of the same order", (scenario) => {
    const write = requestWriter({ scenario, referrals: 1_000, run: "r1" }, "127.0.0.1:1");
    const requests = [write(1), write(2)];
    for (const request of requests) {
      const body = request.slice(request.indexOf("\r\n\r\n") + 4);
      expect(request).toMatch(new RegExp(`^${scenario.method} /.* HTTP/1.1\r\nhost: 127.0.0.1:1\r\n`));
      expect(request).not.toMatch(/\{[nkax]\}/);
      if (scenario.method === "POST") expect(request).toContain(`content-length: ${Buffer.byteLength(body)}\r\n`);
      if (body !== "") JSON.parse(body);
    }
    const orders = requests.flatMap((request) => request.match(/"orderId":"[^"]+"/g) ?? []);
    expect(new Set(orders).size).toBe(scenario.item.includes("orderId") ? 2 * scenario.itemsPerRequest : 0);
  });

  it("fills in what the route takes", () => {
    const write = requestWriter({ scenario: SCENARIOS.redirects, referrals: 10, run: "r1" }, "h");
    expect(write(1)).toContain("GET /r/bench/SEED000002 HTTP/1.1");
  });
});
