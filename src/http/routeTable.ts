import type { Endpoint } from "./endpoint.ts";
import { adjustParticipantRoute, listAdjustmentsRoute } from "./routes/adjustments.ts";
import {
  applyRoute,
  approveApplicationRoute,
  listApplicationsRoute,
  refuseApplicationRoute,
} from "./routes/applications.ts";
import { backtestRoute } from "./routes/backtest.ts";
import { changeCodeRoute, codeBatchRoute, getCodeRoute, issueCodeRoute } from "./routes/codes.ts";
import { checkCouponRoute, redeemCouponRoute } from "./routes/coupons.ts";
import { dryRunRoute } from "./routes/dryRun.ts";
import { eventBatchRoute, eventRoute } from "./routes/events.ts";
import { explanationRoute } from "./routes/explanations.ts";
import { jobRoute } from "./routes/jobs.ts";
import { balancesRoute, postingsRoute } from "./routes/ledger.ts";
import { getParticipantRoute, putParticipantRoute } from "./routes/participants.ts";
import {
  changeProgramRoute,
  createProgramRoute,
  getProgramRoute,
  listProgramsRoute,
  publishProgramRoute,
} from "./routes/programs.ts";
import { getReferralRoute, listReferralsRoute } from "./routes/referrals.ts";
import { summaryRoute } from "./routes/reports.ts";
import { approveRewardRoute, fulfillRewardRoute, voidRewardRoute } from "./routes/rewardSteps.ts";
import { getRewardRoute, listRewardsRoute } from "./routes/rewards.ts";
import { docsFileRoute, docsRoute, healthRoute, openApiRoute } from "./routes/service.ts";
import { shareLinkRoute, tenantShareLinkRoute } from "./routes/shareLinks.ts";
import { compareVersionsRoute, getVersionRoute, listVersionsRoute } from "./routes/versions.ts";
import { widgetFileRoute } from "./routes/widget.ts";

/** Every route, once: what is not here is not served, and what is here goes through the suites of every route. */
export const routeTable: readonly Endpoint[] = [
  putParticipantRoute,
  getParticipantRoute,
  adjustParticipantRoute,
  listAdjustmentsRoute,
  issueCodeRoute,
  codeBatchRoute,
  getCodeRoute,
  changeCodeRoute,
  eventRoute,
  eventBatchRoute,
  listReferralsRoute,
  getReferralRoute,
  explanationRoute,
  listRewardsRoute,
  getRewardRoute,
  approveRewardRoute,
  voidRewardRoute,
  fulfillRewardRoute,
  checkCouponRoute,
  redeemCouponRoute,
  createProgramRoute,
  listProgramsRoute,
  getProgramRoute,
  changeProgramRoute,
  publishProgramRoute,
  applyRoute,
  listApplicationsRoute,
  approveApplicationRoute,
  refuseApplicationRoute,
  listVersionsRoute,
  getVersionRoute,
  compareVersionsRoute,
  dryRunRoute,
  backtestRoute,
  balancesRoute,
  postingsRoute,
  summaryRoute,
  jobRoute,
  shareLinkRoute,
  tenantShareLinkRoute,
  healthRoute,
  openApiRoute,
  docsRoute,
  docsFileRoute,
  widgetFileRoute,
];
