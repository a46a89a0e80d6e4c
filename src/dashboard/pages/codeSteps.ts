import * as z from "zod";
import { readCodePage } from "../../db/queries/codePages.ts";
import { foldCode } from "../../domain/codes.ts";
import { MAX_CODE_USES } from "../../domain/codeTerms.ts";
import { chosenCode } from "../../http/schemas/codes.ts";
import { day, externalId, programKey, writtenCode } from "../../http/schemas/texts.ts";
import type { Said } from "../../i18n/dashboard/said.ts";
import { changeCode } from "../../usecases/codes/changeCode.ts";
import { issueCode } from "../../usecases/codes/issueCode.ts";
import type { RowOutcome } from "../../usecases/codes/issueCodes.ts";
import { issueCodes, MAX_CODES } from "../../usecases/codes/issueCodes.ts";
import type { CodeAsked } from "../../usecases/codes/issuing.ts";
import { endOfDay, lastDayOf } from "../lastDay.ts";
import { PageError } from "../pageReply.ts";
import { actionRoute, NotProvedError, proved } from "../route.ts";

const params = z.object({ code: writtenCode });
/** As many lines of an id and a code, with what stands between them. */
const MAX_LINES_LENGTH = MAX_CODES * 400;

const codePath = ({ tenant, code }: { readonly tenant: string; readonly code: string }) =>
  `/dashboard/t/${tenant}/codes/${encodeURIComponent(foldCode(code))}`;

/** Gives codes to customers, or takes in those that they have. */
export const issueCodesAction = actionRoute(
  {
    ...{ path: "/codes", may: "handleCases" },
    form: z.object({ program: programKey, lines: z.string().max(MAX_LINES_LENGTH) }),
  },
  async ({ app, asker, params: { tenant }, body, idempotency, baseUrl }) => {
    const to = `/dashboard/t/${tenant}/codes`;
    const rows = rowsOf(body.lines);
    if (rows === null) return { to, said: "lines_unclear" };
    const count = (outcomes: readonly RowOutcome[]) => ({ refused: outcomes.filter((row) => "refusal" in row).length });
    const asked = { program: body.program, rows };
    const outcome = await issueCodes(app.deps, { asker, idempotency }, asked, baseUrl, count);
    if (outcome.kind === "unauthorized") throw new NotProvedError();
    if (outcome.kind === "refused") throw new PageError("notFound");
    if (outcome.kind === "idempotency_mismatch") return { to, said: "sent_before" };
    app.shareLinks.forgetUnknown();
    const { refused } = outcome.body as ReturnType<typeof count>;
    if (refused === rows.length) return { to, said: "codes_refused" };
    return { to, said: refused === 0 ? "codes_issued" : "codes_partly" };
  },
);

/** The rows that were typed; null where one can't be understood, or there are none or too many. */
function rowsOf(text: string): readonly CodeAsked[] | null {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const rows = lines
    .filter((line) => line !== "")
    .map((line) => {
      const [id = "", code = "", ...more] = line.split(/[,;\t]/).map((part) => part.trim());
      const known = externalId.safeParse(id);
      const chosen = code === "" ? null : chosenCode.safeParse(code);
      if (more.length > 0 || !known.success || chosen?.success === false) return null;
      return { participant: { externalId: known.data }, code: chosen?.data ?? null, vanity: null };
    });
  const read = rows.filter((row) => row !== null);
  return read.length === rows.length && read.length > 0 && read.length <= MAX_CODES ? read : null;
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
