import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TestApp } from "../testing/createTestApp.ts";
import { createTestApp } from "../testing/createTestApp.ts";
import { explanationsPart, pagesPart, panelPart, problemsPart, staffPart } from "../testing/golden/asking.ts";
import { countedIds } from "../testing/golden/countedIds.ts";
import { couponReleasesPart, freeShippingPart } from "../testing/golden/couponReleases.ts";
import { aliasesPart, byHandPart, customersPart, reassignPart } from "../testing/golden/customers.ts";
import { draftsPart } from "../testing/golden/drafts.ts";
import {
  changesPart,
  disputesPart,
  ordersPart,
  purchasesPart,
  refundsPart,
  signupsPart,
  strictPart,
  trialsPart,
  usedAtOncePart,
} from "../testing/golden/earning.ts";
import { goalsPart } from "../testing/golden/goals.ts";
import { guestsPart } from "../testing/golden/guests.ts";
import { choicesPart, couponsPart, endingsPart, jobsPart, listsPart, rewardsPart } from "../testing/golden/keeping.ts";
import { libraryPart } from "../testing/golden/library.ts";
import { payeesPart } from "../testing/golden/payees.ts";
import { payoutsPart } from "../testing/golden/payouts.ts";
import type { Recorder } from "../testing/golden/recorder.ts";
import { recorderOf } from "../testing/golden/recorder.ts";
import { removalPart } from "../testing/golden/removal.ts";
import { reportsPart } from "../testing/golden/reporting.ts";
import {
  applicationsPart,
  codesPart,
  participantsPart,
  programsPart,
  tenantPart,
} from "../testing/golden/settingUp.ts";
import { themePart } from "../testing/golden/theme.ts";
import { walletPart } from "../testing/golden/wallet.ts";
import { webhooksPart } from "../testing/golden/webhooks.ts";
import { routeTable } from "./routeTable.ts";

/**
 * What the API answers, whole: one story, told with a clock and ids of its own, and a file for each part of it beside
 * this one. To change a reply on purpose, write the files anew (`npx vitest run --project unit src/http/golden.test.ts
 * -u`) and reads the difference.
 */

/** In the order of the story: each part goes on from those before it. */
const parts: Readonly<Record<string, (recorder: Recorder) => Promise<void>>> = {
  tenant: tenantPart,
  programs: programsPart,
  participants: participantsPart,
  codes: codesPart,
  applications: applicationsPart,
  signups: signupsPart,
  purchases: purchasesPart,
  strict: strictPart,
  refunds: refundsPart,
  orders: ordersPart,
  trials: trialsPart,
  rewards: rewardsPart,
  choices: choicesPart,
  coupons: couponsPart,
  jobs: jobsPart,
  endings: endingsPart,
  lists: listsPart,
  explanations: explanationsPart,
  panel: panelPart,
  pages: pagesPart,
  problems: problemsPart,
  staff: staffPart,
  drafts: draftsPart,
  reports: reportsPart,
  library: libraryPart,
  goals: goalsPart,
  disputes: disputesPart,
  theme: themePart,
  changes: changesPart,
  customers: customersPart,
  byHand: byHandPart,
  usedAtOnce: usedAtOncePart,
  removal: removalPart,
  couponReleases: couponReleasesPart,
  aliases: aliasesPart,
  reassign: reassignPart,
  freeShipping: freeShippingPart,
  guests: guestsPart,
  webhooks: webhooksPart,
  wallet: walletPart,
  payees: payeesPart,
  payouts: payoutsPart,
};

/** They answer the same whatever has happened: how the server is, or a file that was built. */
const NOT_TOLD = [
  "get /health",
  "get /ready",
  "get /metrics",
  "get /openapi.json",
  "get /",
  "get /guide",
  "get /guide/{page}",
  "get /llms.txt",
  "get /dashboard/assets/{file}",
];

describe("whole replies stay as they were, unless a change means to change them", () => {
  let app: TestApp;
  let recorder: Recorder;
  beforeAll(async () => {
    const ids = countedIds();
    app = await createTestApp({ ids });
    recorder = recorderOf(app, ids);
  });
  afterAll(() => app.close());

  it.each(Object.entries(parts))("in the part of the story about %s", async (name, play) => {
    await play(recorder);
    await expect(recorder.take()).toMatchFileSnapshot(`./golden/${name}.json`);
  });

  it("and every route of the table has a part in it", () => {
    const all = routeTable.map(({ method, path }) => `${method} ${path}`);
    expect(all.filter((route) => !recorder.routesAnswered.has(route))).toEqual(NOT_TOLD);
  });
});
