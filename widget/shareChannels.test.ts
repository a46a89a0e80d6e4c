import { describe, expect, it } from "vitest";
import { channelOrder, linkFor, shareTarget } from "./shareChannels.ts";

const device = { isPhone: true, canShare: true, timeZone: "Europe/London", locale: "en-GB" };

describe("the order of the share buttons", () => {
  it("begins with the share sheet on a phone, and ends with it elsewhere", () => {
    expect(channelOrder(device)[0]).toBe("native");
    expect(channelOrder({ ...device, isPhone: false }).at(-1)).toBe("native");
    expect(channelOrder({ ...device, canShare: false })).not.toContain("native");
  });

  it("offers text messages on phones alone", () => {
    expect(channelOrder(device)).toContain("sms");
    expect(channelOrder({ ...device, isPhone: false })).not.toContain("sms");
  });

  it.each([
    ["Asia/Jerusalem", "he-IL", "whatsapp"],
    ["Europe/London", "en-US", "whatsapp"],
    ["Europe/Kyiv", "en-US", "telegram"],
    ["Europe/Kiev", "uk", "telegram"],
    ["Asia/Tashkent", "uz", "telegram"],
    ["Asia/Samarkand", "en", "telegram"],
    ["America/New_York", "he-IL", "sms"],
    ["America/Sao_Paulo", "pt-BR", "whatsapp"],
    ["Asia/Tokyo", "ja-JP", "whatsapp"],
    ["Asia/Tel_Aviv", "he", "whatsapp"],
    // A device that does not say where it is.
    ["UTC", "uk-UA", "telegram"],
    ["Etc/GMT+5", "en-US", "sms"],
    ["", "en-IE", "whatsapp"],
    ["", "", "whatsapp"],
  ])("%s with %s begins with %s", (timeZone, locale, first) => {
    expect(channelOrder({ ...device, canShare: false, timeZone, locale })[0]).toBe(first);
  });

  it("offers every channel once", () => {
    for (const timeZone of ["Europe/London", "Europe/Kyiv", "America/Denver"]) {
      const order = channelOrder({ ...device, timeZone });
      expect(order.toSorted()).toEqual(["email", "facebook", "linkedin", "native", "sms", "telegram", "whatsapp", "x"]);
    }
  });
});

describe("what a button shares", () => {
  const shared = {
    message: 'Tea & "more" #1 \u05d0\ud800',
    subject: "a&b\r\nBcc: x",
  };
  const channels = ["whatsapp", "telegram", "x", "facebook", "email", "sms", "linkedin"] as const;

  it.each(channels)("by %s is the link with its channel, whatever the texts say", (channel) => {
    const link = linkFor("https://refer.example/r/tea/A", channel);
    const target = new URL(shareTarget(channel, { ...shared, link }));
    expect([...target.searchParams.values()].some((value) => value.endsWith(link))).toBe(true);
    expect(target.protocol).toBe({ email: "mailto:", sms: "sms:" }[channel as string] ?? "https:");
    // Nothing that was said has become a parameter of its own.
    expect(target.searchParams.size).toBeLessThanOrEqual(2);
    expect(target.href).not.toMatch(/[\r\n"]/);
  });

  it.each(["whatsapp", "email", "sms"] as const)("by %s has the link once where the text has it already", (channel) => {
    const link = linkFor("https://refer.example/r/tea/A", channel);
    const target = new URL(shareTarget(channel, { subject: "", message: `Look: ${link} (tea)`, link }));
    expect(target.searchParams.get(channel === "whatsapp" ? "text" : "body")).toBe(`Look: ${link} (tea)`);
  });

  it("keeps what a link had in its query", () => {
    expect(linkFor("https://refer.example/r/A?x=1", "sms")).toBe("https://refer.example/r/A?x=1&via=sms");
  });
});
