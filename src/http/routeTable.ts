import type { Endpoint } from "./endpoint.ts";
import { adjustParticipantRoute, listAdjustmentsRoute } from "./routes/adjustments.ts";
import { addAliasRoute, endAliasRoute } from "./routes/aliases.ts";
import {
  applyRoute,
  approveApplicationRoute,
  listApplicationsRoute,
  refuseApplicationRoute,
} from "./routes/applications.ts";
import { auditRoute } from "./routes/audit.ts";
import { backtestRoute } from "./routes/backtest.ts";
import { blockRoute, unblockRoute } from "./routes/blocks.ts";
import { breakdownRoutes } from "./routes/breakdowns.ts";
import { clientApplicationRoute, clientVanityRoute } from "./routes/clientAdvocates.ts";
import { clientChoiceRoute } from "./routes/clientChoices.ts";
import { clientCodeRoute } from "./routes/clientCodes.ts";
import { clientMaterialsRoute } from "./routes/clientMaterials.ts";
import { clientPanelRoute } from "./routes/clientPanel.ts";
import {
  openPayoutDetailsRoute,
  removeOwnPayoutDetailsRoute,
  setOwnPayoutDetailsRoute,
} from "./routes/clientPayoutDetails.ts";
import { clientRedemptionRoute } from "./routes/clientRedemptions.ts";
import { clientWalletRoute } from "./routes/clientWallet.ts";
import { changeCodeRoute, codeBatchRoute, getCodeRoute, issueCodeRoute } from "./routes/codes.ts";
import { checkCouponRoute, redeemCouponRoute, releaseCouponRoute } from "./routes/coupons.ts";
import { dashboardFileRoute } from "./routes/dashboardFiles.ts";
import { listDeliveriesRoute, replayWebhookRoute, retryDeliveryRoute, testWebhookRoute } from "./routes/deliveries.ts";
import { dryRunRoute } from "./routes/dryRun.ts";
import { eventBatchRoute, eventRoute } from "./routes/events.ts";
import { explanationRoute } from "./routes/explanations.ts";
import { listGoalsRoute, putGoalRoute, removeGoalRoute } from "./routes/goals.ts";
import { frontRoute, guidePageRoute, guideRoute, modelsRoute } from "./routes/guide.ts";
import { jobRoute } from "./routes/jobs.ts";
import { joinCodeRoute, joinRoute, tenantJoinRoute } from "./routes/joinPages.ts";
import { listKeysRoute, revokeKeyRoute } from "./routes/keys.ts";
import { balancesRoute, postingsRoute } from "./routes/ledger.ts";
import { listMaterialsRoute, putMaterialRoute, removeMaterialRoute } from "./routes/materials.ts";
import { addPictureRoute, listPicturesRoute, pictureRoute, removePictureRoute } from "./routes/media.ts";
import { metricsRoute, readyRoute } from "./routes/operations.ts";
import { getOrderRoute } from "./routes/orders.ts";
import {
  findParticipantsRoute,
  getParticipantRoute,
  participantBatchRoute,
  putParticipantRoute,
} from "./routes/participants.ts";
import {
  cancelPayoutBatchRoute,
  confirmPayoutBatchRoute,
  getPayoutBatchRoute,
  listPayoutBatchesRoute,
  makePayoutBatchRoute,
} from "./routes/payoutBatches.ts";
import {
  clearPayoutDetailsRoute,
  getPayoutDetailsRoute,
  putPayoutDetailsRoute,
  removePayoutDetailsRoute,
} from "./routes/payoutDetails.ts";
import { takePayoutFileRoute } from "./routes/payoutFiles.ts";
import { listPayoutSettingsRoute, setPayoutsRoute, unsetPayoutsRoute } from "./routes/payoutSettings.ts";
import {
  cancelPayoutRoute,
  listPayoutsRoute,
  payoutFailedRoute,
  payoutPaidRoute,
  payoutReturnedRoute,
} from "./routes/payouts.ts";
import { removeProgramRoute } from "./routes/programRemoval.ts";
import {
  changeProgramRoute,
  createProgramRoute,
  getProgramRoute,
  listProgramsRoute,
  publishProgramRoute,
} from "./routes/programs.ts";
import { getRecipeRoute, listRecipesRoute } from "./routes/recipes.ts";
import {
  attributeByHandRoute,
  getReferralRoute,
  listReferralsRoute,
  reassignReferralRoute,
} from "./routes/referrals.ts";
import { summaryRoute } from "./routes/reports.ts";
import {
  approveRewardRoute,
  chooseRewardRoute,
  fulfillRewardRoute,
  releaseRewardRoute,
  voidRewardRoute,
} from "./routes/rewardSteps.ts";
import { getRewardRoute, listRewardsRoute } from "./routes/rewards.ts";
import { scenarioRoute } from "./routes/scenario.ts";
import { cancelPublishRoute } from "./routes/schedule.ts";
import { retentionRoute, seriesRoute } from "./routes/series.ts";
import { docsFileRoute, docsRoute, healthRoute, openApiRoute } from "./routes/service.ts";
import { shareLinkRoute, tenantShareLinkRoute } from "./routes/shareLinks.ts";
import { shareRoute, tenantShareRoute } from "./routes/sharePages.ts";
import { getStripeKeyRoute, putStripeKeyRoute, removeStripeKeyRoute } from "./routes/stripeKey.ts";
import { changeTenantRoute, getTenantRoute, retireSecretRoute, rotateSecretRoute } from "./routes/tenant.ts";
import { themeRoute } from "./routes/theme.ts";
import { compareVersionsRoute, getVersionRoute, listVersionsRoute } from "./routes/versions.ts";
import { getWalletRoute, releaseSpendRoute, spendRoute } from "./routes/wallet.ts";
import {
  changeWebhookRoute,
  getWebhookRoute,
  listWebhooksRoute,
  makeWebhookRoute,
  removeWebhookRoute,
  rotateWebhookRoute,
} from "./routes/webhooks.ts";
import { widgetFileRoute } from "./routes/widget.ts";

