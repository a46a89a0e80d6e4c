import type { ApplicationStatus, Minimum } from "./eligibility.ts";
import type { SubjectKind } from "./notices.ts";
import type { PayoutAuditDetails } from "./payoutAudit.ts";
import type { Role } from "./permissions.ts";
import type { RewardStatus, RewardStep } from "./rewardState.ts";

/**
 * What the audit holds: everything that a person, a script or a job did, written with what it changed. This
 * list is all that there is; what each action is about, and what its row says besides.
 */
export const AUDIT_ACTIONS = {
  /** The tenant's own settings. The detail is what was sent; no secret is ever in it. */
  "tenant.changed": "tenant",
  /** Another widget secret was made; the one before is believed until it is retired. */
  "tenant.widget_secret_rotated": "tenant",
  "tenant.widget_secret_retired": "tenant",
  /** An owner has said with which key Stripe is asked to pay. The key is in no row. */
  "tenant.stripe_key_set": "tenant",
  "tenant.stripe_key_removed": "tenant",
  "program.created": "program",
  /** The detail is what was sent, a draft of rules included. */
  "program.changed": "program",
  /** One that was never published is gone, with its draft, goals, materials and what waited for its time. */
  "program.removed": "program",
  /** The rules in force stay, and what waits for its time does. */
  "program.draft_discarded": "program",
  "program.published": "program",
  /** Rules are to be published at a time; what the draft becomes afterwards changes nothing of them. */
  "program.scheduled": "program",
  /** A person took them back, or they could not be published when it was time. */
  "program.schedule_cancelled": "program",
  /** A participant asked to be an advocate. */
  "application.applied": "participant",
  /** A person approved an application, or the advocate has brought the minimum of sales. */
  "application.approved": "participant",
  "application.refused": "participant",
  "participant.blocked": "participant",
  "participant.unblocked": "participant",
  /** A participant got another name, or lost one; names are personal data, so the rows name aliases by their ids. */
  "participant.alias_added": "participant",
  "participant.alias_ended": "participant",
  /** One who was a participant became another name of this one, with all that they had. */
  "participant.merged": "participant",
  /** A person of the staff gave a participant a code, or a vanity code. */
  "code.issued": "code",
  /** Of the primary code, also where the alias was named. The detail is what was sent. */
  "code.changed": "code",
  /** A person tied a friend to an advocate by hand. */
  "referral.attributed": "referral",
  /** A person gave a friend to another advocate. */
  "referral.reassigned": "referral",
  "reward.approved": "reward",
  "reward.voided": "reward",
  "reward.fulfilled": "reward",
  /** What a reward was in review for was settled by hand. */
  "reward.released": "reward",
  /** One of the options of a choice was taken. */
  "reward.chosen": "reward",
  /** A use of the reward's coupon of which no order was reported was ended, by a key or a person. */
  "coupon.released": "reward",
  /** A key or a person has an order paid with what a participant has in credit or points. */
  "wallet.spent": "participant",
  /** What an order was paid with was given back, since it became no order. */
  "wallet.released": "participant",
  /** Where a participant is paid was said or changed. The detail is what is shown of it. */
  "payout_details.set": "participant",
  "payout_details.removed": "participant",
  /** A person has looked at an account that another participant has had too. */
  "payout_details.cleared": "participant",
  /** How a unit of cash is paid out. The detail is what was sent. */
  "payout_settings.changed": "tenant",
  "payout_settings.removed": "tenant",
  /** What participants are due was set aside for them. */
  "payout_batch.made": "payoutBatch",
  /** Its payouts are to be paid. */
  "payout_batch.confirmed": "payoutBatch",
  "payout_batch.cancelled": "payoutBatch",
  /** A key or a person took the file that says where its payouts are to be paid. */
  "payout_batch.file_taken": "payoutBatch",
  /** A key, a person or Stripe has said what became of a payout. */
  "payout.paid": "payout",
  "payout.failed": "payout",
  "payout.returned": "payout",
  "payout.cancelled": "payout",
  /** A bonus or a correction by hand; the subject is its posting. */
  "balance.adjusted": "posting",
  /** A picture was added to those of the tenant, or removed. */
  "picture.added": "picture",
  "picture.removed": "picture",
  /** What advocates of a program are given to share. The detail is what was sent. */
  "material.saved": "program",
  "material.removed": "program",
  /** What a figure of the program is to come to by a day. The detail is what was sent. */
  "goal.saved": "program",
  "goal.removed": "program",
  /** An owner made another key; the key itself is in no row. */
  "key.made": "key",
  /** A key was revoked: what is asked with it is refused from then on. */
  "key.revoked": "key",
  /** An endpoint was added. Its secret is in no row. */
  "webhook.made": "webhook",
  /** The detail is what was sent. */
  "webhook.changed": "webhook",
  "webhook.removed": "webhook",
  /** Another secret was made; the one before signs too for a day. */
  "webhook.secret_rotated": "webhook",
  /** What happened in a span was sent once more. */
  "webhook.replayed": "webhook",
  /** It said that it is gone, or nothing but failures came back for days. */
  "webhook.disabled": "webhook",
  /** A person signed in who works for the tenant. */
  "member.signed_in": "member",
  /** A person may work for the tenant from then on, once they open the link that was sent to them. */
  "member.invited": "member",
  "member.role_changed": "member",
  /** Whatever they ask for next is refused. */
  "member.removed": "member",
} as const satisfies Readonly<Record<keyof AuditDetails, SubjectKind>>;

