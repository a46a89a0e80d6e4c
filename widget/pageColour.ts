/** What a computed colour tells of the ground that it paints. Pure. */

/** What lets more than half of the ground behind it through is no ground. */
const LEAST_OPAQUE = 0.5;
/** Black and white text are read equally well on a colour of this luminance. */
const MIDDLE_LUMINANCE = 0.18;
/** The same colour in the lightness of Lab, and of Oklab. */
const MIDDLE_LAB = 49.5;
const MIDDLE_OKLAB = 0.565;

/**
 * Whether texts on a colour have to be light; null where the colour is hardly there.
 *
 * @param colour as `getComputedStyle` writes it: `rgb(…)`, `color(srgb …)`, `oklch(…)` and the like
 */
export function isDark(colour: string): boolean | null {
  const numbers = colour.replace(/^.*?\((?:[a-z][\w-]* )?/, "").split(/[\s,/]+/);
  const [red = 0, green = 0, blue = 0, opaque = 1] = numbers.map((text) => Number.parseFloat(text) || 0);
  if (opaque < LEAST_OPAQUE) return null;
  if (/^(ok)?l/.test(colour)) return red < (colour[0] === "o" ? MIDDLE_OKLAB : MIDDLE_LAB);
  const whole = /^rgb/.test(colour) ? 255 : 1;
  const light = (part: number) => (part / whole) ** 2.2;
  return 0.2126 * light(red) + 0.7152 * light(green) + 0.0722 * light(blue) < MIDDLE_LUMINANCE;
}
