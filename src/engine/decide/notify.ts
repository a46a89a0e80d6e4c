import type { Moment, Notice } from "../../domain/notices.ts";
import { NOTICES } from "../../domain/notices.ts";
import type { State } from "./state.ts";

/** Adds a notice, with what it is about as that is at this moment: later decisions of the same commit change it again. */
export function notify(state: State, notice: Omit<Notice, "moment">): void {
  state.notices.push({ ...notice, moment: momentOf(state, notice) });
}

function momentOf(state: State, { type, subjectId }: Omit<Notice, "moment">): Moment | null {
  switch (NOTICES[type]) {
    case "reward": {
      const reward = state.rewards.byId.get(subjectId)?.now;
      return reward === undefined ? null : { status: reward.status, amountMinor: Number(reward.amountMinor) };
    }
    case "referral": {
      const referral = state.referrals.get(subjectId)?.now;
      // What a membership has is told as rewards.
      return referral === undefined || referral.status === "membership" ? null : { status: referral.status };
    }
    default:
      return null;
  }
}
