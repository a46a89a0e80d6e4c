import type { OutboxNotice } from "../db/queries/outbox.ts";
import type { PayoutJson } from "../db/rows/payout.ts";
import type { ReferralView } from "../db/rows/referral.ts";
import type { RewardJson, RewardOf } from "../db/rows/reward.ts";
import { parseReward } from "../db/rows/reward.ts";
import { NOTICES } from "../domain/notices.ts";
import { presentPayout } from "./payout.ts";
import { presentReferralAt } from "./referral.ts";
import { presentReward } from "./reward.ts";

/** The text that endpoints are sent, and that is signed. */
export interface NoticeBody {
  readonly type: string;
  /** When it happened. */
  readonly timestamp: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * What a notice tells: what it is about as it is now, as the API shows it, under the name of its kind, with its version,
 * and what it was when it happened.
 */
export function noticeBody(notice: OutboxNotice, at: string, now: Date): NoticeBody {
  const { type, eventId, program, subject, moment = null, version } = notice;
  // biome-ignore lint/suspicious/noThenProperty: it is JSON for others, and no one awaits it here
  const about = { then: moment, version, ...subjectOf(type, subject, now) };
  return { type, timestamp: new Date(at).toISOString(), data: { program, eventId, ...about } };
}

function subjectOf(type: OutboxNotice["type"], subject: unknown, now: Date): Readonly<Record<string, unknown>> {
  const kind = NOTICES[type];
  if (subject === null) return {};
  switch (kind) {
    case "reward": {
      const { reward, of } = subject as { readonly reward: RewardJson; readonly of: RewardOf };
      return { reward: presentReward(parseReward(reward), of) };
    }
    case "referral":
      return { referral: presentReferralAt(subject as ReferralView, now) };
    case "participant":
      return { participant: subject };
    case "code":
      return { code: subject };
    case "program":
    case "programVersion":
      return { published: subject };
    case "webhook":
      return { webhook: subject };
    case "payout":
      return { payout: presentPayout(subject as PayoutJson) };
    default:
      return kind satisfies never;
  }
}
