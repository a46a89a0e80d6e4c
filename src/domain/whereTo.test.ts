import { describe, expect, it } from "vitest";
import { addressProblem, isPublicAddress } from "./whereTo.ts";

/** Ways in which people have made servers ask what only those reach. */
const BYPASSES = [
  ...[
    "http://shop.example/",
    "ftp://shop.example/",
    "file:///etc/passwd",
    "gopher://shop.example/",
    "javascript:alert(1)",
  ],
  ...[
    "https://127.0.0.1/",
    "https://127.1/",
    "https://127.0.1/",
    "https://0/",
    "https://0.0.0.0/",
    "https://2130706433/",
  ],
  ...["https://0x7f000001/", "https://0x7f.0x0.0x0.0x1/", "https://0177.0.0.1/", "https://017700000001/"],
  ...["https://127.0.0.1./", "https://1.2.3.4/", "https://169.254.169.254/latest/meta-data/", "https://0xa9fea9fe/"],
  ...[
    "https://2852039166/",
    "https://0251.0376.0251.0376/",
    "https://10.0.0.1/",
    "https://172.16.0.1/",
    "https://192.168.0.1/",
  ],
  ...[
    "https://[::1]/",
    "https://[::]/",
    "https://[::ffff:127.0.0.1]/",
    "https://[::ffff:7f00:1]/",
    "https://[fe80::1]/",
  ],
  ...[
    "https://[fc00::1]/",
    "https://[2001:4860:4860::8888]/",
    "https://[64:ff9b::7f00:1]/",
    "https://[0:0:0:0:0:0:0:1]/",
  ],
  ...["https://localhost/", "https://LOCALHOST/", "https://localhost./", "https://a.localhost/", "https://metadata/"],
  ...[
    "https://intranet/",
    "https://printer.local/",
    "https://metadata.google.internal/",
    "https://db.corp/",
    "https://nas.lan/",
  ],
  ...[
    "https://router.home.arpa/",
    "https://1.0.0.127.in-addr.arpa/",
    "https://shop.test/",
    "https://x.onion/",
    "https://kubernetes/",
  ],
  ...["https://user@shop.example/", "https://user:pass@shop.example/", "https://shop.example@127.0.0.1/"],
  ...["https://shop.example:22/", "https://shop.example:6379/", "https://shop.example:0/", "https://shop.example:80/"],
  ...[
    "https://shop.example/#@127.0.0.1",
    "https://shop.example\\@127.0.0.1/",
    "https:\\\\127.0.0.1/",
    "https://127。0。0。1/",
  ],
  ...[
    "https://①②⑦.⓪.⓪.①/",
    "https://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ/",
    "https:// 127.0.0.1/",
    "https://shop.example\t/",
    "https://",
    "shop.example",
    "",
  ],
  ...["https://127.0.0.1%00.shop.example/", "https://shop.0x7f000001/", `https://shop.example/${"x".repeat(2_000)}`],
];

describe("a typed address", () => {
  it.each(BYPASSES)("is not asked: %s", (url) => {
    expect(addressProblem(url, { mayBeHere: false })).not.toBeNull();
  });

  it("is asked where it is a public name over https", () => {
    expect(new Set(BYPASSES).size).toBeGreaterThanOrEqual(60);
    const fine = ["https://hooks.shop.example/a?b=c", "https://SHOP.example.", "https://shop.example:443/"];
    for (const url of [...fine, "https://shop.example:8443/", "https://тест.example/", "https://1.1.1.1.example/"]) {
      expect(addressProblem(url, { mayBeHere: false })).toBeNull();
    }
  });

  it("may be this machine where that is one's own", () => {
    for (const url of [
      "http://127.0.0.1:3000/",
      "http://localhost:3000/a",
      "http://[::1]:3000/",
      "https://localhost/",
    ]) {
      expect(addressProblem(url, { mayBeHere: true })).toBeNull();
    }
    for (const url of ["http://192.168.0.1/", "http://shop.example/", "ftp://localhost/", "http://u:p@localhost/"]) {
      expect(addressProblem(url, { mayBeHere: true })).not.toBeNull();
    }
  });
});

describe("an address that a name is looked up as", () => {
  const PRIVATE = [
    ...[
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "127.0.0.1",
      "127.255.255.255",
      "169.254.169.254",
      "172.16.0.1",
      "172.31.255.255",
    ],
    ...[
      "192.0.0.1",
      "192.0.2.1",
      "192.88.99.1",
      "192.168.1.1",
      "198.18.0.1",
      "198.19.255.255",
      "198.51.100.7",
      "203.0.113.9",
    ],
    ...["224.0.0.1", "240.0.0.1", "255.255.255.255", "256.1.1.1", "1.2.3", "x", ""],
    ...[
      "::",
      "::1",
      "::ffff:127.0.0.1",
      "::ffff:8.8.8.8",
      "::ffff:7f00:1",
      "64:ff9b::7f00:1",
      "100::1",
      "fc00::1",
      "fd12::1",
    ],
    ...[
      "fe80::1",
      "fe80::1%eth0",
      "fec0::1",
      "ff02::1",
      "2001:db8::1",
      "2001:0:1::1",
      "2001:10::1",
      "2002:7f00:1::1",
      "3fff::1",
    ],
    ...["1::2::3", "12345::1", "2606:4700:4700:0:0:0:0:0:1111"],
  ];

  it.each(PRIVATE)("is not public: %s", (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    "8.8.8.8",
    "1.1.1.1",
    "172.15.0.1",
    "172.32.0.1",
    "100.128.0.1",
    "2606:4700:4700::1111",
    "2a00:1450:4001:81b::200e",
  ])("is public: %s", (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});
