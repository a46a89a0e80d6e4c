import { html } from "hono/html";
import * as z from "zod";
import type { UnitToSet } from "../../db/queries/payoutSettings.ts";
import { readUnitsToSet } from "../../db/queries/payoutSettings.ts";
import { cutoffOf } from "../../domain/payoutSchedules.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { cashUnit } from "../../http/schemas/texts.ts";
import { PAYOUT_PLAN_TEXTS } from "../../i18n/dashboard/payoutPlan.ts";
import { SETUP_PAYOUTS_TEXTS } from "../../i18n/dashboard/setupPayouts.ts";
import { fillText } from "../../i18n/fillText.ts";
import { formatsOf } from "../../i18n/formats.ts";
import { setPayouts, unsetPayouts } from "../../usecases/payouts/setPayouts.ts";
import { overStored } from "../begunForm.ts";
import { daysOf } from "../days.ts";
import { outcomeOf } from "../outcomes.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import { card } from "../parts/card.ts";
import { confirm } from "../parts/dialog.ts";
import { empty } from "../parts/empty.ts";
import type { TypedPayouts } from "../payoutsForm.ts";
import { beginPayouts, payoutsForm, payoutsFormFields, readPayouts } from "../payoutsForm.ts";
import { unitName } from "../personActions.ts";
import { actionRoute, pageRoute, proved } from "../route.ts";
import { setupFrame } from "../setupFrame.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

const PATH = "/setup/payouts";
const may = "administer" as const;
const params = z.strictObject({ unit: cashUnit });

/** A form that was refused, which is shown again as it was typed. */
interface Refused {
  readonly unit: string;
  readonly fields: TypedPayouts;
  readonly was: string | undefined;
  readonly wrong: readonly string[];
}

/** How each unit of cash is paid out: the least amount, the way, and on which day by itself. */
export const setupPayoutsPage = pageRoute({ path: PATH, may }, async ({ app, asker, viewer }) => {
  const units = proved(await readUnitsToSet(app.deps.database, asker));
  return payoutsView(viewer(), units, null);
});

/** Sets it for one unit. */
export const setPayoutsAction = actionRoute(
  { path: `${PATH}/{unit}`, may, params, form: payoutsFormFields },
  async ({ app: { deps }, asker, viewer, params: { tenant, unit }, body: { was, ...fields }, idempotency }) => {
    const told: { wrong: readonly string[] } = { wrong: [] };
    const outcome = outcomeOf(
      await setPayouts(deps, { asker, idempotency }, unit, (stored) => {
        const read = readPayouts(unit, overStored(was, fields, stored && beginPayouts(unit, stored)));
        told.wrong = read.settings === null ? read.wrong : [];
        return read.settings;
      }),
      ["invalid_request"],
    );
    if (outcome.kind === "done") return { to: cardPath({ tenantSlug: tenant }, unit), said: "saved" };
    const units = proved(await readUnitsToSet(deps.database, asker));
    // Of a unit that has no card here, what is wrong would be told nowhere.
    if (units.every((each) => each.unit !== unit)) throw new PageError("notFound");
    const wrong = [...told.wrong, ...outcome.paths];
    return { view: payoutsView(viewer(), units, { unit, fields, was, wrong }), status: 422 };
  },
);

/** Takes away what is set of one. */
export const unsetPayoutsAction = actionRoute(
  { path: `${PATH}/{unit}/remove`, may, params, form: z.strictObject({}) },
  async ({ app: { deps }, asker, params: { tenant, unit }, idempotency }) => {
    // A form that is sent twice removes what is not there any more.
    outcomeOf(await unsetPayouts(deps, { asker, idempotency }, unit), ["not_found"]);
    return { to: cardPath({ tenantSlug: tenant }, unit), said: "removed" };
  },
);

const cardId = (unit: string) => unit.replace(":", "-");

function cardPath(viewer: Pick<Viewer, "tenantSlug">, unit: string): string {
  return shopPath(viewer, `${PATH}#${cardId(unit)}`);
}

function payoutsView(viewer: Viewer, units: readonly UnitToSet[], refused: Refused | null): PageView {
  const { language } = viewer;
  const { frame, tabs } = setupFrame(viewer, "payouts");
  const cards = units.map((each) =>
    unitCard(viewer, each, { refused: refused?.unit === each.unit ? refused : null, isOnly: units.length === 1 }),
  );
  const main =
    units.length === 0
      ? empty({ icon: "banknote", text: PAYOUT_PLAN_TEXTS.noUnits[language] })
      : html`<p>${SETUP_PAYOUTS_TEXTS.intro[language]}</p>${cards}`;
  return { ...frame, isNarrow: true, main: html`${tabs}${main}` };
}

function unitCard(
  viewer: Viewer,
  row: UnitToSet,
  { refused, isOnly }: { readonly refused: Refused | null; readonly isOnly: boolean },
): Markup {
  const { language } = viewer;
  const { unit, settings } = row;
  const action = shopPath(viewer, `${PATH}/${unit}`);
  const begins = beginPayouts(unit, settings);
  const { fields, was, wrong } = refused ?? { fields: begins, was: begins, wrong: [] };
  const form = payoutsForm(language, { unit, action, fields, was, wrong, isOnly });
  const title = unitName(language, unit);
  const { remove, removeText } = SETUP_PAYOUTS_TEXTS;
  const removing =
    settings === null
      ? html``
      : confirm(language, {
          ...{ id: `remove-${cardId(unit)}`, title, action: `${action}/remove` },
          body: html`<p>${removeText[language]}</p>`,
          opener: { label: remove[language], look: "quiet" },
          confirm: { label: remove[language], look: "danger" },
        });
  return card({ id: cardId(unit), title, action: removing, body: html`<p>${nextText(viewer, row)}</p>${form}` });
}

/** When the next batch comes by itself, and up to when it pays. */
function nextText(viewer: Viewer, { settings, dueOn }: UnitToSet): string {
  const { language, timezone } = viewer;
  const { schedule = null, autoConfirm = false } = settings ?? {};
  if (schedule === null || dueOn === null) return SETUP_PAYOUTS_TEXTS.byHand[language];
  const text = SETUP_PAYOUTS_TEXTS[autoConfirm ? "sentOn" : "draftedOn"];
  const day = daysOf({ language, timezone: "UTC" }).day(dueOn);
  const cutoff = daysOf(viewer).day(cutoffOf(dueOn, schedule, timezone));
  return fillText(formatsOf(language), text[language], { day, cutoff });
}
