import type { Permission } from "../domain/permissions.ts";
import type { IconName } from "./parts/iconPaths.ts";

/** The entries of the navigation, in their order. */
export const SECTIONS = [
  "home",
  "programs",
  "people",
  "rewards",
  "reviews",
  "payouts",
  "codes",
  "reports",
  "activity",
  "setup",
] as const;

export type Section = (typeof SECTIONS)[number];

export interface SectionEntry {
  /** From the shop's home on. */
  readonly path: string;
  readonly icon: IconName;
  /** Who may open it: to all others it is not offered. */
  readonly may: Permission;
  /** One of the tabs of a phone; the others are behind "More". */
  readonly isTab: boolean;
}

export const SECTION_ENTRIES: Readonly<Record<Section, SectionEntry>> = {
  home: { path: "", icon: "house", may: "seeFigures", isTab: true },
  programs: { path: "/programs", icon: "gift", may: "seeFigures", isTab: true },
  people: { path: "/people", icon: "users", may: "seeFigures", isTab: true },
  rewards: { path: "/rewards", icon: "coins", may: "seeFigures", isTab: true },
  reviews: { path: "/reviews", icon: "shield-alert", may: "handleCases", isTab: false },
  payouts: { path: "/payouts", icon: "banknote", may: "seeFigures", isTab: false },
  codes: { path: "/codes", icon: "ticket-percent", may: "seeFigures", isTab: false },
  reports: { path: "/reports", icon: "chart-column", may: "seeFigures", isTab: false },
  activity: { path: "/activity", icon: "history", may: "seeFigures", isTab: false },
  setup: { path: "/setup", icon: "settings", may: "seeFigures", isTab: false },
};
