import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as esbuild from "esbuild";
import { PROBLEM_CODES, statusOf, titleOf } from "../../src/http/replies/problem.ts";
import { documentOf, framed } from "./frame.ts";
import { frontPage } from "./frontPage.ts";
import type { RenderedPage } from "./markdown.ts";
import { renderMarkdown } from "./markdown.ts";
import type { GuidePage } from "./pages.ts";
import { addressOf, GUIDE_PAGES } from "./pages.ts";
import { REMEDIES } from "./remedies.ts";

/** One file of the guide: its path below the assets, and what it holds. */
export type GuideFile = readonly [path: string, text: string];

/** The guide, the front page and `/llms.txt`, from the pages of `docs/` below this folder. */
export async function guideFiles(root: string): Promise<GuideFile[]> {
  const pages = await Promise.all(GUIDE_PAGES.map(async (page) => [page, await rendered(root, page)] as const));
  const [style, script, front] = await Promise.all([styleSheet(root), searchScript(root), frontPage()]);
  const framedPages = pages.map(async ([page, content]) => {
    return [`guide/${page.slug === "" ? "index" : page.slug}.html`, await framed(page, content)] as const;
  });
  return [
    ...(await Promise.all(framedPages)),
    ["guide/search.json", JSON.stringify(searchable(pages))],
    ["guide/guide.css", style],
    ["guide/search.js", script],
    ["index.html", await documentOf(front)],
    ["llms.txt", forModels(pages)],
  ];
}

type Pages = readonly (readonly [page: GuidePage, content: RenderedPage])[];

async function rendered(root: string, { file }: GuidePage): Promise<RenderedPage> {
  return renderMarkdown(file === null ? errorsPage() : await readFile(join(root, "docs", file), "utf8"));
}

/** Every code by its status, with what it means and what to do. Each has the address that its problem's `type` names. */
function errorsPage(): string {
  const byStatus = Map.groupBy([...PROBLEM_CODES].sort(), statusOf);
  const groups = [...byStatus].toSorted(([a], [b]) => a - b);
  return `# Errors

Every error is \`application/problem+json\`, as RFC 9457 has it. Go by \`code\`: it never changes. \`title\` says what the
code means, and \`detail\` what was wrong this time. \`errors\` names each wrong value with its \`path\`. \`type\` is the
address of the code on this page. \`requestId\` is also in the header \`x-request-id\` and in the log.

With a status below 500 nothing was written, but for the parts of a batch that have a status of their own. With 503 send
the request again after the seconds in \`Retry-After\`, with the same \`Idempotency-Key\` or the same event: nothing is
done twice.

${groups.map(([status, codes]) => `## Status ${status}\n\n${codes.map(errorPart).join("\n\n")}`).join("\n\n")}
`;
}

function errorPart(code: (typeof PROBLEM_CODES)[number]): string {
  return `### ${code}\n\n**${titleOf(code)}.** ${REMEDIES[code]}`;
}

function searchable(pages: Pages) {
  return pages.flatMap(([page, { title, sections }]) =>
    sections.map(({ heading: { level, id, text: name }, text }) => {
      const address = addressOf(page);
      return { id: level === 1 ? address : `${address}#${id}`, title: name, page: title, text };
    }),
  );
}

/** `/llms.txt`: what this is and where its pages are, for programs that read instead of people. */
function forModels(pages: Pages): string {
  const lines = pages.map(([page, { title, summary }]) => `- [${title}](${addressOf(page)}): ${summary}`);
  return `# refer-a-friend

> An open-source refer-a-friend engine: codes to share, attribution, rewards by rules, refunds, double-entry books, and
> an explanation of every decision. An HTTP API on Cloudflare Workers over Postgres, or one Node process.

## Guide

${lines.join("\n")}

## API

- [OpenAPI 3.1 document](/openapi.json): every route, body, reply and error
- [Reference](/docs): the same to read and to try out
`;
}

async function styleSheet(root: string): Promise<string> {
  const css = await readFile(join(root, "dev/guide/guide.css"), "utf8");
  return (await esbuild.transform(css, { loader: "css", minify: true, charset: "utf8" })).code;
}

async function searchScript(root: string): Promise<string> {
  const entryPoints = [join(root, "dev/guide/search.ts")];
  const options = { absWorkingDir: root, bundle: true, minify: true, write: false, legalComments: "none" } as const;
  const { outputFiles } = await esbuild.build({ ...options, entryPoints, format: "esm", target: "es2022" });
  return outputFiles[0]?.text ?? "";
}
