import { html } from "hono/html";
import type { Breakdown } from "../db/queries/reports/breakdownKeys.ts";
import { BREAKDOWNS } from "../db/queries/reports/breakdownKeys.ts";
import type { ScopeView } from "../db/queries/reports/scope.ts";
import type { Markup } from "../http/pages/layout.ts";
import { FILE_TEXTS } from "../i18n/dashboard/files.ts";
import { REPORT_TEXTS } from "../i18n/dashboard/reports.ts";
import { queryOf } from "./listQuery.ts";
import { linkButton } from "./parts/button.ts";
import { periodPicker } from "./parts/period.ts";
import { tabs } from "./parts/tabs.ts";
import type { ReportQuery } from "./reportScope.ts";
import { askedOf } from "./reportScope.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** What the pages of reports have in common: which there are, and what they are about. */

/** "time" is the page of all figures over time, "retention" that of customers who come back, "owed" that of the books. */
export type ReportKind = "time" | Breakdown | "retention" | "owed";

const pathOf = (kind: ReportKind) => (kind === "time" ? "/reports" : `/reports/${kind}`);

/** A report's page with what is asked of it. */
export function reportAddress(viewer: Viewer, kind: ReportKind, query: ReportQuery, more = {}): string {
  return shopPath(viewer, `${pathOf(kind)}${queryOf({ ...askedOf(query), ...more })}`);
}

/** The link to the same as a file. */
export function fileLink(viewer: Viewer, kind: ReportKind, query: ReportQuery, more = {}): Markup {
  const href = shopPath(viewer, `${pathOf(kind)}/csv${queryOf({ ...askedOf(query), ...more })}`);
  return linkButton({ href, label: FILE_TEXTS.csv[viewer.language], icon: "download" });
}

/** The reports beside each other. */
export function reportTabs(viewer: Viewer, kind: ReportKind, query: ReportQuery): Markup {
  const all = (["time", ...BREAKDOWNS, "retention", "owed"] as const).map((one) => {
    const href = reportAddress(viewer, one, query);
    return { href, label: REPORT_TEXTS[one][viewer.language], isCurrent: one === kind };
  });
  return tabs(REPORT_TEXTS.ofReports[viewer.language], all);
}

/** The same, and the one picker of the page. */
export function reportHead(
  viewer: Viewer,
  kind: ReportKind,
  query: ReportQuery,
  { programs }: ScopeView,
  compared: string | null,
): Markup {
  const { language } = viewer;
  const { period, from, to, program, currency } = askedOf(query);
  const picker = periodPicker(language, {
    action: shopPath(viewer, pathOf(kind)),
    ...{ period, from, to, programs, program: program || null },
    keep: currency === "" ? {} : { currency },
    ...(compared === null ? {} : { compared }),
  });
  return html`${reportTabs(viewer, kind, query)}${picker}`;
}

/** The other currencies that a report can be in. */
export function otherCurrencies(viewer: Viewer, kind: ReportKind, query: ReportQuery, view: ScopeView): Markup {
  if (view.currencies.length < 2) return html``;
  const all = view.currencies.map((label) => {
    const href = reportAddress(viewer, kind, query, { currency: label, program: "" });
    return { href, label, isCurrent: label === view.currency };
  });
  return tabs(REPORT_TEXTS.currency[viewer.language], all);
}
