import { html } from "hono/html";
import * as z from "zod";
import type { ByHandPage } from "../db/queries/byHandPage.ts";
import { parseStored } from "../db/rows/program.ts";
import { FORCED } from "../domain/attribution.ts";
import { instantOf } from "../domain/localTime.ts";
import { refusalStatement } from "../engine/explain/explainRefusal.ts";
import type { App } from "../http/appDeps.ts";
import type { Markup } from "../http/pages/layout.ts";
import { byHandBody } from "../http/schemas/byHand.ts";
import { MAX_REASON_LENGTH, programKey } from "../http/schemas/texts.ts";
import type { ByHandProblem } from "../i18n/dashboard/byHand.ts";
import { BY_HAND_PROBLEMS, BY_HAND_TEXTS, WAIVED_TEXTS } from "../i18n/dashboard/byHand.ts";
import { FRAME_TEXTS } from "../i18n/dashboard/frame.ts";
import { PERSON_TEXTS } from "../i18n/dashboard/person.ts";
import { fillText } from "../i18n/fillText.ts";
import { formatsOf } from "../i18n/formats.ts";
import { createWriter } from "../i18n/writer.ts";
import type { ByHandInput } from "../usecases/people/attributeByHand.ts";
import { daysOf } from "./days.ts";
import { button, hiddenFields, linkButton } from "./parts/button.ts";
import { checkbox, fieldRow, selectField, textField } from "./parts/field.ts";
import type { Viewer } from "./viewer.ts";
import { shopPath } from "./viewer.ts";

/** The form in which a person of the staff ties a friend to an advocate. */

/** As it was typed: what is wrong with it is said beside its box. */
const typed = z.string().max(3_000).default("");

/** What the form posts. */
export const byHandFields = z.object({
  program: programKey,
  by: z.enum(["externalId", "code"]),
  advocate: typed,
  attributedAt: typed,
  reason: typed,
  force: z.literal("on").optional(),
});

export type TypedByHand = z.output<typeof byHandFields>;

/** At which box each problem is told. */
const BOXES = {
  advocate: "advocate",
  not_found: "advocate",
  no_code: "advocate",
  attributedAt: "attributedAt",
  too_many_decisions: "attributedAt",
  reason: "reason",
} as const satisfies Readonly<Record<ByHandProblem, keyof TypedByHand>>;

/** What is wrong: with single boxes, or with the two persons, in words. */
export interface WrongByHand {
  readonly problems: readonly ByHandProblem[];
  readonly refusal: string | null;
}

export const NOTHING_WRONG: WrongByHand = { problems: [], refusal: null };

/** The form as it begins: for the first program in which the person is no friend yet. */
export function beginByHand({ programs }: ByHandPage): TypedByHand {
  const program = (programs.find(({ hasAdvocate }) => !hasAdvocate) ?? programs[0])?.key ?? "";
  return { program, by: "externalId", advocate: "", attributedAt: "", reason: "" };
}

/**
 * What was typed as the API takes it, or what is wrong with it.
 *
 * @param friend their externalId
 * @param timezone of the shop, whose clocks the time is read by
 */
export function readByHand(
  { program, by, advocate, attributedAt, reason, force }: TypedByHand,
  friend: string,
  timezone: string,
  app: App,
): ByHandInput | readonly ByHandProblem[] {
  const at = attributedAt === "" ? null : instantOf(attributedAt, timezone);
  const named = by === "code" ? { code: advocate.trim() } : { advocate: advocate.trim() };
  const when = at === null ? {} : { attributedAt: new Date(at).toISOString() };
  const whole = { program, friend, ...named, ...when, reason: reason.trim(), force: force === "on" };
  const parsed = byHandBody.parse(whole, app);
  const wrong = parsed.ok ? [] : parsed.errors.map(({ path }) => boxOf(path));
  const problems = attributedAt !== "" && at === null ? [...wrong, "attributedAt" as const] : wrong;
  return parsed.ok && problems.length === 0 ? parsed.value : problems;
}

function boxOf(path: string): "advocate" | "attributedAt" | "reason" {
  return path === "attributedAt" || path === "reason" ? path : "advocate";
}

/**
 * Why the two can't be tied, in the words that explanations have for it.
 *
 * @param latest the version whose days may be told; null where the reason tells of none
 * @param friend their externalId
 */
