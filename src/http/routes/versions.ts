import * as z from "zod";
import { presentComparison } from "../../contract/comparison.ts";
import { listVersions, readVersion } from "../../db/queries/programVersions.ts";
import { chooseLanguage, LANGUAGES } from "../../i18n/languages.ts";
import { bringLanguage } from "../../i18n/lateTexts.ts";
import { compareVersions } from "../../usecases/programs/compareVersions.ts";
import { inLanguage, serverRoute } from "../endpoint.ts";
import { ProblemError } from "../replies/problem.ts";
import { found, replyToReading } from "../replies/writeReply.ts";
import { cursorKey, pageOf, pageQuery } from "../request/page.ts";
import { programKey } from "../schemas/texts.ts";
import { comparisonReply, versionNumber, versionOrDraft, versionReply, versionsReply } from "../schemas/versions.ts";

const tag = "Programs";
const key = programKey;
const CURSOR = [/^[1-9][0-9]{0,6}$/];
const noProgram = (program: string) => `There is no program "${program}".`;

export const listVersionsRoute = serverRoute(
  {
    id: "listVersions",
    method: "get",
    path: "/v1/programs/{key}/versions",
    summary: "A program's published versions, the newest first",
    tag,
    params: z.strictObject({ key }),
    query: z.strictObject(pageQuery),
    problems: ["program_not_found"],
    replies: { 200: { description: "A page of versions, without their rules", schema: versionsReply } },
  },
  async ({ app, asker, params, query: { limit, cursor } }) => {
    const [below = null] = cursorKey(cursor, CURSOR) ?? [];
    const asked = { program: params.key, below: below === null ? null : Number(below), limit: limit + 1 };
    const read = await listVersions(app.deps.database, asker, asked);
    const rows = found(read, noProgram(params.key), "program_not_found");
    const present = ({ version, publishedAt }: (typeof rows)[number]) => ({ version, publishedAt: iso(publishedAt) });
    return { status: 200, body: pageOf(rows, limit, ({ version }) => [String(version)], present) };
  },
);

export const getVersionRoute = serverRoute(
  {
    id: "getVersion",
    method: "get",
    path: "/v1/programs/{key}/versions/{version}",
    summary: "One version: its rules as they were written, and when it was published",
    tag,
    params: z.strictObject({ key, version: versionNumber }),
    problems: ["program_not_found", "version_not_found"],
    replies: { 200: { description: "The version", schema: versionReply } },
  },
  async ({ app, asker, params }) => {
    const read = await readVersion(app.deps.database, asker, params.key, params.version);
    const { version } = found(read, noProgram(params.key), "program_not_found");
    if (version === null) throw new ProblemError("version_not_found", `There is no version ${params.version}.`);
    return { status: 200, body: { program: params.key, ...version, publishedAt: iso(version.publishedAt) } };
  },
);

export const compareVersionsRoute = serverRoute(
  {
    id: "compareVersions",
    method: "get",
    path: "/v1/programs/{key}/versions/{version}/diff",
    summary: "What a version changed, in words and as data",
    description:
      "Either side is the number of a version or `draft`; without `from` it is the version before, and for the draft the latest. Rules are compared by their id, steps by `from` and limits by recipient and period, whatever their place in the document; what is left out is its default. `text` is a sentence in the language asked for; `code` and `values` say the same as data, and `path`, `before` and `after` show it as it is written, null where there is nothing.",
    tag,
    params: z.strictObject({ key, version: versionOrDraft }),
    query: z.strictObject({
      from: versionOrDraft.optional(),
      lang: z
        .enum(LANGUAGES)
        .optional()
        .meta({ description: "Of the sentences; by default the language that Accept-Language prefers, or English" }),
    }),
    problems: ["program_not_found", "version_not_found"],
    replies: { 200: { description: "Every difference, in the order of the document", schema: comparisonReply } },
  },
  async ({ app, asker, params, query, acceptLanguage }) => {
    const asked = { program: params.key, from: query.from ?? null, to: params.version };
    const { status, body } = replyToReading(await compareVersions(app.deps, asker, asked));
    const language = query.lang ?? chooseLanguage(acceptLanguage);
    await bringLanguage(app.deps.assets, language);
    return { status, body: presentComparison(body, language), headers: inLanguage(language) };
  },
);

function iso(at: string): string {
  return new Date(at).toISOString();
}
