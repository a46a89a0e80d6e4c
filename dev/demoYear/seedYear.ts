import type { Deps } from "../../src/deps.ts";
import { DAY_MS } from "../../src/domain/periods.ts";
import type { EventBody } from "../replay/orders.ts";
import { eventsOfTheYear, referrals } from "../replay/orders.ts";
import { openDisputes } from "./disputes.ts";
import { prepareMaterials, setGoals } from "./marketing.ts";
import { APPLICATIONS, apply, BONUSES, give, PARTNERS } from "./people.ts";
import type { Stretch, Visit } from "./plan.ts";
import { cameByPartner, discounted, drawn, laterBy, stretchesOf, usesCoupon, visitsBefore } from "./plan.ts";
import { changeRules, FRIENDS, leaveDraft, prepare } from "./programs.ts";
import type { YearApi } from "./yearApi.ts";
import { yearApi } from "./yearApi.ts";

/** As many events as one request brings: what others ask is answered between two. */
const BATCH = 250;
const WEEK_MS = 7 * DAY_MS;
/** From this week on the rules are as they end up. */
const NEW_RULES_WEEK = 7;
/** What falls due by itself. */
const JOBS = ["release-rewards", "review-advocates", "expire-coupons"];
/** They run after so many stretches, and after the last. */
const JOBS_EVERY = 2;
/** A job that still says "more" after so many runs of one stretch is broken. */
const MAX_RUNS = 50;

interface Seeding {
  /** Of the tenant that gets the year. */
  readonly secretKey: string;
  readonly slug: string;
  /** How many stretches are told already. Telling one again changes nothing, and takes as long. */
  readonly done: number;
  /** Is told after each stretch. */
  onProgress(done: number, total: number): void | Promise<void>;
}

/** What is known while the year is told. */
interface Telling {
  readonly api: YearApi;
  readonly slug: string;
  readonly start: Date;
  readonly codes: ReadonlyMap<string, string>;
  /** The codes of the partners who have one so far. */
  readonly partners: string[];
  /** Customers who were told of before. */
  readonly known: Set<string>;
}

/**
 * Tells the year of `dev/data` to a tenant as if it had been told day by day: codes, visits, signups with their
 * discounts, orders and refunds, what a person decided, and the jobs. It ended within the last week.
 */
export async function seedYear(deps: Deps, { secretKey, slug, done, onProgress }: Seeding): Promise<void> {
  const api = yearApi(deps, secretKey);
  const { start, later, visits } = yearOf(deps.clock.now());
  api.clock.set(new Date(start.getTime() - DAY_MS));
  const codes = await prepare(api);
  const events = eventsOfTheYear(FRIENDS, codes).map((event) => laterEvent(event, later));
  const stretches = stretchesOf(events, visits);
  const known = new Set(events.flatMap((event) => (event.type === "signup" ? [customerOf(event)] : [])));
  const disputes = openDisputes(events, known);
  const telling: Telling = { api, slug, start, codes, partners: [], known };
  let before = new Date(start.getTime() - 1);
  for (const [index, stretch] of stretches.entries()) {
    await handle(telling, before, stretch.end);
    if (index < done) for (const order of stretch.orders) known.add(customerOf(order));
    else {
      await tell(telling, stretch);
      if (index % JOBS_EVERY === 0 || index === stretches.length - 1) await runJobs(api);
      await deps.clicks.flush();
      await onProgress(index + 1, stretches.length);
    }
    before = stretch.end;
  }
  await report(api, disputes);
  await leaveDraft(api);
  await prepareMaterials(api);
  await setGoals(api);
}

/** When the first order came, by how many milliseconds all is told later, and the visits. */
function yearOf(now: Date): { readonly start: Date; readonly later: number; readonly visits: readonly Visit[] } {
  const times = eventsOfTheYear(FRIENDS, new Map()).map(({ occurredAt }) => Date.parse(occurredAt));
  const later = laterBy(new Date(Math.max(...times)), now);
  return {
    start: new Date(Math.min(...times) + later),
    later,
    visits: referrals().flatMap((row) => visitsBefore(row, later)),
  };
}

