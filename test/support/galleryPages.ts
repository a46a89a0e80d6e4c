import { html } from "hono/html";
import type { PageView } from "../../src/dashboard/page.ts";
import { attributes, LIVE_FORM } from "../../src/dashboard/parts/attributes.ts";
import { badge } from "../../src/dashboard/parts/badge.ts";
import { bulkBar } from "../../src/dashboard/parts/bulk.ts";
import { button, linkButton } from "../../src/dashboard/parts/button.ts";
import { card, figures } from "../../src/dashboard/parts/card.ts";
import type { LineChart } from "../../src/dashboard/parts/chart.ts";
import { lineChart } from "../../src/dashboard/parts/chart.ts";
import { confirm } from "../../src/dashboard/parts/dialog.ts";
import { empty } from "../../src/dashboard/parts/empty.ts";
import { checkbox, fieldRow, moneyField, selectField, textArea, textField } from "../../src/dashboard/parts/field.ts";
import { pager } from "../../src/dashboard/parts/pager.ts";
import { periodPicker } from "../../src/dashboard/parts/period.ts";
import { saveBar, WATCHED_FORM } from "../../src/dashboard/parts/saveBar.ts";
import { table } from "../../src/dashboard/parts/table.ts";
import { tabs } from "../../src/dashboard/parts/tabs.ts";
import { shopPath } from "../../src/dashboard/viewer.ts";
import type { Markup } from "../../src/http/pages/layout.ts";
import { formatsOf } from "../../src/i18n/formats.ts";
import type { Language } from "../../src/i18n/languages.ts";

/** Every part of the dashboard on a few pages, with the oddest of what it has to show. */

export const GALLERY_PAGES = ["figures", "tables", "forms", "empty"] as const;
export type GalleryPage = (typeof GALLERY_PAGES)[number];

export const LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
export const HOSTILE = "<script>alert(1)</script>\"' & so on";
export const HEBREW = "שָׁלוֹם רות כהן־לוי";

function chart(language: Language, more: Partial<LineChart> & Pick<LineChart, "id" | "title">): LineChart {
  const { money, number } = formatsOf(language);
  const days = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", timeZone: "UTC" });
  const buckets = Array.from({ length: 24 }, (_, at) => {
    const text = days.format(Date.UTC(2026, 5, 15 + at * 7));
    return { label: text, short: text };
  });
  const values = buckets.map((_, at) => Math.round(812_345 + 400_000 * Math.sin(at / 3) + 37_111 * at));
  return {
    total: money(BigInt(values.reduce((sum, value) => sum + value, 0)), "GBP"),
    summary: more.title,
    buckets,
    series: [{ name: more.title, values, kind: "area" }],
    format: (value) => money(BigInt(value), "GBP"),
    axis: (value) => number(value / 100),
    running: "sum",
    ...more,
  };
}

function figuresPage(language: Language): PageView {
  const { money, number } = formatsOf(language);
  const up = { text: "+12%", way: "up", tone: "good" } as const;
  const oneCurrency = (id: string, currency: string, values: readonly (number | null)[]) =>
    chart(language, {
      id,
      title: currency,
      buckets: values.map((_, at) => ({ label: `2026-11-${at + 1}`, short: `${at + 1}` })),
      series: [{ name: currency, values, kind: "line" }],
      format: (value) => money(BigInt(value), currency),
      axis: (value) => money(BigInt(value), currency),
    });
  const two = chart(language, { id: "two", title: "Cost of the draft and of today" });
  const values = two.series[0]?.values.map((value) => value ?? 0) ?? [];
  const draft = values.map((value, at) => (at > 8 && at < 11 ? null : Math.round(value * 0.8)));
  const series = [
    { name: "Today", values, kind: "line" },
    { name: LONG, values: draft, kind: "dash" },
  ] as const;
  const marks = [
    { at: 6, label: "v2" },
    { at: 20, label: "v3" },
  ];
  const all = [
    chart(language, { id: "revenue", title: "Revenue from friends", group: "weeks", marks }),
    chart(language, { id: "cost", title: "Reward cost", group: "weeks" }),
    { ...two, series },
    oneCurrency("zero", "GBP", [0, 0, 0, 0]),
    oneCurrency("one", "JPY", [9_000_000_000]),
    oneCurrency("below", "KWD", [-1_234, 5_500, null, 42_000, 1]),
  ];
  return {
    title: "Home",
    section: "home",
    actions: periodPicker(language, {
      action: shopPath({ tenantSlug: "demo" }),
      period: "12w",
      programs: [
        { key: "friends", name: "Refer a friend" },
        { key: "other", name: LONG },
      ],
      program: null,
      compared: "Compared with the 12 weeks before",
    }),
    main: html`${figures([
      { label: "Friends", value: number(1_234), change: up, href: "#friends" },
      { label: "Conversions", value: number(86), change: { text: "−3%", way: "down", tone: "plain" } },
      {
        label: "Revenue from friends",
        value: money(123_456_789_012n, "GBP"),
        change: { text: "0%", way: "same", tone: "plain" },
      },
      {
        label: "Reward cost",
        value: money(9_876_543n, "JPY"),
        change: { text: "+41%", way: "up", tone: "notice" },
        note: LONG,
      },
      { label: "Cost per new customer", value: null, missing: "No friend has bought yet" },
      { label: "Friends per 100 customers", value: number(31), change: null },
    ])}
<div class="halves">${all.map((one) => lineChart(language, one))}</div>
${card({ title: "Inside of a card", body: lineChart(language, chart(language, { id: "inside", title: "Cost by week", isInside: true })) })}`,
  };
}