export type AuditAction = keyof typeof AUDIT_ACTIONS;

/** What the row of each action says besides its subject. Participants and programs are named by their ids. */
export interface AuditDetails extends PayoutAuditDetails {
  readonly "tenant.changed": object;
  readonly "tenant.widget_secret_rotated": Nothing;
  readonly "tenant.widget_secret_retired": Nothing;
  readonly "program.created": object;
  readonly "program.changed": object;
  /** What it was called. */
  readonly "program.removed": { readonly key: string; readonly name: string };
  /** The version that the draft had. */
  readonly "program.draft_discarded": { readonly draftVersion: number };
  readonly "program.published": {
    readonly version: number;
    readonly applyTo: "new" | "open";
    /** The version that was published again. */
    readonly again?: number;
    /** The id under which it waited for its time. */
    readonly scheduled?: string;
  };
  readonly "program.scheduled": {
    readonly scheduled: string;
    readonly publishAt: string;
    readonly applyTo: "new" | "open";
    readonly again?: number;
  };
  readonly "program.schedule_cancelled": {
    readonly scheduled: string;
    /** Null where a person did. */
    readonly reason: "program_ended" | "rules_not_valid" | null;
  };
  /** `was` where they had lapsed before. */
  readonly "application.applied": { readonly program: string; readonly was?: ApplicationStatus };
  readonly "application.approved": Verdict;
  readonly "application.refused": Verdict;
  readonly "participant.blocked": BlockChange;
  readonly "participant.unblocked": BlockChange;
  readonly "participant.alias_added": { readonly alias: string };
  readonly "participant.alias_ended": { readonly alias: string };
  readonly "participant.merged": {
    /** The id of who is an alias now. */
    readonly alias: string;
    readonly eventId: string;
    readonly reason?: string;
    /** Of a guest: with which event the account came that took them over. */
    readonly takenOverBy?: string;
  };
  readonly "code.issued": { readonly program: string };
  readonly "code.changed": object;
  readonly "referral.attributed": {
    readonly program: string;
    /** The friend. */
    readonly participantId: string;
    readonly reason: string;
    /** Whether it was done although the friend is an old customer, or late. */
    readonly force: boolean;
  };
  readonly "referral.reassigned": {
    readonly program: string;
    /** The friend. */
    readonly participantId: string;
    /** The event that it was, by which its explanation finds the reason. */
    readonly eventId: string;
    readonly reason: string;
  };
  readonly "reward.approved": StepTaken;
  readonly "reward.voided": StepTaken;
  readonly "reward.fulfilled": StepTaken;
  readonly "reward.released": StepTaken;
  readonly "reward.chosen": {
    readonly option: number;
    readonly kind: string;
    readonly unit: string | null;
    /** In the option's own unit, as decimal digits. */
    readonly amountMinor: string;
  };
  readonly "coupon.released": { readonly orderId: string; readonly reason: string | null };
  readonly "wallet.spent": Spent;
  readonly "wallet.released": Spent;
  readonly "balance.adjusted": {
    readonly participantId: string;
    readonly amountMinor: number;
    readonly unit: string;
    readonly reason: string;
    /** Of a person of the staff who gave it: what support gave in a month counts against their limit. */
    readonly role?: Role;
  };
  readonly "picture.added": PictureChanged;
  readonly "picture.removed": PictureChanged;
  readonly "material.saved": { readonly material: string };
  readonly "material.removed": { readonly material: string };
  readonly "goal.saved": { readonly goal: string };
  readonly "goal.removed": { readonly goal: string };
  readonly "key.made": KeyNamed;
  readonly "key.revoked": KeyNamed;
  readonly "webhook.made": { readonly url: string };
  readonly "webhook.changed": object;
  readonly "webhook.removed": { readonly url: string };
  readonly "webhook.secret_rotated": Nothing;
  readonly "webhook.replayed": { readonly from: string; readonly to: string };
  readonly "webhook.disabled": { readonly reason: "gone" | "failing" };
  readonly "member.signed_in": Nothing;
  readonly "member.invited": { readonly role: Role };
  readonly "member.role_changed": { readonly role: Role; readonly was: Role };
  readonly "member.removed": { readonly was: Role };
}

type Nothing = Readonly<Record<string, never>>;

/** What a person recognises a key by. */
interface KeyNamed {
  readonly kind: "secret" | "publishable";
  readonly prefix: string;
}

interface Verdict {
  readonly program: string;
  readonly reason: string | null;
  readonly was: ApplicationStatus;
  /** What a review asked for, and what the advocate had brought. */
  readonly minimum?: Minimum;
  readonly conversions?: number;
  /** How many friends had bought for something. */
  readonly buyers?: number;
  readonly revenueMinor?: number;
}

interface BlockChange {
  readonly reason: string | null;
  readonly was: { readonly at: string; readonly reason: string } | null;
}

interface Spent {
  readonly orderId: string;
  readonly unit: string;
  readonly amountMinor: number;
}

interface StepTaken {
  readonly step: RewardStep;
  readonly from: RewardStatus;
  readonly to: RewardStatus;
  readonly reason: string | null;
}

/** How many bytes it has. */
interface PictureChanged {
  readonly type: string;
  readonly size: number;
}
