import type { TenantAsker } from "../../db/queries/asker.ts";
import type { Deps } from "../../deps.ts";
import type { Grant, RewardRule, Rules } from "../../domain/rules.ts";
import { CLICK } from "../../domain/rules.ts";
import { isTrigger } from "../../domain/triggers.ts";
import type { Expected } from "../../engine/history/madeUpYear.ts";
import { eventsExpected } from "../../engine/history/madeUpYear.ts";
import { presentYear } from "../../engine/history/presentScenario.ts";
import type { Tally } from "../../engine/history/tally.ts";
import { foldMadeUpYear } from "./foldMadeUpYear.ts";
import { inBacktestTurn } from "./inBacktestTurn.ts";

/** In the made-up year, times the documents that it is decided by: two seconds of one core at most. */
export const MAX_COMPARED_EVENTS = 40_000;

/** Why a cost is not the whole of what rules would give. */
export type NotCounted =
  /** Clicks, or events of the shop's own, of which a made-up year has none. */
  | "events"
  /** What is in a basket, or what the shop reports of an order. */
  | "facts"
  /** Something is given of which the rules do not say what it costs. */
  | "uncosted";

export interface ScenarioCost {
  readonly costMinor: number;
  /** Null where no friend became a customer. */
  readonly costPerConversionMinor: number | null;
  readonly notCounted: readonly NotCounted[];
}

/** Rules of no stored program, in one currency. */
export interface ComparedRules {
  readonly tenantId: string;
  readonly currency: string;
  readonly timezone: string;
  readonly documents: readonly Rules[];
}

export type ScenarioCosts =
  /** One for each document, in their order. */
  | { readonly kind: "done"; readonly costs: readonly ScenarioCost[] }
  /** More events than are decided for this. */
  | { readonly kind: "tooMany" }
  /** Others wait for their turn already, or a newer request took its place. */
  | { readonly kind: "busy" };

/** The key of no program: a person compares one set of rules at a time. */
const NO_PROGRAM = "";
/** Nothing is known of coupons of programs that are yet to be. */
const NO_COUPONS = { coupons: 0, used: 0 };

/**
 * What each of some documents would cost in the same made-up year. Nothing is read and nothing stored.
 *
 * @param asker is proved already
 * @param signal ends it, when the client has gone
 * @throws the signal's reason
 */
export async function scenarioCosts(
  deps: Pick<Deps, "clock" | "openFold" | "backtestTurns">,
  asker: TenantAsker,
  { tenantId, currency, timezone, documents }: ComparedRules,
  expected: Expected,
  signal: AbortSignal,
): Promise<ScenarioCosts> {
  if (eventsExpected(expected) * documents.length > MAX_COMPARED_EVENTS) return { kind: "tooMany" };
  const program = { id: NO_PROGRAM, key: NO_PROGRAM, currency, timezone, startsAt: null, endsAt: null };
  const start = deps.clock.now().getTime();
  const whose = { tenantId, asker, program: NO_PROGRAM };
  const costs = new Map<Rules, ScenarioCost>();
  const outcome = await inBacktestTurn(deps, whose, signal, async (turn) => {
    // Friends bring a code once, and for rules that bind orders with each.
    for (const binds of ["friend", "order"] as const) {
      const alike = documents.filter(({ attribution }) => attribution.binds === binds);
      if (alike.length === 0) continue;
      const tallies = await foldMadeUpYear(deps.openFold, program, alike, expected, {
        redeemed: NO_COUPONS,
        start,
        signal: turn,
      });
      for (const [at, rules] of alike.entries()) {
        const tally = tallies[at];
        if (tally === undefined) throw new Error("a fold gave no figures");
        costs.set(rules, costOf(rules, tally));
      }
    }
    return { kind: "done" } as const;
  });
  if (outcome.kind === "refused") return { kind: "busy" };
  return { kind: "done", costs: documents.flatMap((rules) => costs.get(rules) ?? []) };
}

function costOf({ rewards }: Rules, tally: Tally): ScenarioCost {
  const { costMinor, costPerConversionMinor } = presentYear(tally);
  const missing = rewards.flatMap((rule): NotCounted[] => {
    const { event } = rule.on;
    if (event === CLICK || !isTrigger(event)) return ["events"];
    if (grantsOf(rule).some(isOfFacts)) return ["facts"];
    const given = tally.rules.get(rule.id);
    return given !== undefined && given.live > 0 && given.costMinor === 0n ? ["uncosted"] : [];
  });
  return { costMinor, costPerConversionMinor, notCounted: [...new Set(missing)] };
}

function grantsOf({ grant, tiers }: RewardRule): readonly Grant[] {
  return [grant, ...(tiers?.steps ?? []).map((step) => step.grant)];
}

/** Whether it is a rate of what a made-up order does not have. */
function isOfFacts(grant: Grant): boolean {
  if (grant.kind === "choice") return grant.options.some(isOfFacts);
  return "amount" in grant && grant.amount.type === "rate" && grant.amount.of.kind !== "order";
}
