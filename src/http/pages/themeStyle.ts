import type { Colours, Theme } from "../../domain/theme.ts";
import { themeOf } from "../../domain/theme.ts";

/**
 * The style sheet of a shop's colours, for our pages and for those of the shop that link it: what the elements take
 * their colours from. Nothing else that a tenant wrote is in it.
 *
 * @param accent as `ACCENT` has it; null makes an empty sheet, and the colours are ours
 */
export function themeStyle(accent: string | null): string {
  if (accent === null) return "";
  const theme = themeOf(accent);
  const elements = (name: keyof Theme) =>
    `referral-panel[theme="${name}"],referral-code[theme="${name}"]{${properties(theme[name])}}`;
  return `:root{${properties(theme.light)}}
@media (prefers-color-scheme:dark){:root{${properties(theme.dark)}}}
${elements("light")}
${elements("dark")}
`;
}

function properties({ accent, onAccent, accentText, tint }: Colours): string {
  return `--referral-accent:${accent};--referral-on-accent:${onAccent};--referral-accent-text:${accentText};--referral-tint:${tint}`;
}
