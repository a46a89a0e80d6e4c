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
    name: "Using it",
    pages: [
      { slug: "", file: "rules.md", name: "What rules mean" },
      { slug: "add-to-your-shop", file: "add-to-your-shop.md", name: "Add it to your shop" },
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
