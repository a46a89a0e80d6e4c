import type { DueSpend } from "../db/queries/spends.ts";
import { readDueSpends, tenantsWithDueSpends } from "../db/queries/spends.ts";
import { spendableAgainUntil } from "../domain/expiry.ts";
import { isoTime } from "../domain/isoTime.ts";
import { spentBack } from "../domain/ledger.ts";
import { noticeOf } from "../domain/notices.ts";
import { unchangedPerson } from "../usecases/people/participantGuards.ts";
import { batchJob } from "./batchJob.ts";

/** The most spends that one commit looks after. */
export const MAX_DUE_SPENDS = 500;

/**
 * Gives back what orders were paid with that were not reported in time. One that is reported after all takes it again. An
 * order that was reported in the moment in which it was paid has it, unless all of it was refunded by now.
 */
export const releaseSpends = batchJob({
  name: "release-spends",
  most: MAX_DUE_SPENDS,
  tenantsDue: tenantsWithDueSpends,
  read: readDueSpends,
  rowsOf: (spends: readonly DueSpend[]) => spends,
  effects({ ids }, batch, { at }) {
    const ended = batch.filter(({ isReported, isGivenBack }) => !isReported || isGivenBack);
    const owners = new Map(ended.map((spend) => [spend.participantId, spend]));
    const notices = [...owners.keys()].map((id) => noticeOf("wallet.given_back", id, null));
    return {
      participants: [...owners].map(([id, { referredVersion }]) => unchangedPerson({ id, referredVersion })),
      postings: ended.map(({ participantId, unit, amountMinor }) => {
        const { amount, ...accounts } = spentBack({ participantId }, unit, BigInt(amountMinor));
        const none = { programId: null, rewardId: null, eventId: null };
        return { ...accounts, ...none, id: ids.id("pst", at), unit, amount: String(amount), participantId };
      }),
      spends: batch.map(({ orderId, unit, version: versionWas, isReported, isGivenBack }) => {
        const ends = !isReported || isGivenBack;
        const status = isGivenBack ? ("returned" as const) : isReported ? ("spent" as const) : ("lapsed" as const);
        const again = isGivenBack ? { goodUntil: isoTime(spendableAgainUntil(at.getTime())) } : {};
        return { orderId, unit, status, reportBy: null, versionWas, moves: ends, ...again };
      }),
      outbox: notices.length === 0 ? [] : [{ id: ids.id("obx", at), notices }],
    };
  },
});
