import type { Endpoint } from "../http/endpoint.ts";
import { accountPage, endSessionAction, languageAction, signOutAction } from "./pages/account.ts";
import { activityPage } from "./pages/activity.ts";
import { activityFile } from "./pages/activityFile.ts";
import { applicationsPage, approveAction, refuseAction } from "./pages/applications.ts";
import { attributeByHandAction, attributeByHandPage } from "./pages/attributeByHand.ts";
import { breakdownFiles, breakdownPages } from "./pages/breakdownReport.ts";
import { codePage } from "./pages/code.ts";
import { changeCodeAction, issueCodesAction, vanityAction } from "./pages/codeSteps.ts";
import { codesPage } from "./pages/codes.ts";
import { codesFile } from "./pages/codesFile.ts";
import { couponsPage } from "./pages/coupons.ts";
import { devMailPage } from "./pages/devMail.ts";
import { discardDraftAction } from "./pages/discardDraft.ts";
import { draftCostAction } from "./pages/draftCost.ts";
import { editRulesAction, editRulesPage } from "./pages/editRules.ts";
import { goalsPage, removeGoalAction, saveGoalAction } from "./pages/goals.ts";
import { homePage } from "./pages/home.ts";
import {
  addPictureAction,
  materialsPage,
  pictureFile,
  removeMaterialAction,
  removePictureAction,
  saveMaterialAction,
} from "./pages/materials.ts";
import { changeRoleAction, inviteAction, memberPage, membersPage, removeMemberAction } from "./pages/members.ts";
import { mergeAction, mergePage } from "./pages/merge.ts";
import { addNameAction, endNameAction } from "./pages/nameSteps.ts";
import { makePayoutsAction, newPayoutsPage } from "./pages/newPayouts.ts";
import { newProgramAction, newProgramPage } from "./pages/newProgram.ts";
import { ledgerFile, owedPage } from "./pages/owedReport.ts";
import { payoutBatchPage } from "./pages/payoutBatch.ts";
import { cancelBatchAction, confirmBatchAction, payoutStepsAction } from "./pages/payoutSteps.ts";
import { allPayoutsPage, payoutsPage } from "./pages/payouts.ts";
import { peoplePage } from "./pages/people.ts";
import { peopleFile } from "./pages/peopleFile.ts";
import { personPage } from "./pages/person.ts";
import { blockAction, bonusAction, clearPayeeAction, unblockAction, writeOffAction } from "./pages/personSteps.ts";
import { programPage, programStatusAction } from "./pages/program.ts";
import { programSettingsAction, programSettingsPage } from "./pages/programSettings.ts";
import { programsPage } from "./pages/programs.ts";
import { programTextsAction, programTextsPage } from "./pages/programTexts.ts";
import { programVersionsPage, publishAgainAction } from "./pages/programVersions.ts";
import { cancelPublishAction, publishRulesAction, publishRulesPage } from "./pages/publishRules.ts";
import { reassignAction, reassignPage } from "./pages/reassign.ts";
import { releaseCouponsAction } from "./pages/releaseCoupons.ts";
import { removeProgramAction } from "./pages/removeProgram.ts";
import { retentionPage } from "./pages/retentionReport.ts";
import { reviewsPage } from "./pages/reviews.ts";
import { rewardStepsAction } from "./pages/rewardSteps.ts";
import { rewardsFile, rewardsPage } from "./pages/rewards.ts";
import { setupPage } from "./pages/setup.ts";
import { setupBrandAction, setupBrandPage, setupLogoAction } from "./pages/setupBrand.ts";
import { setupFeedPage } from "./pages/setupFeed.ts";
import { makeKeyAction, retireSecretAction, revokeKeyAction, rotateSecretAction } from "./pages/setupKeySteps.ts";
import { setupKeysPage } from "./pages/setupKeys.ts";
import { setPayoutsAction, setupPayoutsPage, unsetPayoutsAction } from "./pages/setupPayouts.ts";
import { setupShopAction, setupShopPage } from "./pages/setupShop.ts";
import { setupSnippetPage } from "./pages/setupSnippet.ts";
import { setupWebhooksPage } from "./pages/setupWebhooks.ts";
import { shopsPage } from "./pages/shops.ts";
import { askLinkAction, linkSentPage, signInPage } from "./pages/signIn.ts";
import { openLinkAction, signInHereAction, signInLinkPage } from "./pages/signInLink.ts";
import { timeReportFile, timeReportPage } from "./pages/timeReport.ts";
import { webhookPage } from "./pages/webhook.ts";
import {
  addWebhookAction,
  disableWebhookAction,
  enableWebhookAction,
  removeWebhookAction,
  retryDeliveryAction,
  rotateWebhookAction,
  testWebhookAction,
} from "./pages/webhookSteps.ts";

/** Every page of the dashboard and every form of it, once; all of them go through the suites of every page. */
export const pageTable: readonly Endpoint[] = [
  signInPage,
  askLinkAction,
  linkSentPage,
  signInLinkPage,
  openLinkAction,
  signInHereAction,
  devMailPage,
  shopsPage,
  accountPage,
  languageAction,
  endSessionAction,
  signOutAction,
  homePage,
  programsPage,
  newProgramPage,
  newProgramAction,
  programPage,
  programStatusAction,
  programVersionsPage,
  publishAgainAction,
  programSettingsPage,
  programSettingsAction,
  removeProgramAction,
  setupPage,
  setupSnippetPage,
  setupFeedPage,
  setupKeysPage,
  makeKeyAction,
  revokeKeyAction,
  rotateSecretAction,
  retireSecretAction,
  setupWebhooksPage,
  addWebhookAction,
  webhookPage,
  rotateWebhookAction,
  enableWebhookAction,
  disableWebhookAction,
  removeWebhookAction,
  testWebhookAction,
  retryDeliveryAction,
  setupBrandPage,
  setupBrandAction,
  setupLogoAction,
  setupPayoutsPage,
  setPayoutsAction,
  unsetPayoutsAction,
  setupShopPage,
  setupShopAction,
  membersPage,
  memberPage,
  inviteAction,
  changeRoleAction,
  removeMemberAction,
  editRulesPage,
  editRulesAction,
  draftCostAction,
  discardDraftAction,
  publishRulesPage,
  publishRulesAction,
  cancelPublishAction,
  goalsPage,
  saveGoalAction,
  removeGoalAction,
  programTextsPage,
  programTextsAction,
  materialsPage,
  saveMaterialAction,
  removeMaterialAction,
  addPictureAction,
  removePictureAction,
  pictureFile,
  peoplePage,
  peopleFile,
  personPage,
  addNameAction,
  endNameAction,
  mergePage,
  mergeAction,
  bonusAction,
  writeOffAction,
  blockAction,
  unblockAction,
  clearPayeeAction,
  attributeByHandPage,
  attributeByHandAction,
  reassignPage,
  reassignAction,
  rewardsPage,
  rewardsFile,
  rewardStepsAction,
  reviewsPage,
  payoutsPage,
  allPayoutsPage,
  newPayoutsPage,
  makePayoutsAction,
  payoutStepsAction,
  payoutBatchPage,
  confirmBatchAction,
  cancelBatchAction,
  timeReportPage,
  timeReportFile,
  retentionPage,
  owedPage,
  ledgerFile,
  ...breakdownPages,
  ...breakdownFiles,
  activityPage,
  activityFile,
  codesPage,
  codesFile,
  issueCodesAction,
  codePage,
  changeCodeAction,
  vanityAction,
  couponsPage,
  releaseCouponsAction,
  applicationsPage,
  approveAction,
  refuseAction,
];
