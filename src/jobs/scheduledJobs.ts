import { announceCoupons } from "./announceCoupons.ts";
import { announceExpiry } from "./announceExpiry.ts";
import type { Job } from "./batchJob.ts";
import { checkBalances } from "./checkBalances.ts";
import { draftPayouts } from "./draftPayouts.ts";
import { expireRewards } from "./expireRewards.ts";
import { fileContacts } from "./fileContacts.ts";
import { goOnWithPayouts } from "./goOnWithPayouts.ts";
import { publishScheduled } from "./publishScheduled.ts";
import { releaseCoupons } from "./releaseCoupons.ts";
import { releaseRewards } from "./releaseRewards.ts";
import { releaseSpends } from "./releaseSpends.ts";
import { reviewAdvocates } from "./reviewAdvocates.ts";
import { settleChoices } from "./settleChoices.ts";

/** What the schedule runs for all, and a tenant for itself; in this order, so that what was settled is released. */
export const scheduledJobs: readonly Job[] = [
  settleChoices,
  releaseRewards,
  releaseCoupons,
  releaseSpends,
  expireRewards,
  draftPayouts,
  goOnWithPayouts,
  announceCoupons,
  announceExpiry,
  publishScheduled,
  reviewAdvocates,
  checkBalances,
  fileContacts,
];
