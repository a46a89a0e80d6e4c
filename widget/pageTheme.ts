import { isDark } from "./pageColour.ts";

/** Whether an element is light or dark: as the shop says, else as the page is that it stands on. */

/** So many elements around one another are looked at; the page itself is the last of far fewer. */
const MAX_AROUND = 200;

export interface PageTheme {
  /** The element or what is around it may have changed. */
  look(): void;
  stop(): void;
}

/**
 * Gives `card` the theme of the page around `host`, and another when the page changes: by an attribute of an element
 * around it, by the visitor's system or by a style sheet that comes late.
 */
export function followTheme(host: HTMLElement, card: HTMLElement): PageTheme {
  // Where no element paints a ground the browser does, in this colour, which goes by the page's `color-scheme`.
  const canvas = document.createElement("i");
  canvas.hidden = true;
  canvas.style.background = "Canvas";
  host.shadowRoot?.append(canvas);
  const system = matchMedia("(prefers-color-scheme: dark)");
  let frame = 0;
  const look = () => {
    frame = 0;
    const around = elementsAround(host);
    for (const element of around) changes.observe(element, { attributes: true });
    const theme = host.getAttribute("theme") ?? "";
    // A ground that the shop gave the card itself is nearer than any.
    const own = getComputedStyle(host).getPropertyValue("--referral-background") ? [card] : [];
    const grounds = [...own, ...around, canvas];
    card.dataset.theme = (/^(light|dark)$/.test(theme) ? theme === "dark" : isGroundDark(grounds)) ? "dark" : "light";
  };
  // A page may move an element around it many times a frame.
  const soon = () => {
    frame ||= requestAnimationFrame(look);
  };
  // A ground that fades from one colour to another has the other only at the end.
  const faded = ({ propertyName }: TransitionEvent) => {
    if (propertyName === "background-color") soon();
  };
  const changes = new MutationObserver(soon);
  system.addEventListener("change", soon);
  addEventListener("load", soon);
  addEventListener("transitionend", faded);
  look();
  return {
    look,
    stop() {
      cancelAnimationFrame(frame);
      changes.disconnect();
      system.removeEventListener("change", soon);
      removeEventListener("load", soon);
      removeEventListener("transitionend", faded);
      canvas.remove();
    },
  };
}

/** From the nearest to the page itself, out of the shadow roots that it may stand in. */
function elementsAround(host: HTMLElement): Element[] {
  const around: Element[] = [];
  for (let at = parentOf(host); at && around.length < MAX_AROUND; at = parentOf(at)) around.push(at);
  return around;
}

function parentOf(element: Element): Element | null | undefined {
  const root = element.getRootNode();
  return element.assignedSlot ?? element.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
}

/** By the first that paints something. Of a picture or a gradient no one knows the colours, but the page has chosen its texts for it. */
function isGroundDark(grounds: readonly Element[]): boolean {
  for (const ground of grounds) {
    const { backgroundColor, backgroundImage, color } = getComputedStyle(ground);
    if (backgroundImage !== "none") return isDark(color) === false;
    const dark = isDark(backgroundColor);
    if (dark !== null) return dark;
  }
  return false;
}
