/** The pages of the guide, in the order in which one reads them. Each is a file of `docs/`, or is made by the build. */

export interface GuidePage {
  /** The last part of its address; empty for the first page, which is `/guide` itself. */
  readonly slug: string;
  /** In `docs/`; null for the page that the build makes from the list of errors. */
  readonly file: string | null;
  /** What stands in the list of pages. */
  readonly name: string;
}

export interface GuideGroup {
  readonly name: string;
  readonly pages: readonly GuidePage[];
}

export const GUIDE_GROUPS: readonly GuideGroup[] = [
  {
    name: "Getting started",
    pages: [
      { slug: "", file: "what-it-is.md", name: "What it is" },
      { slug: "ten-minutes", file: "ten-minutes.md", name: "Ten minutes to a reward" },
      { slug: "add-to-your-shop", file: "add-to-your-shop.md", name: "Add it to your shop" },
    ],
  },
  {
    name: "Rules and orders",
    pages: [
      { slug: "rules", file: "rules.md", name: "What rules mean" },
      { slug: "worked-programs", file: "worked-programs.md", name: "Ten programs, worked out" },
      { slug: "orders-and-refunds", file: "orders-and-refunds.md", name: "Orders and refunds" },
      { slug: "worked-orders", file: "worked-orders.md", name: "Ten orders, worked out" },
      { slug: "payouts", file: "payouts.md", name: "Payouts" },
      { slug: "reports", file: "reports.md", name: "Reports" },
      { slug: "webhooks", file: "webhooks.md", name: "Webhooks" },
      { slug: "people-and-privacy", file: "people-and-privacy.md", name: "People and privacy" },
    ],
  },
  {
    name: "Running it",
    pages: [
      { slug: "dashboard", file: "dashboard.md", name: "The dashboard" },
      { slug: "going-live", file: "going-live.md", name: "Going live" },
      { slug: "moving-here", file: "moving-here.md", name: "Moving here" },
      { slug: "growing", file: "growing.md", name: "Growing" },
    ],
  },
  {
    name: "Looking things up",
    pages: [
      { slug: "errors", file: null, name: "Errors" },
      { slug: "vocabulary", file: "vocabulary.md", name: "Vocabulary" },
    ],
  },
];

export const GUIDE_PAGES: readonly GuidePage[] = GUIDE_GROUPS.flatMap(({ pages }) => pages);

/** Where a page is served. */
export function addressOf({ slug }: GuidePage): string {
  return slug === "" ? "/guide" : `/guide/${slug}`;
}
