import { html } from "hono/html";
import * as z from "zod";
import { readProgram } from "../../db/queries/programs.ts";
import type { ProgramRow } from "../../db/rows/program.ts";
import { parseStored } from "../../db/rows/program.ts";
import { minorDigits } from "../../domain/currencies.ts";
import { parseRules } from "../../domain/parseRules.ts";
import { DAY_MS } from "../../domain/periods.ts";
import type { Rules } from "../../domain/rules.ts";
import { programKey } from "../../http/schemas/texts.ts";
import { COST_TEXTS } from "../../i18n/dashboard/cost.ts";
import { backtestRules, MAX_BACKTEST_EVENTS } from "../../usecases/programs/backtestRules.ts";
import { tryScenario } from "../../usecases/programs/tryScenario.ts";
import type { CostAsked, CostPanel, CostResult } from "../costPanel.ts";
import { costPanel, MADE_UP, OF_SAVED } from "../costPanel.ts";
import { ruleTitles } from "../costRewards.ts";
import { readExpected, usualFields } from "../expectedYear.ts";
import { PageError } from "../pageReply.ts";
import { readAmount } from "../readAmount.ts";
import type { PageCall } from "../route.ts";
import { actionRoute, NotProvedError, proved } from "../route.ts";
import { beginEditing, continueEditing, writtenIn } from "../rulesForm/editing.ts";
import type { Json } from "../rulesForm/formNode.ts";
import { formWords } from "../rulesForm/formWords.ts";
import { liveWords } from "../rulesForm/liveWords.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath } from "../viewer.ts";

/** A history of so many events is decided while a marketer types; a longer one when they ask for it. */
const BY_ITSELF = 60_000;
/** Of fewer friends who bought, a year past says too little about one to come. */
const FEW_CONVERSIONS = 30;
const YEAR_DAYS = 365;
/** What the scenario begins with. */
const FRIENDS_A_MONTH = "20";

const params = z.strictObject({ key: programKey });
/** The boxes of the rules come along, each with a name of its own. */
const form = z.object({}).catchall(z.string());

/** What the document of a posted form would cost, as the panel beside it. */
export const draftCostAction = actionRoute(
  { path: "/programs/{key}/edit/cost", may: "changePrograms", params, form, isLong: true },
  async (call) => {
    const {
      app,
      asker,
      viewer,
      params: { key },
      body,
    } = call;
    const program = proved(await readProgram(app.deps.database, asker, key));
    if (program === null) throw new PageError("notFound");
    const fields = body as Readonly<Record<string, string>>;
    const asked = askedIn(fields, program.currency);
    const tried = triedIn(fields, program);
    const result: CostResult =
      tried === null ? { kind: "said", text: "mend" } : await resultOf(call, program, tried, { fields, asked });
    const isOfSaved = OF_SAVED in fields;
    const written = tried === null || isOfSaved ? null : writtenIn(tried.document);
    const told = written === null ? "" : liveWords(program, written, formWords(viewer().language));
    const page = { action: costPath(viewer(), key), currency: program.currency, isOfSaved };
    const panel: CostPanel = { ...page, asked, result };
    return {
      status: 200,
      view: {
        title: `${program.name}: ${COST_TEXTS.title[viewer().language]}`,
        section: "programs",
        main: html`${costPanel(viewer(), panel)}${told}`,
        back: { href: shopPath(viewer(), `/programs/${key}/edit`), label: program.name },
      },
    };
  },
);

/** Where the panel asks for its figures. */
export function costPath(viewer: Viewer, key: string): string {
  return shopPath(viewer, `/programs/${key}/edit/cost`);
}

/** The panel as it comes with the editor, or with a page on which nothing is edited: it asks by itself. */
export function costBeside(
  viewer: Viewer,
  { key, currency }: ProgramRow,
  { isOfSaved = false } = {},
): ReturnType<typeof costPanel> {
  return costPanel(viewer, {
    action: costPath(viewer, key),
    currency,
    isOfSaved,
    asked: askedIn({}, currency),
    result: { kind: "notAsked" },
  });
}

