import { describe, expect, it } from "vitest";
import { nodeAddress } from "./nodeAddress.ts";

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
const saying = (header: string | null) =>
  new Request("http://api.test/", header === null ? {} : { headers: { "x-forwarded-for": header } });

describe("where a request to the Node server came from", () => {
  it("is the connection's address, whatever the client says", () => {
    expect(nodeAddress(0)(saying("1.2.3.4"), from("10.0.0.1"))).toBe("10.0.0.1");
  });

  it("is what the outermost of one's own proxies saw, never what stands before that", () => {
    expect(nodeAddress(1)(saying("6.6.6.6, 1.2.3.4"), from("10.0.0.1"))).toBe("1.2.3.4");
    expect(nodeAddress(2)(saying("6.6.6.6, 1.2.3.4, 10.0.0.2"), from("10.0.0.1"))).toBe("1.2.3.4");
    expect(nodeAddress(2)(saying("1.2.3.4"), from("10.0.0.1"))).toBe("1.2.3.4");
    expect(nodeAddress(1)(saying(null), from("10.0.0.1"))).toBe("10.0.0.1");
  });

  it.each([
    ["1.2.3.4:50123", "1.2.3.4"],
    ["[2001:db8::1]:50123", "2001:db8::1"],
    ["[2001:db8::1]", "2001:db8::1"],
    ["2001:db8::1", "2001:db8::1"],
  ])("is the same whatever port a proxy writes behind it: %s", (written, address) => {
    expect(nodeAddress(1)(saying(written), from("10.0.0.1"))).toBe(address);
  });

  it("is unknown without a connection", () => {
    expect(nodeAddress(0)(saying("1.2.3.4"), undefined)).toBeNull();
    expect(nodeAddress(1)(saying("1.2.3.4"), {})).toBeNull();
  });
});
