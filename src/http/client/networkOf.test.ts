import { describe, expect, it } from "vitest";
import { networkOf } from "./networkOf.ts";

describe("what is counted as one address", () => {
  it.each([
    ["203.0.113.9", "203.0.113.9"],
    ["::ffff:203.0.113.9", "203.0.113.9"],
    ["2001:db8:0:7:1:2:3:4", "2001:db8:0:7"],
    ["2001:DB8::7:1", "2001:db8:0:0"],
    ["2001:0db8:0000:0007::1", "2001:db8:0:7"],
    ["fe80::1%eth0", "fe80:0:0:0"],
    ["::1", "0:0:0:0"],
    ["", ""],
  ])("%s is %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
