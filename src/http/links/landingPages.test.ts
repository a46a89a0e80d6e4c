import { describe, expect, it, test } from "vitest";
import { landingPage, MAX_TO_LENGTH, pageAskedFor } from "./landingPages.ts";

const whole = (address: string, carried: readonly string[] = []) => {
  const { url, fragment } = landingPage(address, "ADA", carried);
  return url + fragment;
};

describe("a landing page", () => {
  it.each([
    ["https://shop.example", "https://shop.example/?ref=ADA"],
    ["https://shop.example/a?", "https://shop.example/a?ref=ADA"],
    ["https://shop.example/a?b=c&d=%20#top", "https://shop.example/a?b=c&d=%20&ref=ADA#top"],
    ["https://shop.example/#top", "https://shop.example/?ref=ADA#top"],
    ["https://shop.example/?ref=newsletter", "https://shop.example/?ref=ADA"],
    ["https://shop.example/?a=1&ref=x&click=y&b=2", "https://shop.example/?a=1&b=2&ref=ADA"],
    ["https://shop.example/?r%65f=x", "https://shop.example/?ref=ADA"],
    ["https://shöp.example/ä?ö#ü", "https://xn--shp-tna.example/%C3%A4?%C3%B6&ref=ADA#%C3%BC"],
  ])("%s has the code added and keeps the rest", (address, expected) => {
    expect(whole(address)).toBe(expected);
  });

  test("gets what the link carries, beside its own parameters, which win", () => {
    const carried = ["utm_source=link", "gclid=1", "utm%5Fmedium=link", "x=1", "x=2"];
    expect(whole("https://shop.example/?utm_source=own&utm_medium=own#buy", carried)).toBe(
      "https://shop.example/?utm_source=own&utm_medium=own&gclid=1&x=1&x=2&ref=ADA#buy",
    );
  });

  test("is an address of nothing but ASCII, whatever is carried, in which nothing begins a line or a fragment", () => {
    const carried = ["a=ä b", 'q="<>', "f=1#evil", "n=1\r\nset-cookie:x", "t=\t"];
    expect(whole("https://shop.example/", carried)).toBe(
      "https://shop.example/?a=%C3%A4%20b&q=%22%3C%3E&f=1%23evil&n=1set-cookie:x&t=&ref=ADA",
    );
  });
});

describe("the page that a link asks for", () => {
  const LANDING = "https://shop.example/welcome?x=1#top";
  const asked = (to: string) => pageAskedFor(to, LANDING, ["https://blog.example", "https://pay.example:8443"]);

  it.each([
    ["/p/blue-teapot", "https://shop.example/p/blue-teapot"],
    ["/p?a=1&b=2#buy", "https://shop.example/p?a=1&b=2#buy"],
    ["/", "https://shop.example/"],
    ["/@evil.example", "https://shop.example/@evil.example"],
    ["/a/../../b", "https://shop.example/b"],
    ["/.//evil.example", "https://shop.example//evil.example"],
    ["https://shop.example/p", "https://shop.example/p"],
    ["HTTPS://SHOP.EXAMPLE/p", "https://shop.example/p"],
    ["https://blog.example/post", "https://blog.example/post"],
    ["https://pay.example:8443/", "https://pay.example:8443/"],
  ])("%s is the shop's", (to, page) => {
    expect(asked(to)).toBe(page);
  });

  it.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\\/evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/p\r\nlocation: https://evil.example",
    "https:evil.example",
    "https:/evil.example",
    "https:\\\\evil.example",
    "https:///evil.example",
    "https://evil.example",
    "https://evil.example#https://shop.example",
    "https://shop.example@evil.example",
    "https://shop.example:pass@evil.example/",
    "https://me@shop.example/",
    "https://me:pass@shop.example/",
    "https://shop.example\\@evil.example",
    "https://shop.example.evil.example",
    "https://evilshop.example",
    "https://shop.example:8443/",
    "http://shop.example/",
    "http://blog.example/",
    "https://pay.example/",
    "https://[::1",
    "javascript:alert(1)",
    "data:text/html,x",
    "p/blue-teapot",
    "?x=1",
    "",
    `/${"x".repeat(MAX_TO_LENGTH)}`,
  ])("%j is not, and is ignored", (to) => {
    expect(asked(to)).toBeNull();
  });

  test("is none where none is asked for", () => {
    expect(pageAskedFor(null, LANDING, [])).toBeNull();
  });
});
