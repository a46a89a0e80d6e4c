import type { ProgramOverview } from "../db/queries/programOverview.ts";
import type { ProgramRow } from "../db/rows/program.ts";
import type { Markup } from "../http/pages/layout.ts";
import { APPLICATIONS_TEXTS } from "../i18n/dashboard/applications.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { PROGRAM_TEXTS, STATUS_TEXTS } from "../i18n/dashboard/programs.ts";
import type { Language } from "../i18n/languages.ts";
import type { PageView } from "./page.ts";
import type { Tone } from "./parts/badge.ts";
import { badge } from "./parts/badge.ts";
import { tabs } from "./parts/tabs.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath, viewerMay } from "./viewer.ts";

/** The pages of one program, in the order of their tabs. */
export const PROGRAM_PAGES = [
  "overview",
  "rules",
  "versions",
  "goals",
  "texts",
  "materials",
  "applications",
  "settings",
] as const;
export type ProgramPage = (typeof PROGRAM_PAGES)[number];

const PATHS: Readonly<Record<ProgramPage, string>> = {
  overview: "",
  rules: "/edit",
  versions: "/versions",
  goals: "/goals",
  texts: "/texts",
  materials: "/materials",
  applications: "/applications",
  settings: "/settings",
};
/** Those that only change something. */
const FOR_CHANGING: ReadonlySet<ProgramPage> = new Set<ProgramPage>(["rules", "texts", "settings"]);

/** The address of a page of a program. */
export function programPath(viewer: Pick<Viewer, "tenantSlug">, key: string, page: ProgramPage = "overview"): string {
  return shopPath(viewer, `/programs/${key}${PATHS[page]}`);
}

/** What every page of a program has: its name, its state, the way back, and the pages beside it. */
export function programFrame(
  viewer: Viewer,
  { key, name, status, pausedReason }: Pick<ProgramRow, "key" | "name" | "status" | "pausedReason">,
  current: ProgramPage,
): { readonly frame: Omit<PageView, "main">; readonly tabs: Markup } {
  const { language } = viewer;
  const pages = PROGRAM_PAGES.filter((page) => viewerMay(viewer, "changePrograms") || !FOR_CHANGING.has(page));
  const all = pages.map((page) => ({
    href: programPath(viewer, key, page),
    label: (page === "applications" ? APPLICATIONS_TEXTS.title : PROGRAM_TEXTS[page])[language],
    isCurrent: page === current,
  }));
  return {
    frame: {
      title: name,
      section: "programs",
      badge: statusBadge(language, { status, pausedReason }),
      back: { href: shopPath(viewer, "/programs"), label: FRAME_TEXTS.programs[language] },
    },
    tabs: tabs(PROGRAM_TEXTS.parts[language], all),
  };
}

const TONES: Readonly<Record<ProgramRow["status"], Tone>> = {
  draft: "plain",
  active: "good",
  paused: "notice",
  ended: "plain",
};

/** How a program stands, in a word. */
export function statusBadge(
  language: Language,
  { status, pausedReason }: Pick<ProgramOverview, "status" | "pausedReason">,
): Markup {
  const isBudget = status === "paused" && pausedReason === "budget";
  return badge(STATUS_TEXTS[isBudget ? "pausedByBudget" : status][language], TONES[status]);
}
