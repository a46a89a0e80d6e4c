import { describe, expect, it, test } from "vitest";
import { linkQueryOf, MAX_CARRIED, MAX_CARRIED_LENGTH, MAX_CHANNEL_LENGTH } from "./linkQuery.ts";

const asked = (query: string, part = "CODE") => linkQueryOf(`https://go.example/r/demo/CODE${query}`, part);

describe("the channel of a link", () => {
  it.each([
    ["?via=whatsapp", "whatsapp"],
    ["?via=WhatsApp", "whatsapp"],
    ["?via=Twitter-Feb26", "twitter-feb26"],
    ["?VIA=QR", "qr"],
    ["?via=e-mail_1&x=2", "e-mail_1"],
    ["?x=1&via=BAD!", "bad"],
    ["?via=in%20person", "inperson"],
    ["?via=in+person", "inperson"],
    ["?x=1&amp;via=mail", "mail"],
    ["?via=a&via=b", "a"],
    [`?via=${"x".repeat(MAX_CHANNEL_LENGTH + 1)}`, "x".repeat(MAX_CHANNEL_LENGTH)],
    ["?via=", null],
    ["?via=%21%21", null],
    ["?via=%E4%BF%A1", null],
    ["?via=%E4", "e4"],
    ["?viable=1", null],
    ["", null],
  ])("%s is %s", (query, channel) => {
    expect(asked(query).channel).toBe(channel);
  });

  test("is found where the question mark was encoded or lost", () => {
    expect(asked("", "CODE?via=mail").channel).toBe("mail");
    expect(asked("", "CODE&via=mail&utm_source=x")).toEqual({ channel: "mail", to: null, carried: ["utm_source=x"] });
    expect(asked("?utm_source=x", "CODE&quot;")).toMatchObject({ carried: ["utm_source=x"] });
  });
});

test("all that is not ours is carried, as it is written and in its order", () => {
  expect(asked("?utm_source=a%20b&via=x&gclid=1&ref=evil&click=evil&Ref=evil&to=/p&x&x=1&x=2&").carried).toEqual([
    ...["utm_source=a%20b", "gclid=1", "x", "x=1", "x=2"],
  ]);
});

test("no more is carried than a landing page has room for", () => {
  const many = Array.from({ length: MAX_CARRIED + 1 }, (_, n) => `p${n}=1`);
  expect(asked(`?${many.join("&")}`).carried).toEqual(many.slice(0, MAX_CARRIED));
  const large = `large=${"x".repeat(MAX_CARRIED_LENGTH)}`;
  expect(asked(`?${large}&small=1`).carried).toEqual(["small=1"]);
});
