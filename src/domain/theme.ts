/** The colours of a shop's pages, made of the one that it chose: whatever it is, all of them can be read. */

/** As it is stored: "#0a6b4d". */
export const ACCENT = /^#[0-9a-f]{6}$/;

/** The colours for one kind of page; each is "#rrggbb". */
export interface Colours {
  /** Of a button: the shop's own wherever it can be seen on the page. */
  readonly accent: string;
  /** Of the text on it. */
  readonly onAccent: string;
  /** The accent as text on the page: as dark or as light as that takes. */
  readonly accentText: string;
  /** A ground with a touch of the accent. */
  readonly tint: string;
}

export interface Theme {
  readonly light: Colours;
  readonly dark: Colours;
}

/** What text needs, by WCAG 2.2, 1.4.3. */
export const TEXT_CONTRAST = 4.5;
/** A button in a colour that is nearer to the page's than this is not seen. */
const SEEN_CONTRAST = 1.3;
/** How much of the accent is in the tint. */
const TINT = 0.1;
/** On the way to black or white, where every accent can be read. */
const STEPS = 64;

/** What our pages and elements have behind their texts; the first is that of cards. */
export const GROUNDS = {
  light: ["#ffffff", "#f6f5fa", "#f6f4ef"],
  dark: ["#1b211e", "#1b1826", "#262234", "#121614"],
} as const satisfies Readonly<Record<keyof Theme, readonly string[]>>;

/** @param accent as `ACCENT` has it */
export function themeOf(accent: string): Theme {
  return { light: coloursOf(accent, GROUNDS.light, "#000000"), dark: coloursOf(accent, GROUNDS.dark, "#ffffff") };
}

function coloursOf(chosen: string, grounds: readonly [string, ...string[]], extreme: string): Colours {
  const tints = (colour: string) => grounds.map((ground) => mix(ground, colour, TINT));
  const canBeRead = (text: string, all: readonly string[]) =>
    all.every((ground) => contrast(text, ground) >= TEXT_CONTRAST);
  const isSeen = contrast(chosen, grounds[0]) >= SEEN_CONTRAST;
  let accentText = extreme;
  for (let step = 0; step < STEPS; step++) {
    const text = mix(chosen, extreme, step / STEPS);
    if (!canBeRead(text, [...grounds, ...tints(isSeen ? chosen : text)])) continue;
    accentText = text;
    break;
  }
  const accent = isSeen ? chosen : accentText;
  return { accent, onAccent: textOn(accent), accentText, tint: mix(grounds[0], accent, TINT) };
}

/** White where it can be read, else black: of the two one always can. */
function textOn(colour: string): string {
  return contrast("#ffffff", colour) >= TEXT_CONTRAST ? "#ffffff" : "#000000";
}

/** From 1 to 21, as WCAG 2.2 defines it. */
export function contrast(one: string, other: string): number {
  const [lighter = 0, darker = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red, green, blue] = partsOf(colour).map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param share of the other, from 0 to 1 */
function mix(one: string, other: string, share: number): string {
  const others = partsOf(other);
  const parts = partsOf(one).map((part, index) => Math.round(part + ((others[index] ?? 0) - part) * share));
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

function partsOf(colour: string): readonly number[] {
  return [1, 3, 5].map((from) => Number.parseInt(colour.slice(from, from + 2), 16));
}
