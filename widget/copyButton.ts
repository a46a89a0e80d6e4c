import { mainButton } from "./pieces.ts";
import type { View } from "./view.ts";

const COPIED_MS = 2_500;

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