const NAMES = ["Ada Lovelace", LONG, HEBREW, HOSTILE, "x", "ada.lovelace+test@example.com", "1", "", "Борис"];

function bigTable(language: Language): Markup {
  const { money, number } = formatsOf(language);
  const rows = Array.from({ length: 40 }, (_, at) => ({ at, name: NAMES[at % NAMES.length] ?? "" }));
  return table({
    caption: "People",
    rows,
    href: ({ at }) => `#row-${at}`,
    id: ({ at }) => `row-${at}`,
    select: {
      form: "bulk",
      name: "id",
      value: ({ at }) => String(at),
      label: ({ at, name }) => (at === 3 ? null : `Select ${name}`),
      allLabel: "Select all",
    },
    columns: [
      { title: "Name", cell: ({ name }) => html`<bdi>${name === "" ? "13748" : name}</bdi>` },
      {
        title: "State",
        onPhone: "end",
        cell: ({ at }) =>
          badge(
            ["active", "waits", "ended", "lost"][at % 4] ?? "",
            (["good", "notice", "plain", "bad"] as const)[at % 4] ?? "plain",
          ),
      },
      {
        title: "Friends",
        kind: "number",
        sort: { href: "#sort", now: "descending" },
        cell: ({ at }) => number(at * 97),
      },
      { title: "Earned", kind: "number", cell: ({ at }) => money(BigInt(at) ** 7n, "GBP") },
      { title: "Last seen", kind: "time", onPhone: "hidden", cell: () => "12 November 2026" },
    ],
    foot: ["Sum", "", number(75_660), money(123_456_789n, "GBP"), ""],
  });
}

/** Of two states at once, as a coupon may have them. */
function badgedTable(): Markup {
  return table({
    caption: "Coupons",
    rows: [{ code: "K7QW2MXN4PTR" }],
    id: () => "badged",
    select: {
      form: "badges",
      name: "id",
      value: () => "badged",
      label: ({ code }) => code,
      allLabel: "Select coupons",
    },
    columns: [
      { title: "Code", cell: ({ code }) => html`<bdi>${code}</bdi>` },
      {
        title: "State",
        onPhone: "end",
        cell: () => html`${badge("In use", "good")} ${badge("Not reported", "notice")}`,
      },
    ],
  });
}