function laterEvent(event: EventBody, later: number): EventBody {
  return { ...event, occurredAt: new Date(Date.parse(event.occurredAt) + later).toISOString() };
}

async function tell(telling: Telling, { end, visits, signups, orders }: Stretch): Promise<void> {
  const { api, slug, codes } = telling;
  for (const { at, advocate, channel } of visits) {
    await api.visit({ slug, code: codes.get(advocate) ?? "", channel, at });
  }
  api.clock.set(end);
  const byPartners = orders.flatMap((order) => partnerSignup(telling, order));
  const replies = await report(api, [...signups, ...byPartners]);
  const coupons = new Map(replies.flatMap(couponOf).filter(([friend]) => usesCoupon(friend)));
  await report(
    api,
    orders.map((order) => discounted(order, coupons)),
  );
}

/** The signup of a customer whom no friend brought and a partner did, just before the first order. */
function partnerSignup({ known, partners }: Telling, order: EventBody): EventBody[] {
  const externalId = customerOf(order);
  if (order.type !== "purchase" || known.has(externalId)) return [];
  known.add(externalId);
  const code = partners[drawn(externalId, Math.max(1, partners.length))];
  if (code === undefined || !cameByPartner(externalId)) return [];
  const { occurredAt } = order;
  return [{ type: "signup", participant: { externalId }, program: PARTNERS, code, channel: "blog", occurredAt }];
}

/** What a person did between two times, and what the programs became. */
async function handle(telling: Telling, after: Date, until: Date): Promise<void> {
  const { api, start, partners } = telling;
  const isNow = (week: number) => {
    const at = start.getTime() + week * WEEK_MS;
    return at > after.getTime() && at <= until.getTime();
  };
  const timeOf = (week: number) => new Date(start.getTime() + week * WEEK_MS);
  if (isNow(NEW_RULES_WEEK)) await changeRules(api, timeOf(NEW_RULES_WEEK));
  for (const bonus of BONUSES.filter(({ week }) => isNow(week))) await give(api, bonus, timeOf(bonus.week));
  for (const application of APPLICATIONS.filter(({ week }) => isNow(week))) {
    const code = await apply(api, application, timeOf(application.week));
    if (code !== null) partners.push(code);
  }
}

interface EventReply {
  readonly results?: readonly { readonly rewards: readonly RewardReply[] }[];
}

interface RewardReply {
  readonly participant: string;
  readonly coupon: { readonly code: string } | null;
}

/** Whose coupon an event made. */
function couponOf({ results = [] }: EventReply): (readonly [string, string])[] {
  const rewards = results.flatMap((result) => result.rewards);
  return rewards.flatMap(({ participant, coupon }) => (coupon === null ? [] : [[participant, coupon.code] as const]));
}

/** @throws where an event is refused */
async function report(api: YearApi, events: readonly EventBody[]): Promise<EventReply[]> {
  const replies: EventReply[] = [];
  for (let from = 0; from < events.length; from += BATCH) {
    const reply = await api.call("/v1/events/batch", { events: events.slice(from, from + BATCH) });
    const { results } = reply as { results: (EventReply & { problem?: unknown })[] };
    const refused = results.find(({ problem }) => problem !== undefined);
    if (refused !== undefined) throw new Error(`an event was refused: ${JSON.stringify(refused)}`);
    replies.push(...results);
  }
  return replies;
}

async function runJobs(api: YearApi): Promise<void> {
  for (const job of JOBS) await runJob(api, job);
}

async function runJob(api: YearApi, name: string): Promise<void> {
  for (let run = 0; run < MAX_RUNS; run += 1) {
    const { more } = (await api.call(`/v1/jobs/${name}`, {})) as { more: boolean };
    if (!more) return;
  }
  throw new Error(`${name} does not end`);
}

function customerOf(event: EventBody): string {
  const participant = event.participant as { externalId: string } | undefined;
  return participant?.externalId ?? "";
}
