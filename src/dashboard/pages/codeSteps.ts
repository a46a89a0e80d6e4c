import * as z from "zod";
import { readCodePage, readCodesPage } from "../../db/queries/codePages.ts";
import { foldCode } from "../../domain/codes.ts";
import { MAX_CODE_USES } from "../../domain/codeTerms.ts";
import { chosenCode } from "../../http/schemas/codes.ts";
import { day, programKey, writtenCode } from "../../http/schemas/texts.ts";
import type { Said } from "../../i18n/dashboard/said.ts";
import { changeCode } from "../../usecases/codes/changeCode.ts";
import { issueCode } from "../../usecases/codes/issueCode.ts";
import type { RowOutcome } from "../../usecases/codes/issueCodes.ts";
import { issueCodes, MAX_CODES } from "../../usecases/codes/issueCodes.ts";
import { askedOf, isLineProblem, problemsOf, readLines, refusedOf } from "../codeLines.ts";
import type { CodesReport } from "../codeLinesForm.ts";
import { codeLinesView } from "../codeLinesForm.ts";
import { endOfDay, lastDayOf } from "../lastDay.ts";
import type { PageView } from "../page.ts";
import { PageError } from "../pageReply.ts";
import type { PageCall } from "../route.ts";
import { actionRoute, NotProvedError, proved } from "../route.ts";

const params = z.object({ code: writtenCode });
/** As many lines of an id and a code, with what stands between them. */
const MAX_LINES_LENGTH = MAX_CODES * 400;

const codePath = ({ tenant, code }: { readonly tenant: string; readonly code: string }) =>
  `/dashboard/t/${tenant}/codes/${encodeURIComponent(foldCode(code))}`;

/** What is kept for a repeat of the form. A release before this one has counted them, and told no more. */
const kept = z.object({ problems: z.array(z.string().refine(isLineProblem).nullable()).max(MAX_CODES) });

/** Gives codes to customers, or takes in those that they have. A line that is refused does not stop the others. */
export const issueCodesAction = actionRoute(
  {
    ...{ path: "/codes", may: "handleCases" },
    form: z.object({ program: programKey, lines: z.string().max(MAX_LINES_LENGTH) }),
  },
  async (call) => {
    const { app, asker, body, idempotency, baseUrl } = call;
    const to = `/dashboard/t/${call.params.tenant}/codes`;
    const lines = readLines(body.lines);
    if (lines.length === 0 || lines.length > MAX_CODES) return { view: await again(call, null), status: 422 };
    const asked = { program: body.program, rows: askedOf(lines) };
    const render = (outcomes: readonly RowOutcome[]) => ({ problems: problemsOf(outcomes) });
    const outcome = await issueCodes(app.deps, { asker, idempotency }, asked, baseUrl, render);
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    if (outcome.kind === "refused") throw new PageError("notFound");
    if (outcome.kind === "idempotency_mismatch") return { to, said: "sent_before" };
    const told = kept.safeParse(outcome.body);
    if (!told.success) return { to, said: "sent_before" };
    app.shareLinks.forgetUnknown();
    const refused = refusedOf(lines, told.data.problems);
    if (refused.length === 0) return { to, said: "codes_issued" };
    const taken = lines.length - refused.length;
    return { view: await again(call, { taken, refused }), status: taken === 0 ? 422 : 200 };
  },
);

/** The form once more: with the lines that were refused, or with all of them where none was looked at. */
async function again(
  { app, asker, viewer, body }: PageCall<unknown, unknown, { readonly program: string; readonly lines: string }>,
  report: CodesReport | null,
): Promise<PageView> {
  const { programs } = proved(await readCodesPage(app.deps.database, asker, { search: null, after: null, limit: 0 }));
  const lines = report === null ? body.lines : report.refused.map(({ text }) => text).join("\n");
  return codeLinesView(viewer(), programs, { program: body.program, lines }, report, app.deps.ids.secret(16));
}

/** Changes what a code is limited to. */
export const changeCodeAction = actionRoute(
  {
    ...{ path: "/codes/{code}", may: "handleCases", params },
    form: z.object({
      disabled: z.literal("on").optional(),
      lastDay: z.union([z.literal(""), day]),
      maxUses: z.union([z.literal(""), z.coerce.number().int().min(1).max(MAX_CODE_USES)]),
    }),
  },
  async ({ app, asker, params, body, viewer }) => {
    const code = foldCode(params.code);
    const was = proved(await readCodePage(app.deps.database, asker, code));
    if (was === null) throw new PageError("notFound");
    const { timezone } = viewer();
    // An end within a day, which a server set, stays as it is where its day was not changed.
    const isSame = body.lastDay === lastDayOf(was.expiresAt, timezone);
    const expiresAt = body.lastDay === "" ? null : endOfDay(body.lastDay, timezone);
    const change = {
      disabled: body.disabled === "on",
      maxUses: body.maxUses === "" ? null : body.maxUses,
      ...(isSame ? {} : { expiresAt }),
    };
    const outcome = await changeCode(app.deps, asker, code, change);
    if (outcome.kind === "refused") throw new PageError("notFound");
    return { to: codePath(params), said: "saved" };
  },
);

/** Gives the owner of a code one that is chosen for them. */
export const vanityAction = actionRoute(
  {
    ...{ path: "/codes/{code}/vanity", may: "handleCases", params },
    form: z.object({ vanity: z.string().max(64) }),
  },
  async ({ app, asker, params, body, idempotency, baseUrl }) => {
    const code = proved(await readCodePage(app.deps.database, asker, foldCode(params.code)));
    if (code === null) throw new PageError("notFound");
    const chosen = chosenCode.safeParse(body.vanity);
    const to = codePath(params);
    if (!chosen.success) return { to, said: "vanity_unclear" };
    const asked = {
      ...{ program: code.program.key, participant: { externalId: code.person.externalId } },
      vanity: chosen.data,
    };
    const outcome = await issueCode(app.deps, { asker, idempotency }, asked, baseUrl);
    if (outcome.kind === "refused") return { to, said: refusedAs(outcome.refusal.code) };
    app.shareLinks.forgetUnknown();
    return { to, said: "saved" };
  },
);

function refusedAs(code: string): Said {
  return code === "code_taken" ? "code_taken" : "codes_refused";
}
