import type { Endpoint } from "./endpoint.ts";
import {
  applyRoute,
  approveApplicationRoute,
  listApplicationsRoute,
  refuseApplicationRoute,
} from "./routes/applications.ts";
import { changeCodeRoute, codeBatchRoute, getCodeRoute, issueCodeRoute } from "./routes/codes.ts";
import { eventBatchRoute, eventRoute } from "./routes/events.ts";
import { explanationRoute } from "./routes/explanations.ts";
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
import { getRewardRoute, listRewardsRoute } from "./routes/rewards.ts";
import { docsFileRoute, docsRoute, healthRoute, openApiRoute } from "./routes/service.ts";
import { shareLinkRoute, tenantShareLinkRoute } from "./routes/shareLinks.ts";

/** Every route, once: what is not here is not served, and what is here goes through the suites of every route. */
export const routeTable: readonly Endpoint[] = [
  putParticipantRoute,
  getParticipantRoute,
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
  createProgramRoute,
  listProgramsRoute,
  getProgramRoute,
  changeProgramRoute,
  publishProgramRoute,
  applyRoute,
  listApplicationsRoute,
  approveApplicationRoute,
  refuseApplicationRoute,
  balancesRoute,
  postingsRoute,
  summaryRoute,
  shareLinkRoute,
  tenantShareLinkRoute,
  healthRoute,
  openApiRoute,
  docsRoute,
  docsFileRoute,
];
