/** Makes elements. Texts only ever become text nodes, so whatever they say stays text. */

export type Child = Node | string | null | false | undefined;
export type Properties = Readonly<
  Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>
>;

/**
 * An element: `on...` listens, `true` is an empty attribute, null and false are none. What has a class is a part of
 * that name, for the page to style. Never given an URL unchecked.
 */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Properties = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  return furnish(document.createElement(name), properties, children);
}

export function furnish<E extends Element>(element: E, properties: Properties, children: readonly Child[]): E {
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
      if (name === "class") element.setAttribute("part", String(value));
    }
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** Adopted, because a strict page allows no inline style; a browser that can't adopt gets one all the same. */
export function addStyles(root: ShadowRoot, css: string): void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  } catch {
    root.append(make("style", {}, css));
  }
}
