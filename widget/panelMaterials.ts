import { tell } from "./client.ts";
import type { Material, SharedMaterials } from "./contract.ts";
import { copyButton } from "./copyButton.ts";
import { make } from "./fromPanel.ts";
import { picturePreview, savePicture } from "./panelPicture.ts";
import { mainButton, quiet, refusal, webAddress } from "./pieces.ts";
import { type Channel, channelNames, shareTarget } from "./shareChannels.ts";
import type { View } from "./view.ts";
import { fillText } from "./words.ts";

/** What the shop gives its advocates to share: texts, pictures, documents and films, each with their own link. */

/** What was answered stays while the panel is drawn anew, for the same person and the same link. */
const answered = new WeakMap<HTMLElement, { readonly of: string; readonly materials: SharedMaterials }>();

export function materialList(view: View): HTMLElement {
  const { panel, texts, host, actions } = view;
  const of = `${panel.program} ${panel.language} ${panel.advocate?.shareUrl}`;
  const box = make("div", { class: "materials" });
  const show = (shared: SharedMaterials) => {
    const { materials } = shared;
    const items = materials.map((material) => materialItem(view, material, shared));
    box.replaceChildren(items.length ? make("ul", {}, ...items) : quiet(texts.materialsEmpty));
  };
  const load = async () => {
    box.replaceChildren(make("p", { class: "quiet loading" }, texts.loading));
    const answer = await actions.ask<SharedMaterials>(
      `/v1/client/materials?${new URLSearchParams({ program: panel.program })}`,
    );
    if (answer.ok) {
      answered.set(host, { of, materials: answer.body });
      return show(answer.body);
    }
    const retry = mainButton("retry-list", texts.retry, () => {
      box.closest("details")?.querySelector("summary")?.focus();
      void load();
    });
    box.replaceChildren(refusal(answer.message ?? texts.errorTitle), retry);
  };
  const kept = answered.get(host);
  if (kept?.of === of) show(kept.materials);
  else void load();
  return box;
}

/** Its title and its text are in their own language, which may be another one than the panel's. */
function materialItem(view: View, material: Material, { language, direction }: SharedMaterials): HTMLElement {
  const { texts } = view;
  const { id, title, picture } = material;
  const written = { lang: language, dir: direction };
  const text = withLink(material);
  const copied = copyButton(view, `copy-${id}`, null, text, material.text ? texts.copyText : texts.copyLink);
  copied.setAttribute("aria-label", `${copied.textContent}: ${title}`);
  return make(
    "li",
    { class: "material" },
    make("h4", written, title),
    picture && picturePreview(view, picture, title),
    material.text && make("p", { ...written, class: "text" }, text),
    make(
      "div",
      { class: "row" },
      picture && saveButton(view, material),
      material.url && elsewhere(view, material),
      copied,
      sendLink(view, material),
    ),
  );
}

/** What is copied: the text with the link, wherever it stands in it. */
function withLink({ text, link }: Material): string {
  if (!text) return link;
  return text.includes(link) ? text : `${text}\n${link}`;
}

function saveButton(view: View, { id, title, picture }: Material): HTMLElement {
  const { texts, actions } = view;
  const button = mainButton(`save-${id}`, texts.download, async () => {
    const isSaved = picture && (await savePicture(view, picture, id));
    actions.say(isSaved ? texts.downloaded : texts.failed);
  });
  button.setAttribute("aria-label", `${texts.download}: ${title}`);
  return button;
}

/** A document or a film, in a window of its own. */
function elsewhere({ texts }: View, { kind, url, title }: Material): HTMLElement | null {
  const href = webAddress(url);
  const label = kind === "video" ? texts.watchVideo : texts.openDocument;
  const named = `${label}: ${title} (${texts.newWindow})`;
  const opens = { href, target: "_blank", rel: "noopener noreferrer" };
  return href === null ? null : make("a", { class: "button", ...opens, "aria-label": named }, label);
}

/** A text that is meant for a channel that we know can be sent by it. */
function sendLink({ panel, texts, host }: View, { channel, title, text, link }: Material): HTMLElement | null {
  const names: Readonly<Record<string, string | undefined>> = channelNames(texts);
  if (!channel || !text || channel === "native" || !Object.keys(names).includes(channel)) return null;
  const known = channel as Exclude<Channel, "native">;
  const shared = { subject: panel.advocate?.subject ?? title, message: text, link };
  const label = fillText(texts.shareVia, { channel: names[channel] ?? "" });
  const isPage = !/email|sms/.test(channel);
  return make(
    "a",
    {
      class: "button",
      href: shareTarget(known, shared),
      rel: "noopener noreferrer",
      target: isPage && "_blank",
      "aria-label": `${label}: ${title}${isPage ? ` (${texts.newWindow})` : ""}`,
      onclick: () => tell(host, "referral-share", { channel }),
    },
    label,
  );
}