function tablesPage(language: Language): PageView {
  const small = table({
    caption: "Codes",
    rows: [{ code: "ADA-1234" }],
    columns: [
      { title: "Code", cell: ({ code }) => html`<code>${code}</code>` },
      {
        title: "Steps",
        hasUnseenTitle: true,
        kind: "number",
        onPhone: "end",
        cell: () => html`${linkButton({ href: "#go", label: "Open", look: "quiet" })}`,
      },
    ],
  });
  return {
    title: LONG,
    section: "people",
    badge: badge("version 3", "good"),
    back: { href: "#back", label: "People" },
    actions: html`${linkButton({ href: "#csv", label: "Export", icon: "download" })}${confirm(language, {
      id: "pause",
      opener: { label: "Pause", icon: "pause" },
      title: "Pause the program?",
      body: html`<p>Friends who come meanwhile earn nothing.</p>${textField({ name: "reason", label: "Reason", value: "" })}`,
      confirm: { label: "Pause", look: "primary" },
      action: "#pause",
      fields: { key: "abc" },
    })}`,
    main: html`${tabs("Parts of the program", [
      { href: "#a", label: "Overview", isCurrent: true, count: "12" },
      { href: "#b", label: "Versions", isCurrent: false },
      { href: "#c", label: LONG, isCurrent: false },
    ])}${card({ title: "People", isFlush: true, body: bigTable(language) })}${bulkBar(language, {
      id: "bulk",
      action: "#bulk",
      body: html`${textField({ name: "reason", id: "bulk-reason", label: "Reason", value: "" })}${button({ label: "Approve", look: "primary" })}`,
    })}${pager(language, { first: "#first", next: "#next" })}${card({ title: "One row", isFlush: true, action: linkButton({ href: "#new", label: "New", icon: "plus" }), body: small })}${card({ title: "Two states", isFlush: true, body: badgedTable() })}`,
  };
}

function formsPage(language: Language): PageView {
  const fields = html`${textField({ name: "name", label: "Name", value: HOSTILE, hint: "Customers read it.", isRequired: true })}
${fieldRow([
  moneyField({ name: "amount", label: "Amount", value: "10.00" }, { currency: "GBP", language }),
  moneyField(
    { name: "other", label: "Amount in yen", value: "1000", error: "This is more than the budget." },
    { currency: "JPY", language },
  ),
  textField({
    ...{ name: "days", label: "Held for so long before it is paid, since refunds may come", value: "30" },
    ...{ isNumber: true, unit: { text: "days", at: "end" } },
  }),
])}
${selectField({
  name: "by",
  label: "Counted by",
  value: "b",
  options: [
    { value: "a", label: LONG },
    { value: "b", label: "Conversions" },
  ],
})}
${textArea({ name: "text", label: "Text", value: `\n${HEBREW}`, error: "The text names an amount of an older version." })}
${textField({ name: "code", label: "Code", value: "ABC-1", isCode: true })}
${checkbox({ name: "tick", label: `Also for those who ${LONG}`, isChecked: true, hint: "A hint." })}`;
  return {
    title: "Settings",
    section: "setup",
    isNarrow: true,
    main: html`<p class="alert">Two people edit this program.</p><p class="alert bad">It was not saved.</p>${card({
      title: "The offer",
      body: html`<form class="form" method="post" action="#save"${attributes(WATCHED_FORM)}>${fields}
<details id="limits"><summary>Limits</summary>${checkbox({ name: "more", label: "Another", isChecked: false })}</details>
<div class="buttons">${button({ label: "Plain" })}${button({ label: "Delete", look: "danger", icon: "x" })}${button({ label: "Quiet", look: "quiet" })}${button({ label: "Not now" }, { disabled: true })}</div>
${saveBar(language, { discardHref: "?page=forms" })}</form>`,
    })}${card({
      title: "In place",
      body: html`<form class="stack" action="/gallery"${attributes(LIVE_FORM)}><input type="hidden" name="page" value="forms"><input type="hidden" name="lang" value="${language}">${selectField(
        {
          name: "pick",
          label: "Pick",
          value: "1",
          options: [
            { value: "1", label: "One" },
            { value: "2", label: "Two" },
          ],
        },
      )}</form><details id="kept"><summary>Kept open</summary><p>Still here.</p></details>`,
    })}`,
  };
}

function emptyPage(): PageView {
  return {
    title: "Programs",
    section: "programs",
    main: card({
      title: "Programs",
      isFlush: true,
      body: empty({
        icon: "gift",
        text: "There is no program yet. Begin with a recipe, and change it as you like.",
        action: linkButton({ href: "#new", label: "Choose a recipe", look: "primary" }),
      }),
    }),
  };
}

export const PAGES: Readonly<Record<GalleryPage, (language: Language) => PageView>> = {
  figures: figuresPage,
  tables: tablesPage,
  forms: formsPage,
  empty: emptyPage,
};
