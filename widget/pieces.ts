import { type Child, furnish, make, type Properties } from "./fromPanel.ts";

/** The pieces that the parts of the panel are made of. */

const SVG = "http://www.w3.org/2000/svg";

/** A drawing of one path, decoration unless it has a name. */
export function drawing(size: number, path: string, properties: Properties = { "aria-hidden": "true" }): SVGElement {
  const shape = furnish(document.createElementNS(SVG, "path") as SVGElement, { d: path }, []);
  return furnish(
    document.createElementNS(SVG, "svg") as SVGElement,
    { viewBox: `0 0 ${size} ${size}`, ...properties },
    [shape],
  );
}

/** An address that is a web page's, as it was written; anything else (`javascript:`, nonsense) is null. */
export function webAddress(url: string | null | undefined): string | null {
  try {
    const { protocol, href } = new URL(url ?? "", document.baseURI);
    return url && /^https?:$/.test(protocol) ? href : null;
  } catch {
    return null;
  }
}

/** A sign in a circle, for the eye alone. */
export function badge(sign: Node | string, kind = ""): HTMLElement {
  return make("span", { class: `badge ${kind}`, "aria-hidden": "true" }, sign);
}

/** What stands back behind the rest. */
export function quiet(...children: readonly Child[]): HTMLElement {
  return make("p", { class: "quiet" }, ...children);
}

/** What is shown when it is asked for. Its id keeps it open while the panel is drawn anew. */
export function details(id: string, summary: string | undefined, ...children: readonly Child[]): HTMLDetailsElement {
  return make("details", { id, class: "details" }, make("summary", {}, summary), ...children);
}

/** What went wrong. It is read out when it appears. */
export function refusal(text?: string): HTMLElement {
  return make("p", { class: "refusal", role: "alert" }, text);
}

/** A part of the panel with its heading. */
export function part(name: string, title: string | undefined, ...children: readonly Child[]): HTMLElement {
  return make("section", { class: name }, make("h3", {}, title), ...children);
}

/** A button that stands out. Without `onclick` it sends its form. */
export function mainButton(id: string, text: string | undefined, onclick?: () => void): HTMLButtonElement {
  return make("button", { id, class: "button", type: onclick ? "button" : "submit", onclick }, text);
}
