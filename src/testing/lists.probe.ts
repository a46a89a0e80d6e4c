import type { AuditAction, AuditDetails } from "../domain/auditActions.ts";
import type { Notice } from "../domain/notices.ts";
import type { Grant, Option } from "../domain/rules.ts";
import type { WrittenGrant, WrittenOption } from "../domain/rulesSchema.ts";
import type { InEveryLanguage } from "../i18n/everyLanguage.ts";
import type { END_PANEL_TEXTS, END_TEXTS } from "../i18n/lists/endReasons.ts";
import type { FIELD_TEXTS } from "../i18n/lists/fields.ts";
import type { OPERATOR_TEXTS } from "../i18n/lists/operators.ts";
import type { REFUSAL_TEXTS } from "../i18n/lists/refusals.ts";
import type { SKIP_TEXTS } from "../i18n/lists/skipReasons.ts";

// Probes of the closed lists, for the compiler alone: what follows from a list has an entry for each of its members.
// Each takes one member away and says that it no longer compiles. When it does, the probe fails, because then a
// new member that is missing there would go unnoticed.

/** A record without one of its entries. */
type Without<Texts, Member extends keyof Texts> = Omit<Texts, Member>;

declare const skipTexts: Without<typeof SKIP_TEXTS, "no_recipient">;
// @ts-expect-error a reason for skipping has its sentence
export const everySkipReason: typeof SKIP_TEXTS = skipTexts;

declare const refusalTexts: Without<typeof REFUSAL_TEXTS, "cycle">;
// @ts-expect-error a refusal has its sentence
export const everyRefusal: typeof REFUSAL_TEXTS = refusalTexts;

declare const codeRefusalTexts: Without<typeof REFUSAL_TEXTS, "code_expired">;
// @ts-expect-error a refusal of a code has its sentence among those of refusals
export const everyCodeRefusal: typeof REFUSAL_TEXTS = codeRefusalTexts;

declare const friendTexts: Without<typeof REFUSAL_TEXTS, "already_referred">;
// @ts-expect-error a refusal that names the friend has its sentence
export const everyFriendRefusal: typeof REFUSAL_TEXTS = friendTexts;

declare const endTexts: Without<typeof END_TEXTS, "refund">;
// @ts-expect-error a reason for an end has its sentence
export const everyEndReason: typeof END_TEXTS = endTexts;

declare const panelTexts: Without<typeof END_PANEL_TEXTS, "refund">;
// @ts-expect-error a reason for an end has its sentence for panels
export const everyEndOnPanels: typeof END_PANEL_TEXTS = panelTexts;

declare const fieldTexts: Without<typeof FIELD_TEXTS, "order.skus">;
// @ts-expect-error a field has its name
export const everyField: typeof FIELD_TEXTS = fieldTexts;

declare const operatorTexts: Without<typeof OPERATOR_TEXTS, "between">;
// @ts-expect-error an operator has its words
export const everyOperator: typeof OPERATOR_TEXTS = operatorTexts;

declare const fourLanguages: Without<InEveryLanguage, "uz">;
// @ts-expect-error a text stands in every language
export const everyLanguage: InEveryLanguage = fourLanguages;

declare const details: Without<AuditDetails, "code.changed">;
// @ts-expect-error an audit action says what its rows tell
export const everyAction: Record<AuditAction, unknown> = details;

declare const unknownNotice: Omit<Notice, "type"> & { type: "coupon.melted" };
// @ts-expect-error a notice that is not of the list can't be written
export const onlyListed: Notice = unknownNotice;

/** True where two unions have the same members. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : false) : false;

/** What a rule can give can be written in a document, and no other. */
export const everyOptionIsWritten: Same<WrittenOption["kind"], Option["kind"]> = true;
export const everyGrantIsWritten: Same<WrittenGrant["kind"], Grant["kind"]> = true;
