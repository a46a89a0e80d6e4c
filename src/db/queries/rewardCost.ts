/** SQL of what a reward `w` costs in reports. */
export const REWARD_COST = "reward_cost(w.status, w.cost_minor, w.given_minor)";

/** SQL of whether a reward `w` may cost anything: what its coupon took off orders stays a cost when it has ended. */
export const MAY_COST = "(is_live_reward(w.status) OR w.given_minor > 0)";
