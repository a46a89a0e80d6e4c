import { html } from "hono/html";
import * as z from "zod";
import type { CashUnit, PayoutPlan } from "../../db/queries/payoutPages.ts";
import { readPayoutPlan } from "../../db/queries/payoutPages.ts";
import type { NamedPerson } from "../../db/queries/peoplePages.ts";
import { minorDigits } from "../../domain/currencies.ts";
import { localTime } from "../../domain/localTime.ts";
import type { LeftOutReason, PayoutMethod } from "../../domain/payouts.ts";
import { PAYOUT_METHODS, sends } from "../../domain/payouts.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { cashUnit, day, externalId, instant } from "../../http/schemas/texts.ts";
import { PAYOUT_PLAN_TEXTS } from "../../i18n/dashboard/payoutPlan.ts";
import { PAYOUT_METHOD_TEXTS } from "../../i18n/dashboard/payoutStates.ts";
import { PAYOUTS_TEXTS } from "../../i18n/dashboard/payouts.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import type { Sorted } from "../../usecases/payouts/batchParts.ts";
import { sortPayees, sumsOf } from "../../usecases/payouts/batchParts.ts";
import { makeBatch } from "../../usecases/payouts/makeBatch.ts";
import { AFTER_PERSON, cursorOf, queryOf } from "../listQuery.ts";
import { outcomeOf } from "../outcomes.ts";
import { PageError } from "../pageReply.ts";
import { button, hiddenFields, linkButton } from "../parts/button.ts";
import { card, figures } from "../parts/card.ts";
import { empty } from "../parts/empty.ts";
import { fieldRow, selectField, textField } from "../parts/field.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { counted, leftOutText, minimumError } from "../payoutParts.ts";
import { payoutsTitle } from "../payoutStepForm.ts";
import { writtenMinimum } from "../payoutsForm.ts";
import { unitAmount, unitName } from "../personActions.ts";
import { personName } from "../persons.ts";
import { readAmount } from "../readAmount.ts";
import { actionRoute, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const PATH = "/payouts/new";
const MAX_TYPED = 30;

const query = z.object({
  unit: cashUnit.optional().catch(undefined),
  /** The last day of which is paid what was approved. */
  day: day.optional().catch(undefined),
  minimum: z.string().trim().max(MAX_TYPED).optional().catch(undefined),
  method: z.enum(PAYOUT_METHODS).optional().catch(undefined),
  participant: externalId.optional().catch(undefined),
  cursor: z.string().optional(),
});
type Query = z.output<typeof query>;

/** Says what a batch would pay, and whom it would leave out and why, before anything is set aside. */
export const newPayoutsPage = pageRoute(
  { path: PATH, may: "administer", query },
  async ({ app, asker, query, viewer: look }) => {
    const now = app.deps.clock.now();
    const { unit, participant = null } = query;
    const isWrong = unit !== undefined && readMinimum(unit, query.minimum) === null;
    const after = cursorOf(query.cursor, AFTER_PERSON)?.[0] ?? null;
    const asked =
      unit === undefined || isWrong
        ? null
        : { unit, day: query.day ?? null, now: now.toISOString(), externalId: participant, after };
    const plan = proved(await readPayoutPlan(app.deps.database, asker, asked));
    const viewer = look();
    const { language } = viewer;
    const shown =
      plan.units.length === 0
        ? empty({ icon: "banknote", text: PAYOUT_PLAN_TEXTS.noUnits[language] })
        : html`${termsForm(viewer, query, plan, { now, isWrong })}${
            unit === undefined || isWrong
              ? ""
              : planned(viewer, plan, { query, ...termsOf(query, plan, unit), unit, now, key: app.deps.ids.secret(16) })
          }`;
    return {
      ...{ title: PAYOUTS_TEXTS.newBatch[language], section: "payouts", main: shown },
      back: { href: shopPath(viewer, "/payouts"), label: payoutsTitle(language) },
    };
  },
);

/** Makes the batch that was shown. */
export const makePayoutsAction = actionRoute(
  {
    ...{ path: "/payouts", may: "administer" },
    form: z.object({
      unit: cashUnit,
      cutoff: instant,
      minimum: z
        .string()
        .regex(/^[0-9]{1,15}$/)
        .transform(Number),
      method: z.enum(PAYOUT_METHODS),
      participant: externalId.optional(),
    }),
  },
  async ({ app, asker, body, idempotency, params }) => {
    // A batch is made once by its key, so there is none without.
    if (idempotency === null) throw new PageError("notUnderstood");
    const { participant = null, minimum, cutoff, ...terms } = body;
    const input = { ...terms, cutoff: new Date(cutoff).toISOString(), minimumMinor: minimum, externalId: participant };
    const made = await makeBatch(app.deps, { asker, idempotency }, input);
    const outcome = outcomeOf(made, ["not_found", "batch_collecting", "nothing_to_pay", "no_stripe_key"]);
    const path = (rest: string) => shopPath({ tenantSlug: params.tenant }, `/payouts${rest}`);
    if (outcome.kind === "refused") {
      if (outcome.code === "not_found") throw new PageError("notFound");
      return { to: path(""), said: outcome.code };
    }
    const { id } = (made as { readonly body: { readonly id: string } }).body;
    return { to: path(`/batches/${id}`), said: "payouts_prepared" };
  },
);

function termsForm(
  viewer: Viewer,
  query: Query,
  plan: PayoutPlan,
  { now, isWrong }: { readonly now: Date; readonly isWrong: boolean },
): Markup {
  const { language } = viewer;
  const { units, person } = plan;
  const today = localTime(now.getTime(), viewer.timezone).slice(0, "2026-01-05".length);
  const { unit = richest(units), participant } = query;
  const { minimum, method } = termsOf(query, plan, unit);
  const fields = fieldRow([
    selectField({
      ...{ name: "unit", label: PAYOUT_PLAN_TEXTS.unit[language], value: unit },
      options: units.map((each) => ({ value: each.unit, label: unitName(language, each.unit) })),
    }),
    textField({
      ...{ name: "day", label: PAYOUT_PLAN_TEXTS.lastDay[language], type: "date", value: query.day ?? today },
      extra: { max: today },
    }),
    selectField({
      ...{ name: "method", label: PAYOUTS_TEXTS.method[language], value: method },
      options: PAYOUT_METHODS.filter((value) => sends(value, unit)).map((value) => ({
        value,
        label: PAYOUT_METHOD_TEXTS[value][language],
      })),
    }),
    textField({
      ...{ name: "minimum", label: PAYOUTS_TEXTS.minimum[language], value: minimum, isNumber: true },
      ...{ hint: PAYOUT_PLAN_TEXTS.minimumHint[language], extra: { maxlength: String(MAX_TYPED) } },
      error: isWrong ? minimumError(language, unit) : null,
    }),
  ]);
  const alone =
    participant === undefined
      ? ""
      : html`<p>${aloneText(viewer, person)} ${linkButton({ href: shopPath(viewer, PATH), label: PAYOUT_PLAN_TEXTS.everyone[language], look: "quiet" })}</p>`;
  const show = button({
    label: PAYOUT_PLAN_TEXTS.show[language],
    look: query.unit === undefined || isWrong ? "primary" : "plain",
  });
  return html`<section class="card"><form class="form" method="get" action="${shopPath(viewer, PATH)}">${hiddenFields(participant === undefined ? {} : { participant })}${alone}${fields}<div class="buttons">${show}</div></form></section>`;
}

function aloneText(viewer: Viewer, person: NamedPerson | null): string {
  const { language } = viewer;
  if (person === null) return PAYOUT_PLAN_TEXTS.noPerson[language];
  const formats = formatsOf(language);
  return fillText(formats, PAYOUT_PLAN_TEXTS.alone[language], { name: formats.words(personName(viewer, person)) });
}

/** What was typed or chosen; where nothing was, what is set of the unit; a table where the method does not send it. */
function termsOf({ minimum, method }: Query, { set }: Pick<PayoutPlan, "set">, unit: string) {
  const settings = set.find((each) => each.unit === unit)?.settings;
  const chosen = method ?? settings?.method ?? "csv";
  return {
    minimum: minimum ?? (settings === undefined ? "" : writtenMinimum(unit, settings.minimumMinor)),
    method: sends(chosen, unit) ? chosen : ("csv" as const),
  };
}

/** An empty box is none; null where it is no amount. */
function readMinimum(unit: string, minimum = ""): number | null {
  return minimum === "" ? 0 : readAmount(minimum, minorDigits(unit.slice("cash:".length)));
}

/** The unit in which the most people are due something. */
function richest(units: readonly CashUnit[]): string {
  return units.reduce((most, each) => (each.people > most.people ? each : most), units[0] as CashUnit).unit;
}

interface Planned {
  readonly query: Query;
  readonly unit: string;
  readonly minimum: string;
  readonly method: PayoutMethod;
  readonly now: Date;
  readonly key: string;
}

function planned(viewer: Viewer, plan: PayoutPlan, { query, unit, minimum, method, now, key }: Planned): Markup {
  const { collected, cutoff } = plan;
  if (collected === null || cutoff === null) return html``;
  const { language } = viewer;
  const minimumMinor = readMinimum(unit, minimum) ?? 0;
  const terms = { unit, method, cutoff: Date.parse(cutoff), minimumMinor: BigInt(minimumMinor) };
  const sorted = sortPayees(collected.payees, terms, now);
  const people = new Map(plan.people.map((person) => [person.id, person]));
  const address = (cursor: string | null) => {
    const { day = null, participant = null } = query;
    // An empty one would be left out of the address, and what is set would take its place.
    const asked = { unit, day, minimum: minimum || "0", method, participant, cursor };
    return shopPath(viewer, `${PATH}${queryOf(asked)}`);
  };
  const pages = pager(language, {
    first: query.cursor === undefined ? null : address(null),
    next: collected.next === null ? null : address(encodeCursor([collected.next])),
  });
  const hasSome = sorted.paid.length > 0 || collected.next !== null || query.cursor !== undefined;
  const { participant = "" } = query;
  const fields = {
    ...{ unit, cutoff, minimum: String(minimumMinor), method, key },
    ...(participant === "" ? {} : { participant }),
  };
  const make = !hasSome
    ? ""
    : html`<form class="form" method="post" action="${shopPath(viewer, "/payouts")}">${hiddenFields(fields)}<p>${PAYOUT_PLAN_TEXTS.makeHint[language]}</p><div class="buttons">${button({ label: PAYOUT_PLAN_TEXTS.make[language], look: "primary" })}</div></form>`;
  const more = collected.next === null ? "" : html`<p class="told">${PAYOUT_PLAN_TEXTS.more[language]}</p>`;
  return html`${sumsCard(viewer, unit, sorted)}${make}${more}${paidCard(viewer, unit, sorted, people)}${leftOutCard(viewer, unit, sorted, people)}${pages}`;
}

function sumsCard(viewer: Viewer, unit: string, sorted: Sorted): Markup {
  const { language } = viewer;
  const { number } = formatsOf(language);
  const { payouts, amountMinor, leftOut } = sumsOf(sorted);
  return figures([
    { label: PAYOUT_PLAN_TEXTS.sum[language], value: unitAmount(language, unit, amountMinor) },
    { label: PAYOUT_PLAN_TEXTS.paid[language], value: counted(language, "people", payouts) },
    { label: PAYOUTS_TEXTS.leftOut[language], value: number(leftOut) },
  ]);
}

type Names = ReadonlyMap<string, NamedPerson>;
type Payee = Sorted["paid"][number]["payee"];

/** Whose it is: who is known by now by that id. */
const nameOf = (viewer: Viewer, people: Names, { id, externalId }: Payee) =>
  html`<bdi>${personName(viewer, people.get(id) ?? { externalId })}</bdi>`;

function paidCard(viewer: Viewer, unit: string, { paid }: Sorted, people: Names): Markup {
  const { language } = viewer;
  const title = PAYOUT_PLAN_TEXTS.paid[language];
  if (paid.length === 0) return card({ title, body: html`<p>${PAYOUT_PLAN_TEXTS.noOne[language]}</p>` });
  const body = table<Sorted["paid"][number]>({
    caption: title,
    rows: paid,
    href: ({ payee }) => shopPath(viewer, `/people/${payee.id}`),
    columns: [
      { title: PAYOUTS_TEXTS.whom[language], cell: ({ payee }) => nameOf(viewer, people, payee) },
      {
        ...{ title: PAYOUTS_TEXTS.rewards[language], kind: "number" },
        cell: ({ due }) => formatsOf(language).number(due.rewardIds.length),
      },
      {
        ...{ title: PAYOUTS_TEXTS.amount[language], kind: "number", onPhone: "end" },
        cell: ({ due }) => html`<bdi>${unitAmount(language, unit, String(due.amountMinor))}</bdi>`,
      },
    ],
  });
  return card({ title, body, isFlush: true });
}

function leftOutCard(viewer: Viewer, unit: string, { leftOut }: Sorted, people: Names): Markup {
  if (leftOut.length === 0) return html``;
  const { language } = viewer;
  const title = PAYOUTS_TEXTS.leftOut[language];
  const body = table<{ readonly payee: Payee; readonly reason: LeftOutReason; readonly amountMinor: bigint }>({
    caption: title,
    rows: leftOut,
    href: ({ payee }) => shopPath(viewer, `/people/${payee.id}`),
    columns: [
      { title: PAYOUTS_TEXTS.whom[language], cell: ({ payee }) => nameOf(viewer, people, payee) },
      { title: PAYOUTS_TEXTS.reason[language], cell: ({ reason }) => leftOutText(language, reason) },
      {
        ...{ title: PAYOUTS_TEXTS.comesTo[language], kind: "number", onPhone: "end" },
        cell: ({ amountMinor }) => html`<bdi>${unitAmount(language, unit, String(amountMinor))}</bdi>`,
      },
    ],
  });
  return card({ title, body, isFlush: true });
}
