import { describe, expect, it } from "vitest";
import { networkOf } from "./networkOf.ts";

describe("what is counted as one address", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    [" 203.0.113.9 ", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["::FFFF:cb00:7109", "203.0.113.9"],
    ["0:0:0:0:0:ffff:203.0.113.9", "203.0.113.9"],
    ["2001:db8:0:7:1:2:3:4", "2001:db8:0:7::"],
    ["2001:DB8::7:1", "2001:db8::"],
    ["2001:0db8:0000:0007::1", "2001:db8:0:7::"],
    ["fe80::1%eth0", "fe80::"],
    ["2001:db8:0:7::1%2", "2001:db8:0:7::"],
    ["::1", "::"],
    ["1:2:3", "1:2:3"],
    ["unknown", "unknown"],
    ["", ""],
  ])("%s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  it("is the same for every address of one customer, and another for the next customer", () => {
    expect(networkOf("2001:db8:0:7::1")).toBe(networkOf("2001:db8:0:7:ffff:ffff:ffff:ffff"));
    expect(networkOf("2001:db8:0:7::1")).not.toBe(networkOf("2001:db8:0:8::1"));
  });
});