function askedIn(fields: Readonly<Record<string, string>>, currency: string): CostAsked {
  const { friends, ...usual } = usualFields(FRIENDS_A_MONTH, currency);
  const scenario = {
    friendsAMonth: fields.$friendsAMonth ?? friends,
    buyPercent: fields.$buyPercent ?? usual.buyPercent,
    ordersAYear: fields.$ordersAYear ?? usual.ordersAYear,
    basket: fields.$basket ?? usual.basket,
  };
  return { target: fields.$target ?? "", scenario };
}

type Calling = Pick<PageCall<unknown, unknown>, "app" | "asker" | "signal" | "viewer">;

async function resultOf(
  { app, asker, signal, viewer }: Calling,
  program: ProgramRow,
  { document, rules: draft }: Tried,
  { fields, asked }: { readonly fields: Readonly<Record<string, string>>; readonly asked: CostAsked },
): Promise<CostResult> {
  const targetMinor = readAmount(asked.target.trim(), minorDigits(program.currency));
  const scenario = async (why: "scenarioWhy" | "tooLongEver"): Promise<CostResult> => {
    const reply = await scenarioOf({ app, asker, signal }, program, document, asked);
    return { kind: "scenario", why, targetMinor, reply };
  };
  if (MADE_UP in fields) return await scenario("tooLongEver");
  // From the beginning of a day on, so that the next key asks for the same year.
  const from = new Date(Math.floor(app.deps.clock.now().getTime() / DAY_MS - YEAR_DAYS) * DAY_MS).toISOString();
  const input = { program: program.key, rules: document, from, to: null, mayBeKept: true };
  const most = "$whole" in fields ? MAX_BACKTEST_EVENTS : BY_ITSELF;
  const outcome = await backtestRules(app.deps, asker, input, signal, most);
  if (outcome.kind === "unauthorized") throw new NotProvedError();
  if (outcome.kind === "refused") {
    const { code } = outcome.refusal;
    if (code === "too_many_events") return most === BY_ITSELF ? { kind: "tooLong" } : await scenario("tooLongEver");
    return { kind: "said", text: code === "busy" || code === "backtest_replaced" ? "busy" : "mend" };
  }
  const { reply } = outcome;
  if (reply.actual.converted >= FEW_CONVERSIONS) {
    const today = program.rules === null ? [] : parseStored(program.rules, program.currency).rewards;
    const titles = ruleTitles(viewer().language, [...draft.rewards, ...today], program.currency);
    return { kind: "history", reply, targetMinor, draft, titles };
  }
  return await scenario("scenarioWhy");
}

interface Tried {
  readonly document: Json;
  readonly rules: Rules;
}

/** Null where the form does not say what can be tried. */
function triedIn(fields: Readonly<Record<string, string>>, program: ProgramRow): Tried | null {
  const stored = beginEditing(program.draftRules ?? program.rules ?? {}, program.draftVersion);
  const edited = "$base" in fields ? continueEditing(fields, "", program) : stored;
  if (edited === null || edited.brokenText !== null || edited.unread.length > 0) return null;
  const parsed = parseRules(edited.document, program.currency);
  return parsed.ok ? { document: edited.document, rules: parsed.rules } : null;
}

async function scenarioOf(
  { app, asker, signal }: Omit<Calling, "viewer">,
  program: ProgramRow,
  document: Json,
  { scenario }: CostAsked,
) {
  const { friendsAMonth: friends, ...others } = scenario;
  const expected = readExpected({ friends, ...others }, program.currency, 1);
  if (expected === null) return null;
  const input = { program: program.key, rules: document, ...expected };
  const outcome = await tryScenario(app.deps, asker, input, signal);
  if (outcome.kind === "unauthorized") throw new NotProvedError();
  return outcome.kind === "done" ? outcome.reply : null;
}