/** Every route, once: what is not here is not served, and what is here goes through the suites of every route. */
export const routeTable: readonly Endpoint[] = [
  putParticipantRoute,
  participantBatchRoute,
  findParticipantsRoute,
  getParticipantRoute,
  addAliasRoute,
  endAliasRoute,
  blockRoute,
  unblockRoute,
  adjustParticipantRoute,
  listAdjustmentsRoute,
  issueCodeRoute,
  codeBatchRoute,
  getCodeRoute,
  changeCodeRoute,
  eventRoute,
  eventBatchRoute,
  listReferralsRoute,
  attributeByHandRoute,
  getOrderRoute,
  getReferralRoute,
  reassignReferralRoute,
  explanationRoute,
  listRewardsRoute,
  getRewardRoute,
  approveRewardRoute,
  voidRewardRoute,
  fulfillRewardRoute,
  releaseRewardRoute,
  chooseRewardRoute,
  checkCouponRoute,
  redeemCouponRoute,
  releaseCouponRoute,
  spendRoute,
  releaseSpendRoute,
  getWalletRoute,
  putStripeKeyRoute,
  getStripeKeyRoute,
  removeStripeKeyRoute,
  putPayoutDetailsRoute,
  getPayoutDetailsRoute,
  removePayoutDetailsRoute,
  clearPayoutDetailsRoute,
  listPayoutSettingsRoute,
  setPayoutsRoute,
  unsetPayoutsRoute,
  makePayoutBatchRoute,
  listPayoutBatchesRoute,
  getPayoutBatchRoute,
  confirmPayoutBatchRoute,
  cancelPayoutBatchRoute,
  takePayoutFileRoute,
  listPayoutsRoute,
  payoutPaidRoute,
  payoutFailedRoute,
  payoutReturnedRoute,
  cancelPayoutRoute,
  createProgramRoute,
  listProgramsRoute,
  getProgramRoute,
  changeProgramRoute,
  removeProgramRoute,
  publishProgramRoute,
  cancelPublishRoute,
  listRecipesRoute,
  getRecipeRoute,
  listMaterialsRoute,
  putMaterialRoute,
  removeMaterialRoute,
  listGoalsRoute,
  putGoalRoute,
  removeGoalRoute,
  addPictureRoute,
  listPicturesRoute,
  removePictureRoute,
  pictureRoute,
  applyRoute,
  listApplicationsRoute,
  approveApplicationRoute,
  refuseApplicationRoute,
  listVersionsRoute,
  getVersionRoute,
  compareVersionsRoute,
  dryRunRoute,
  backtestRoute,
  scenarioRoute,
  balancesRoute,
  postingsRoute,
  summaryRoute,
  seriesRoute,
  retentionRoute,
  ...breakdownRoutes,
  jobRoute,
  clientPanelRoute,
  clientMaterialsRoute,
  clientCodeRoute,
  clientRedemptionRoute,
  clientVanityRoute,
  clientApplicationRoute,
  clientChoiceRoute,
  clientWalletRoute,
  openPayoutDetailsRoute,
  setOwnPayoutDetailsRoute,
  removeOwnPayoutDetailsRoute,
  getTenantRoute,
  changeTenantRoute,
  rotateSecretRoute,
  retireSecretRoute,
  makeWebhookRoute,
  listWebhooksRoute,
  getWebhookRoute,
  changeWebhookRoute,
  removeWebhookRoute,
  rotateWebhookRoute,
  testWebhookRoute,
  listDeliveriesRoute,
  retryDeliveryRoute,
  replayWebhookRoute,
  listKeysRoute,
  revokeKeyRoute,
  auditRoute,
  shareLinkRoute,
  tenantShareLinkRoute,
  joinRoute,
  joinCodeRoute,
  tenantJoinRoute,
  shareRoute,
  tenantShareRoute,
  healthRoute,
  readyRoute,
  metricsRoute,
  openApiRoute,
  docsRoute,
  docsFileRoute,
  frontRoute,
  guideRoute,
  guidePageRoute,
  modelsRoute,
  widgetFileRoute,
  themeRoute,
  dashboardFileRoute,
];
