import { tell } from "./client.ts";
import type { Advocate } from "./contract.ts";
import { copyButton } from "./copyButton.ts";
import { make } from "./fromPanel.ts";
import { icons } from "./panelIcons.ts";
import { later } from "./panelLater.ts";
import { drawing, part, quiet, webAddress } from "./pieces.ts";
import { channelNames, channelOrder, linkFor, shareTarget } from "./shareChannels.ts";
import type { View } from "./view.ts";
import { fillText } from "./words.ts";

/** The link: to copy, to send, and as a QR code. */

export function shareView(view: View, advocate: Advocate): HTMLElement | null {
  const { texts } = view;
  const shareUrl = webAddress(advocate.shareUrl);
  if (!shareUrl) return null;
  const field = make("input", { id: "link", class: "link", readonly: true, dir: "ltr", "aria-label": texts.linkLabel });
  field.value = shareUrl;
  field.addEventListener("focus", () => field.select());
  return part(
    "share",
    texts.shareTitle,
    make("div", { class: "row" }, field, copyButton(view, "copy", field, shareUrl, texts.copyLink)),
    quiet(`${texts.yourCode} `, make("strong", { class: "code", dir: "ltr" }, advocate.vanity ?? advocate.code)),
    make("ul", { class: "channels" }, ...channels(view, { ...advocate, shareUrl })),
    later(view, "qr", texts.showQr, (more) => more.qrCode(view, advocate)),
  );
}

function channels({ texts, host }: View, shared: Advocate): HTMLElement[] {
  const names = channelNames(texts);
  const order = channelOrder({
    isPhone: matchMedia("(hover: none) and (pointer: coarse)").matches,
    canShare: !!navigator.share,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone ?? "",
    locale: navigator.language,
  });
  return order.map((channel) => {
    const name = names[channel] ?? "";
    const isPage = !/native|email|sms/.test(channel);
    const label = fillText(texts.shareVia, { channel: name });
    const onclick = () => {
      tell(host, "referral-share", { channel });
      if (channel !== "native") return;
      const { message, subject, shareUrl } = shared;
      // A visitor who closes the share sheet without sharing has done nothing wrong.
      navigator.share({ title: subject, text: message, url: linkFor(shareUrl, channel) }).catch(() => {});
    };
    const inside = [make("span", { class: `icon ${channel}` }, drawing(24, icons[channel])), make("span", {}, name)];
    const properties = { class: "channel", onclick };
    if (channel === "native") return make("li", {}, make("button", { ...properties, type: "button" }, ...inside));
    const link = {
      href: shareTarget(channel, { ...shared, link: linkFor(shared.shareUrl, channel) }),
      rel: "noopener noreferrer",
      target: isPage && "_blank",
      "aria-label": isPage ? `${label} (${texts.newWindow})` : label,
    };
    return make("li", {}, make("a", { ...properties, ...link }, ...inside));
  });
}
