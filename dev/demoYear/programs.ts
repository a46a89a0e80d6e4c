import { approvedPartners } from "../../src/recipes/approvedPartners.ts";
import { pointsForActions } from "../../src/recipes/pointsForActions.ts";
import { advocates, program } from "../replay/orders.ts";
import { PARTNERS } from "./people.ts";
import type { YearApi } from "./yearApi.ts";

/** The programs of the year's tenant: one as `dev/data` has it, one of partners, one that is not published yet. */

/** The program with which the year ends as `expected-friends.json` says. */
export const FRIENDS = "friends";
/** The one that is not published yet. */
export const POINTS = "points";
const CURRENCY = "GBP";
const LANDING_URL = "https://shop.example/welcome";
/** As many codes as one request brings. */
const CODES = 500;
/** What the partners may cost in a year. */
const BUDGET_MINOR = 1_200_000;
/** Credit was held for less long at first. */
const FIRST_HOLD_DAYS = 14;
/** What the draft would give from the fifth friend on. */
const DRAFT_MINOR = 1_600;

interface Rule {
  readonly id: string;
  readonly holdDays?: number;
  readonly tiers?: { readonly steps: readonly Step[] };
}

interface Step {
  readonly from: number;
  readonly grant: object;
}

interface Rules {
  readonly rewards: readonly Rule[];
}

/** Makes and publishes the programs, and gives each advocate a code. @returns the codes by advocate */
export async function prepare(api: YearApi): Promise<Map<string, string>> {
  const shared = { currency: CURRENCY, timezone: "Europe/London", landingUrl: LANDING_URL };
  const definition = program() as { texts: unknown; name: string };
  await create(
    api,
    { ...shared, key: FRIENDS, name: definition.name, texts: definition.texts, rules: firstRules() },
    true,
  );
  const partnerRules = {
    ...approvedPartners.rules(CURRENCY),
    budget: { amountMinor: BUDGET_MINOR, currency: CURRENCY, period: "year", onExhausted: "skip" },
  };
  await create(
    api,
    { ...shared, key: PARTNERS, name: "Partners", texts: approvedPartners.texts, rules: partnerRules },
    true,
  );
  await create(
    api,
    {
      ...shared,
      key: POINTS,
      name: "Points club",
      texts: pointsForActions.texts,
      rules: pointsForActions.rules(CURRENCY),
    },
    false,
  );
  return await issueCodes(api);
}

async function create(api: YearApi, input: Readonly<Record<string, unknown>>, isPublished: boolean): Promise<void> {
  const { data } = (await api.call("/v1/programs")) as { data: readonly { readonly key: string }[] };
  if (data.some(({ key }) => key === input.key)) return;
  await api.call("/v1/programs", input);
  if (isPublished) await api.call(`/v1/programs/${String(input.key)}/publish`, {});
}

async function issueCodes(api: YearApi): Promise<Map<string, string>> {
  const codes = new Map<string, string>();
  const owners = advocates();
  for (let from = 0; from < owners.length; from += CODES) {
    const part = owners.slice(from, from + CODES);
    const rows = part.map((externalId) => ({ participant: { externalId, email: `c${externalId}@example.com` } }));
    const reply = await api.call("/v1/codes/batch", { program: FRIENDS, codes: rows });
    const { results } = reply as { results: readonly { readonly code: string }[] };
    for (const [index, { code }] of results.entries()) codes.set(part[index] ?? "", code);
  }
  return codes;
}

function finalRules(): Rules {
  return program().rules as Rules;
}

function firstRules(): Rules {
  return withRule("advocate-share", (rule) => ({ ...rule, holdDays: FIRST_HOLD_DAYS }));
}

function withRule(id: string, change: (rule: Rule) => Rule): Rules {
  const rules = finalRules();
  return { ...rules, rewards: rules.rewards.map((rule) => (rule.id === id ? change(rule) : rule)) };
}

/** Publishes the rules with which the year ends. */
export async function changeRules(api: YearApi, at: Date): Promise<void> {
  api.clock.set(at);
  await api.call(`/v1/programs/${FRIENDS}`, { rules: finalRules() }, "PATCH");
  await api.call(`/v1/programs/${FRIENDS}/publish`, {});
}

/** A marketer has begun to raise what five friends bring, and has not published it. */
export async function leaveDraft(api: YearApi): Promise<void> {
  const rules = withRule("advocate-cash", (rule) => ({
    ...rule,
    tiers: {
      ...rule.tiers,
      steps: (rule.tiers?.steps ?? []).map((step) =>
        step.from === 5 ? { ...step, grant: { ...step.grant, amountMinor: DRAFT_MINOR } } : step,
      ),
    },
  }));
  await api.call(`/v1/programs/${FRIENDS}`, { rules }, "PATCH");
}
