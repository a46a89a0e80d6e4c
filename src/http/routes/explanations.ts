import * as z from "zod";
import { explanationReply, presentExplanation } from "../../contract/explanation.ts";
import { MAX_EXPLAINED, readExplanation } from "../../db/queries/explanation.ts";
import { AUDIENCES } from "../../domain/audiences.ts";
import { explain } from "../../engine/explain/explain.ts";
import { chooseLanguage, LANGUAGES } from "../../i18n/languages.ts";
import { broughtLanguage } from "../../i18n/lateTexts.ts";
import { inLanguage, serverRoute } from "../endpoint.ts";
import { ProblemError } from "../replies/problem.ts";
import { found } from "../replies/writeReply.ts";
import { cursorKey, encodeCursor, pageQuery } from "../request/page.ts";
import { externalId } from "../schemas/texts.ts";

const CURSOR = [/^[0-9]{1,18}$/];
const ABSENT = "No referral has this id.";

const query = z.strictObject({
  lang: z
    .enum(LANGUAGES)
    .optional()
    .meta({ description: "By default the language that Accept-Language prefers, or English" }),
  audience: z.enum(AUDIENCES).default("tenant").meta({
    description:
      "The reader: an advocate or a friend is told of their own rewards, and of nothing that concerns the other alone",
  }),
  limit: z
    .string()
    .regex(/^[0-9]{1,3}$/, `a whole number from 1 to ${MAX_EXPLAINED}`)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MAX_EXPLAINED, `1 to ${MAX_EXPLAINED}`)
    .default(MAX_EXPLAINED)
    .meta({
      inDocument: {
        ...{ type: "integer", minimum: 1, maximum: MAX_EXPLAINED, default: MAX_EXPLAINED },
        description: "Of the events, at most: fewer where they have more to say than 10 kB each",
      },
    }),
  cursor: pageQuery.cursor,
});

export const explanationRoute = serverRoute(
  {
    id: "explainReferral",
    method: "get",
    path: "/v1/referrals/{id}/explanation",
    summary: "What happened in a referral and why, rule by rule, in sentences and as data",
    tag: "Referrals",
    params: z.strictObject({ id: externalId }),
    query,
    problems: ["not_found"],
    replies: { 200: { description: "The explanation", schema: explanationReply } },
  },
  async ({ app, asker, params, query, acceptLanguage }) => {
    const { assets, clock, database } = app.deps;
    const before = cursorKey(query.cursor, CURSOR)?.[0] ?? null;
    const rows = found(await readExplanation(database, asker, params.id, { before, limit: query.limit }), ABSENT);
    const explanation = explain(rows, query.audience, clock.now());
    if (explanation === null) throw new ProblemError("not_found", "This referral has no advocate.");
    const { nextBefore } = explanation;
    const nextCursor = nextBefore === null ? null : encodeCursor([nextBefore]);
    const language = await broughtLanguage(assets, query.lang ?? chooseLanguage(acceptLanguage));
    return {
      status: 200,
      body: presentExplanation(explanation, language, nextCursor),
      headers: inLanguage(language),
    };
  },
);
