import { tell } from "./client.ts";
import type { Advocate } from "./contract.ts";
import { make } from "./fromPanel.ts";
import { icons } from "./panelIcons.ts";
import { details, drawing, mainButton, part, quiet, webAddress } from "./pieces.ts";
import { type Channel, channelOrder, linkFor, shareTarget } from "./shareChannels.ts";
import type { View } from "./view.ts";
import { fillText } from "./words.ts";

/** The link: to copy, to send, and as a QR code. */

const COPIED_MS = 2_500;

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
    details(
      "qr",
      texts.showQr,
      drawing(advocate.qr.size, advocate.qr.path, { class: "qr", role: "img", "aria-label": texts.qrLabel }),
    ),
  );
}

/**
 * Copies, says so and shows it. Where the clipboard is refused, what `source` shows is selected instead, to be
 * copied by hand; null means the button itself.
 */
export function copyButton(
  { texts, actions }: View,
  id: string,
  source: HTMLInputElement | null,
  text: string,
  label: string | undefined,
): HTMLButtonElement {
  const button = mainButton(id, label, async () => {
    const isCopied = await copyText(text, source ?? button);
    actions.say(isCopied ? texts.copied : texts.copyByHand);
    if (!isCopied) return;
    button.textContent = texts.copied ?? "";
    button.classList.add("done");
    setTimeout(() => {
      button.textContent = label ?? "";
      button.classList.remove("done");
    }, COPIED_MS);
  });
  return button;
}

async function copyText(text: string, source: HTMLElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not a secure page, or not allowed: the way from before there was a clipboard to write to.
    if (source instanceof HTMLInputElement) source.select();
    else getSelection()?.selectAllChildren(source);
    return document.execCommand("copy");
  }
}

function channels({ texts, host }: View, shared: Advocate): HTMLElement[] {
  const names: Readonly<Record<Channel, string | undefined>> = {
    native: texts.share,
    whatsapp: "WhatsApp",
    telegram: "Telegram",
    x: "X",
    facebook: "Facebook",
    linkedin: "LinkedIn",
    email: texts.channelEmail,
    sms: texts.channelSms,
  };
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
      href: shareTarget(channel, shared),
      rel: "noopener noreferrer",
      target: isPage && "_blank",
      "aria-label": isPage ? `${label} (${texts.newWindow})` : label,
    };
    return make("li", {}, make("a", { ...properties, ...link }, ...inside));
  });
}
