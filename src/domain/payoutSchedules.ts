import { instantOf } from "./localTime.ts";
import type { Instant } from "./periods.ts";
import { DAY_MS } from "./periods.ts";

/** Payouts that are made by themselves on a day of each month. Days are those of the tenant's time zone: "2026-02-28". */
export interface PayoutSchedule {
  readonly every: "month";
  /** The last day of a month that is shorter. */
  readonly day: number;
  /** What was approved in so many days before the due date waits for the next. */
  readonly lockDays: number;
}

export const MAX_LOCK_DAYS = 60;

/** The first due date after a day. */
export function dueAfter(after: string, { day }: PayoutSchedule): string {
  const own = dueIn(after, 0, day);
  return own > after ? own : dueIn(after, 1, day);
}

/** The last due date by today, of those from one that has come: what was missed in between is made once. */
export function lastDue(from: string, today: string, { day }: PayoutSchedule): string {
  const own = dueIn(today, 0, day);
  const last = own <= today ? own : dueIn(today, -1, day);
  return last > from ? last : from;
}

/** What was approved by then is paid on a due date: the beginning of the day that is so many days before. */
export function cutoffOf(dueOn: string, { lockDays }: Pick<PayoutSchedule, "lockDays">, timezone: string): Instant {
  const day = new Date(Date.parse(`${dueOn}T00:00:00Z`) - lockDays * DAY_MS).toISOString().slice(0, 10);
  const cutoff = instantOf(`${day}T00:00`, timezone);
  if (cutoff === null) throw new Error(`${day} is no day`);
  return cutoff;
}

/** The due date in the month of a day, or in one that is so many later. */
function dueIn(of: string, monthsLater: number, day: number): string {
  const [year, month] = [Number(of.slice(0, 4)), Number(of.slice(5, 7)) - 1 + monthsLater];
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, days))).toISOString().slice(0, 10);
}