export function refusalInWords(
  { language, timezone }: Viewer,
  latest: ByHandPage["latest"],
  reason: string,
  friend: string,
): string {
  const version = latest?.version ?? 0;
  const statement = refusalStatement({
    ...{ audience: "tenant", advocate: null, friend, referral: { code: null, version, rejectedReason: reason } },
    rules: new Map(latest === null ? [] : [[version, parseStored(latest.rules, latest.currency)]]),
  });
  const why = createWriter({ language, timezone, nameOf: (ruleId) => ruleId }).write(statement, "tenant");
  const isWaivable = FORCED.some((one) => one === reason);
  const next = isWaivable ? ` ${BY_HAND_TEXTS.mayWaive[language]}` : "";
  return `${BY_HAND_TEXTS.notDone[language]} ${why}${next}`;
}

/**
 * The form; what is wrong stands at its box, and everything stays as it was typed.
 *
 * @param key tells one sending of it from the next
 */
export function byHandForm(
  viewer: Viewer,
  { person, programs }: ByHandPage,
  fields: TypedByHand,
  { problems, refusal }: WrongByHand,
  key: string,
): Markup {
  const { language } = viewer;
  const say = (name: keyof typeof BY_HAND_TEXTS) => BY_HAND_TEXTS[name][language];
  const errorOf = (box: keyof TypedByHand) => {
    const problem = problems.find((one) => BOXES[one] === box);
    return { error: problem === undefined ? null : BY_HAND_PROBLEMS[problem][language] };
  };
  const program = selectField({
    ...{ name: "program", label: PERSON_TEXTS.program[language], value: fields.program },
    options: programs.map(({ key: value, name }) => ({ value, label: name })),
  });
  const advocate = textField({
    ...{ name: "advocate", label: say("advocate"), value: fields.advocate, isRequired: true, isCode: true },
    ...errorOf("advocate"),
  });
  const by = selectField({
    ...{ name: "by", label: say("by"), value: fields.by },
    options: [
      { value: "externalId", label: say("externalId") },
      { value: "code", label: PERSON_TEXTS.code[language] },
    ],
  });
  const since = textField({
    ...{ name: "attributedAt", label: say("since"), type: "datetime-local", value: fields.attributedAt },
    hint: fillText(formatsOf(language), BY_HAND_TEXTS.sinceHint[language], { timezone: viewer.timezone }),
    ...errorOf("attributedAt"),
  });
  const why = textField({
    ...{ name: "reason", label: PERSON_TEXTS.reason[language], value: fields.reason, isRequired: true },
    ...{ hint: say("reasonHint"), extra: { maxlength: String(MAX_REASON_LENGTH) } },
    ...errorOf("reason"),
  });
  const force = checkbox({
    ...{ name: "force", label: say("force"), isChecked: fields.force === "on" },
    hint: [...FORCED.map((reason) => WAIVED_TEXTS[reason][language]), say("othersHold")].join(" "),
  });
  const alert = refusal === null ? "" : html`<p class="alert bad" role="alert">${refusal}</p>`;
  const back = shopPath(viewer, `/people/${person.id}`);
  return html`<section class="card"><form class="form" method="post" action="${back}/attribute">${hiddenFields({ key })}${alert}<p>${say("intro")}</p>${factsOf(viewer, person)}
${program}${fieldRow([advocate, by])}${since}${why}${force}
<div class="buttons">${linkButton({ href: back, label: FRAME_TEXTS.cancel[language] })}${button({ label: say("attribute"), look: "primary" })}</div></form></section>`;
}

/** What makes an existing customer, and what a late code is late for. */
function factsOf(viewer: Viewer, { firstSignupAt, firstOrderAt, customerSince }: ByHandPage["person"]): Markup {
  const { language } = viewer;
  const days = daysOf(viewer);
  const known = [
    [BY_HAND_TEXTS.firstSignup[language], firstSignupAt && days.time(firstSignupAt)],
    [BY_HAND_TEXTS.firstOrder[language], firstOrderAt && days.time(firstOrderAt)],
    [PERSON_TEXTS.customerSince[language], customerSince && days.time(customerSince)],
  ].filter(([, value]) => value !== null);
  if (known.length === 0) return html``;
  return html`<dl class="facts">${known.map(([label, value]) => html`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>`;
}
