/** Names in the order in which they tell: most browsers also call themselves by the names of others. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(e|A|iOS)?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\bFirefox\/|\bFxiOS\//, "Firefox"],
  [/\bChrome\/|\bCriOS\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/\biPhone\b/, "iPhone"],
  [/\biPad\b/, "iPad"],
  [/\bAndroid\b/, "Android"],
  [/\bWindows\b/, "Windows"],
  [/\bMac OS X\b/, "macOS"],
  [/\bCrOS\b/, "ChromeOS"],
  [/\bLinux\b/, "Linux"],
];

/** What a person calls a device by, from what its browser said of itself; null where that names nothing known. */
export function deviceOf(userAgent: string | null): string | null {
  const first = (names: typeof BROWSERS) => names.find(([form]) => form.test(userAgent ?? ""))?.[1] ?? [];
  const told = [first(BROWSERS), first(SYSTEMS)].flat();
  return told.length === 0 ? null : told.join(", ");
}
