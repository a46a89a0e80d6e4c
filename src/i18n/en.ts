import type { Catalogue } from "./catalogue.ts";

export const en: Catalogue<"one" | "other"> = {
  neutral: {
    referral_converted: "The first purchase that counts was made on {day}.",
    referral_open: "No purchase has counted yet.",
    referral_open_until: "No purchase has counted yet. Purchases until {day} count.",
    referral_expired: "The time in which a purchase could count ended on {day} without one.",
    referral_same_person:
      "The friend may have another account, with the same e-mail or phone, or had one that is merged with theirs now. What this referral earns is checked before it is given out.",
    referral_old_customer:
      "The shop says that the friend has been a customer since {day}, before this referral. What it earns is checked before it is given out.",
    referral_same_card:
      "Friend and advocate have paid with the same card. This holds nothing back: people in one household often do.",
    referral_same_device:
      "Friend and advocate have used the same device. This holds nothing back: people in one household often do.",
    referral_order_open: "It is for one order alone, and that order does not count.",
    referral_orders_apart:
      "Here every purchase counts for the person whose code or link it was made with, and for no one else.",
    referral_rejected: "The referral was not accepted.",
    earlier_left_out: {
      by: "count",
      forms: { one: "{count} earlier event is not shown.", other: "{count} earlier events are not shown." },
    },

    event_unnamed: "Something you did was reported on {day}.",
    note_converted: "This is the first purchase that counts.",
    note_counts_no_more: "The purchase no longer counts.",
    note_counts_again: "The purchase counts now.",
    note_taken_back: "The purchase no longer counts, and no other takes its place.",
    note_over_refund: "More was refunded than was paid; only the amount of the order is taken into account.",
    note_items_exceed_order: "The lines of the order come to more than the order itself; each counts for its share.",
    note_unknown_code: "The code that came with it belongs to no program here, so it was set aside.",
    note_refunded_before: "{amount} of it had already been refunded; that was taken into account at once.",
    event_dispute_opened: "A dispute of the payment for order {order} was opened on {day}.",
    event_dispute_closed: "The dispute of the payment for order {order} was closed on {day}.",
    note_disputed: "What the order earned waits until the dispute is closed.",
    note_dispute_closed: "What the order earned waits no longer.",
    note_choice_cut: "It left less to choose from.",
    note_by_hand: "Done by {who}. Reason: “{reason}”.",
    note_used_at_once: "“{rule}” was used with this very order.",
    note_customer_since: "The shop says that they have been a customer since {day}.",
    note_same_card: "It shows that the advocate has paid with the same card.",
    note_same_device: "It shows that the advocate has used the same device.",

    choice_open: "“{rule}” can be chosen until {day}: {options}. Without a choice it will be {first}.",
    choice_due: "The time to choose “{rule}” ({options}) is over; it is about to become {first}.",
    choice_taken: "“{rule}” offered {options}; it became {reward}.",

    coupon_used: "“{rule}”: the coupon was used on {day} for order {order}.",
    coupon_used_again: "“{rule}”: the coupon was used anew on {day} for the cart of order {order}.",
    coupon_freed: "“{rule}”: order {order} gave the coupon back on {day}.",
    coupon_ended: "“{rule}”: order {order} was not reported, so its use of the coupon ended by itself on {day}.",

    clamped: "A limit cut the reward to {reward}.",
    tier_reached_conversions: {
      by: "count",
      forms: {
        one: "Level reached: {count} friend who bought.",
        other: "Level reached: {count} friends who bought.",
      },
    },
    tier_reached_signups: {
      by: "count",
      forms: { one: "Level reached: {count} friend.", other: "Level reached: {count} friends." },
    },
    tier_reached_revenue: "Level reached: {amount} in purchases.",
    tier_next_conversions: {
      by: "count",
      forms: {
        one: "{count} more friend who buys to the next level: {reward}.",
        other: "{count} more friends who buy to the next level: {reward}.",
      },
    },
    tier_next_signups: {
      by: "count",
      forms: {
        one: "{count} more friend to the next level: {reward}.",
        other: "{count} more friends to the next level: {reward}.",
      },
    },
    tier_next_revenue: "{amount} more in purchases to reach the next level: {reward}.",
    tier_ahead_revenue: "The next level begins at {from} in purchases: {reward}.",
    limit_count_recipient: "Limit of rewards per person ({period}): {left} of {most} left.",
    limit_count_referral: "Limit of rewards per friend ({period}): {left} of {most} left.",
    limit_amount_recipient: "Limit per person ({period}): {left} of {most} left.",
    limit_amount_referral: "Limit per friend ({period}): {left} of {most} left.",

    missing_any: "One of these was needed:",
    missing_order_amount: "The order came to {seen}: {short} short of the minimum of {least}.",
    over_order_amount: "The order came to {seen}: {over} above the maximum of {most}.",
    missing_amount: "{field}: {seen}, which is {short} short of the minimum of {least}.",
    over_amount: "{field}: {seen}, which is {over} above the maximum of {most}.",
    missing_condition: "{field}: {required} needed, {seen} found.",
    missing_condition_hidden: "{field}: the condition is not met.",
    missing_private: "A condition that only the shop can see is not met.",
    missing_fact: "{field}: {required} needed, but not known.",

    changed_cut: "“{rule}”: {taken} taken back, {left} left.",
    changed_taken: "“{rule}”: {taken} taken back, nothing left.",
    changed_ended: "“{rule}” was taken back.",
    changed_grown: "“{rule}”: {added} added, now {left}.",
    growth_cut: "“{rule}” grew less than its order, because a limit or the budget leaves no more.",

    state_pending: "“{rule}”: {reward}. It is on hold and will be approved on {day} if nothing is returned.",
    state_pending_due: "“{rule}”: {reward}. The hold ended on {day}; it is about to be approved.",
    state_in_review: "“{rule}”: {reward}. It is being checked.",
    state_approved: "“{rule}”: {reward}. It is approved.",
    state_approved_expiring: "“{rule}”: {reward}. It is approved. What is not spent expires on {day}.",
    state_approved_expired:
      "“{rule}”: {reward}. It is approved. Of this {expired} was not spent in time and has expired.",
    state_fulfilled: "“{rule}”: {reward}. It has been given out.",
    state_voided: "“{rule}” was cancelled.",
    state_clawed_back: "“{rule}” was taken back after it had been given out.",
    state_other: "“{rule}”: {reward} ({status}).",
  },
  hidden: {
    coupon_used: "“{rule}”: the coupon was used on {day}.",
    coupon_used_again: "“{rule}”: the coupon was used anew on {day} for the cart.",
    coupon_freed: "“{rule}”: the coupon was given back on {day}.",
    coupon_ended: "“{rule}”: no purchase followed, so the use of the coupon ended by itself on {day}.",
    note_refunded_before: "There had already been a refund of it; that was taken into account at once.",
    missing_order_amount: "An order of at least {least} is needed.",
    over_order_amount: "An order of at most {most} is needed.",
  },
  aboutFriend: {
    referral_attributed: {
      tenant: "{friend} joined through an invitation by {advocate} on {day}.",
      you: "You joined through an invitation on {day}.",
      friend: "Your friend joined through your invitation on {day}.",
    },
    attributed_code: {
      tenant: "The code {code} makes {friend} a friend of {advocate}.",
      you: "You used the code of a friend.",
      friend: "Your friend used your code.",
    },
    attributed_click: {
      tenant: "The share link of {advocate} makes {friend} their friend.",
      you: "You followed the share link of a friend.",
      friend: "Your friend followed your share link.",
    },
    attributed_manual: {
      tenant: "{friend} was made a friend of {advocate} by hand.",
      you: "We noted by hand that you were invited.",
      friend: "We noted by hand that you invited your friend.",
    },
    event_merged: {
      tenant: "On {day}, {friend} was merged with another participant.",
      you: "On {day}, your two accounts became one.",
      friend: "On {day}, we checked again which invitation counts for your friend.",
    },
    event_reassigned: {
      tenant: "On {day}, it was corrected by hand who had invited {friend}.",
      you: "On {day}, we corrected by hand who had invited you.",
      friend: "On {day}, we corrected by hand who had invited your friend.",
    },
    event_signup: {
      tenant: "{friend} signed up on {day}.",
      you: "You signed up on {day}.",
      friend: "Your friend signed up on {day}.",
    },
    event_purchase: {
      tenant: "{friend} made a purchase of {amount} on {day} (order {order}).",
      you: "You made a purchase of {amount} on {day} (order {order}).",
      friend: "Your friend bought something on {day}.",
    },
    event_refund: {
      tenant: "{amount} of order {order} was refunded on {day}.",
      you: "{amount} of your order {order} was refunded on {day}.",
      friend: "There was a refund of a purchase of your friend on {day}.",
    },
    event_refund_waiting: {
      tenant: "{amount} of order {order} was refunded on {day}; it is taken into account together with the order.",
      you: "{amount} of your order {order} was refunded on {day}; it is taken into account together with the order.",
      friend:
        "There was a refund of a purchase of your friend on {day}; it is taken into account together with the purchase.",
    },
    event_refund_total: {
      tenant: "By {day}, {amount} of order {order} had been refunded in all.",
      you: "By {day}, {amount} of your order {order} had been refunded in all.",
      friend: "There was a refund of a purchase of your friend on {day}.",
    },
    event_refund_rest: {
      tenant: "The rest of order {order} was refunded on {day}.",
      you: "The rest of your order {order} was refunded on {day}.",
      friend: "There was a refund of a purchase of your friend on {day}.",
    },
    event_order_change: {
      tenant: "Order {order} was changed to {amount} on {day}.",
      you: "Your order {order} was changed to {amount} on {day}.",
      friend: "A purchase of your friend was changed on {day}.",
    },
    event_order_edit: {
      tenant: "Order {order} was changed on {day}.",
      you: "Your order {order} was changed on {day}.",
      friend: "A purchase of your friend was changed on {day}.",
    },
    event_order_addition: {
      tenant: "Details were added to order {order} on {day}.",
      you: "Details were added to your order {order} on {day}.",
      friend: "Details were added to a purchase of your friend on {day}.",
    },
    event_refund_reversal: {
      tenant: "A refund of order {order} was undone on {day}.",
      you: "A refund of your order {order} was undone on {day}.",
      friend: "A refund of a purchase of your friend was undone on {day}.",
    },
    event_custom: {
      tenant: "“{event}” was reported for {friend} on {day}.",
      you: "“{event}” was reported for you on {day}.",
      friend: "Something your friend did was reported on {day}.",
    },
    note_moved: {
      tenant: "It no longer counts as the first purchase; order {order} takes its place.",
      you: "It no longer counts as your first purchase; your order {order} takes its place.",
      friend: "It no longer counts as your friend's first purchase; another purchase takes its place.",
    },
  },
  aboutRecipient: {
    rewards_total: {
      tenant: "Rewards of this referral in force: {reward}.",
      you: "Your rewards of this referral in force: {reward}.",
    },
    rewards_none: {
      tenant: "This referral has no reward in force.",
      you: "You have no reward in force from this referral.",
    },
    note_no_rule: {
      tenant: "No reward depends on this event.",
      you: "None of your rewards depends on this event.",
    },
    note_unchanged: {
      tenant: "It changed no reward.",
      you: "It changed none of your rewards.",
    },
    granted: {
      tenant: "“{rule}” was granted to {recipient}: {reward}.",
      you: "You were granted “{rule}”: {reward}.",
    },
  },
  words: { quoted: "“{name}”", yes: "yes", no: "no", nothing: "nothing", lifetime: "in all" },
};
