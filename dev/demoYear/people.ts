import { DAY_MS } from "../../src/domain/periods.ts";
import type { YearApi } from "./yearApi.ts";

/** What people did by hand during the year, so that lists of such things have something true in them. */

/** The program whose partners are approved by a person. */
export const PARTNERS = "partners";

interface Application {
  /** How many weeks after the year began. */
  readonly week: number;
  readonly externalId: string;
  /** What was decided two days later; null: it waits. */
  readonly verdict: "approve" | "refuse" | null;
  readonly reason: string | null;
}

/** Advocates with many friends of their own ask to be partners. */
export const APPLICATIONS: readonly Application[] = [
  { week: 1, externalId: "17377", verdict: "approve", reason: "Writes a blog about teapots" },
  { week: 1, externalId: "17581", verdict: "approve", reason: "Known from the Christmas fair" },
  { week: 3, externalId: "17924", verdict: "approve", reason: null },
  { week: 9, externalId: "17897", verdict: "refuse", reason: "No address for payments yet" },
  { week: 14, externalId: "14723", verdict: "approve", reason: null },
  { week: 30, externalId: "16250", verdict: "refuse", reason: "Advertises with our own name" },
  { week: 50, externalId: "17685", verdict: null, reason: null },
  { week: 51, externalId: "12947", verdict: null, reason: null },
];

const DECIDED_AFTER_MS = 2 * DAY_MS;

/** Asks, and decides two days later. @returns the code that an approved partner gets at once */
export async function apply(api: YearApi, application: Application, at: Date): Promise<string | null> {
  const { externalId, verdict, reason } = application;
  const path = `/v1/programs/${PARTNERS}/applications`;
  api.clock.set(at);
  await api.call(path, { participant: { externalId } });
  if (verdict === null) return null;
  api.clock.set(new Date(at.getTime() + DECIDED_AFTER_MS));
  await api.call(`${path}/${externalId}/${verdict}`, reason === null ? {} : { reason });
  if (verdict === "refuse") return null;
  const issued = await api.call("/v1/codes", { program: PARTNERS, participant: { externalId } });
  return (issued as { code: string }).code;
}

interface Bonus {
  readonly week: number;
  readonly externalId: string;
  readonly amountMinor: number;
  readonly reason: string;
}

export const BONUSES: readonly Bonus[] = [
  { week: 6, externalId: "17802", amountMinor: 2_500, reason: "Thanks for ten friends before Christmas" },
  { week: 21, externalId: "13748", amountMinor: 1_000, reason: "A parcel came late" },
  { week: 40, externalId: "17377", amountMinor: 5_000, reason: "Winner of the summer draw" },
];

export async function give(api: YearApi, bonus: Bonus, at: Date): Promise<void> {
  const { externalId, amountMinor, reason } = bonus;
  api.clock.set(at);
  await api.callOnce(`/v1/participants/${externalId}/adjustments`, `bonus-${bonus.week}-${externalId}`, {
    amountMinor,
    unit: "credit:GBP",
    reason,
  });
}
