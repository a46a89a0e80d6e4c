import type { Key, SortedBy } from "./facts.ts";

/** By what a period's figures can be told apart, and how each kind of thing finds its place. */

export const BREAKDOWNS = ["channel", "advocate", "country", "version", "segment", "category", "cohort"] as const;
export type Breakdown = (typeof BREAKDOWNS)[number];

export interface BreakdownSql extends SortedBy {
  /** Whether a key is a list in JSON, each of whose elements gets all of its figures. */
  readonly isList?: true;
  /** Whether a key is an id of a participant, who may have others: then all of theirs are one. */
  readonly isPerson?: true;
  /**
   * What keys are sorted by in the end, of a row `s` of the sums of one. What has to be looked up for that is looked up
   * once for all that one kind of thing counted of a referral or an advocate, and not once for each thing.
   */
  readonly thenBy?: Pick<Key, "key"> & { readonly join: string };
  /** What the API calls a row `s` of the page; its key where that is absent. */
  readonly name?: string;
}

/** The referral of an order or a reward. What no referral earned, a membership did. */
const REFERRAL_OF_ORDER = "JOIN referrals r ON r.tenant_id = k.tenant_id AND r.id = o.referral_id";
const REFERRAL_OF_REWARD = "LEFT JOIN referrals r ON r.tenant_id = k.tenant_id AND r.id = w.referral_id";

/** By the referral alone. */
function byReferral(key: string, join = ""): Omit<BreakdownSql, "click"> {
  return {
    attribution: { key, join },
    conversion: { key, join },
    order: { key, join: `${REFERRAL_OF_ORDER} ${join}` },
    reward: { key, join: `${REFERRAL_OF_REWARD} ${join}` },
  };
}

/** Of a referral `s.key`: the friend's own country, else that of the order that made them a customer. */
const COUNTRY = {
  key: "coalesce(f.country, b.country)",
  join: `LEFT JOIN referrals r ON r.tenant_id = k.tenant_id AND r.id = s.key
   LEFT JOIN participants f ON f.tenant_id = k.tenant_id AND f.id = r.friend_id
   LEFT JOIN LATERAL (SELECT e.facts ->> 'country' AS country
     FROM purchases p JOIN events e ON e.tenant_id = p.tenant_id AND e.seq = p.event_seq
     WHERE f.country IS NULL AND p.tenant_id = k.tenant_id AND p.order_id = r.conversion_order_id) b ON true`,
};

/** A click that is paid for is a reward of the advocate whose link it was, without a friend. */
const ADVOCATE_OF_REWARD = "coalesce(r.advocate_id, CASE WHEN w.trigger = 'click' THEN w.participant_id END)";

/** Of an advocate `s.key`, by whichever of their ids. */
const SEGMENTS = {
  key: "nullif(a.segments, '[]')::text",
  join: `LEFT JOIN participants m ON m.tenant_id = k.tenant_id AND m.id = s.key AND m.merged_into IS NOT NULL
   LEFT JOIN participants a ON a.tenant_id = k.tenant_id AND a.id = coalesce(m.merged_into, s.key)`,
};

/** What items of one category came to, in an order; all of an order of which no items are known. */
const CATEGORIES = `JOIN events e ON e.tenant_id = k.tenant_id AND e.seq = o.event_seq
  CROSS JOIN LATERAL (
    SELECT i ->> 'category' AS category, sum((i ->> 'amountMinor')::numeric) AS amount
    FROM jsonb_array_elements(e.facts -> 'items') i GROUP BY 1
    UNION ALL SELECT NULL, o.amount_minor WHERE e.facts -> 'items' = '[]') c`;

const ofVersion = (referral: string, own: string) => `g.key || '@' || coalesce(${referral}.version, ${own}.version)`;

/** By the advocate, whose links are clicked as well. */
const BY_ADVOCATE = {
  click: { key: "c.participant_id" },
  ...byReferral("r.advocate_id"),
  reward: { key: ADVOCATE_OF_REWARD, join: REFERRAL_OF_REWARD },
};

const SORTED: Readonly<Record<Breakdown, BreakdownSql>> = {
  channel: { click: { key: "c.channel" }, ...byReferral("r.channel") },
  advocate: {
    ...BY_ADVOCATE,
    isPerson: true,
    name: "(SELECT p.external_id FROM participants p WHERE p.tenant_id = k.tenant_id AND p.id = s.key)",
  },
  country: {
    click: null,
    attribution: { key: "r.id" },
    conversion: { key: "r.id" },
    order: { key: "o.referral_id" },
    reward: { key: "w.referral_id" },
    thenBy: COUNTRY,
  },
  version: {
    click: null,
    ...byReferral(ofVersion("r", "r"), "JOIN g ON g.id = r.program_id"),
    reward: { key: ofVersion("r", "w"), join: `${REFERRAL_OF_REWARD} JOIN g ON g.id = w.program_id` },
  },
  segment: { ...BY_ADVOCATE, thenBy: SEGMENTS, isList: true },
  category: {
    click: null,
    attribution: null,
    conversion: null,
    // Refunds name no items: what is left of an order is left of each of its items alike.
    order: {
      key: "c.category",
      join: CATEGORIES,
      revenue: "round(sum(CASE WHEN o.amount_minor = 0 THEN 0 ELSE c.amount * o.net / o.amount_minor END))",
    },
    reward: null,
  },
  cohort: { click: null, ...byReferral("to_char(r.attributed_at AT TIME ZONE (SELECT zone FROM z), 'YYYY-MM')") },
};

/** How a breakdown is made. */
export function sortedFor(by: Breakdown): BreakdownSql {
  return SORTED[by];
}
