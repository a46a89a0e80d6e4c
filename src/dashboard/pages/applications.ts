import { html } from "hono/html";
import * as z from "zod";
import type { ApplicationsPage } from "../../db/queries/applications.ts";
import { readApplicationsPage } from "../../db/queries/applications.ts";
import { APPLICATION_STATUSES } from "../../domain/eligibility.ts";
import type { Markup } from "../../http/pages/layout.ts";
import { encodeCursor } from "../../http/request/page.ts";
import { externalId, MAX_REASON_LENGTH, programKey, reason } from "../../http/schemas/texts.ts";
import { APPLICATION_STATUS_NAMES, APPLICATIONS_TEXTS } from "../../i18n/dashboard/applications.ts";
import { decideApplication } from "../../usecases/people/decideApplication.ts";
import { actorInWords, reasonInWords } from "../actorWords.ts";
import { daysOf } from "../days.ts";
import { APPLICATION_CURSOR, cursorOf, queryOf } from "../listQuery.ts";
import { PageError } from "../pageReply.ts";
import { attributes, LIVE_FORM } from "../parts/attributes.ts";
import { badge } from "../parts/badge.ts";
import { button, linkButton } from "../parts/button.ts";
import { confirm } from "../parts/dialog.ts";
import { empty } from "../parts/empty.ts";
import { selectField, textField } from "../parts/field.ts";
import { pager } from "../parts/pager.ts";
import { table } from "../parts/table.ts";
import { personName } from "../persons.ts";
import { programFrame } from "../programFrame.ts";
import { actionRoute, NotProvedError, pageRoute, proved } from "../route.ts";
import type { Viewer } from "../viewer.ts";
import { shopPath, viewerMay } from "../viewer.ts";

const ROWS = 50;
const params = z.object({ key: programKey });
type Application = ApplicationsPage["applications"][number];

/** Who asked to be an advocate of a program, and what was decided. */
export const applicationsPage = pageRoute(
  {
    ...{ path: "/programs/{key}/applications", may: "seeFigures", params },
    query: z.object({
      status: z.union([z.literal(""), z.enum(APPLICATION_STATUSES)]).optional(),
      cursor: z.string().optional(),
    }),
  },
  async ({ app, asker, params: { key }, query, viewer: look }) => {
    const after = cursorOf(query.cursor, APPLICATION_CURSOR) as readonly [string, string] | null;
    const filter = { program: key, status: query.status || null, after, limit: ROWS + 1 };
    const page = proved(await readApplicationsPage(app.deps.database, asker, filter));
    if (page === null) throw new PageError("notFound");
    const viewer = look();
    const { language } = viewer;
    const rows = page.applications.slice(0, ROWS);
    const last = rows.at(-1);
    const { status = "" } = query;
    const address = (cursor: string | null) =>
      shopPath(viewer, `/programs/${key}/applications${queryOf({ status, cursor })}`);
    const goesOn = page.applications.length > ROWS && last !== undefined;
    const main = html`${narrowing(viewer, key, status)}${rows.length === 0 ? nothing(viewer, key) : tableOf(viewer, key, rows)}${pager(
      language,
      {
        first: after === null ? null : address(null),
        next: goesOn ? address(encodeCursor([new Date(last.appliedAt).toISOString(), last.participantId])) : null,
      },
    )}`;
    const { frame, tabs } = programFrame(viewer, page.program, "applications");
    return { ...frame, main: html`${tabs}${main}` };
  },
);

function narrowing(viewer: Viewer, key: string, status: string): Markup {
  const { language } = viewer;
  const all = { value: "", label: APPLICATIONS_TEXTS.allStates[language] };
  const options = APPLICATION_STATUSES.map((value) => ({ value, label: APPLICATION_STATUS_NAMES[value][language] }));
  const byState = selectField({
    ...{ name: "status", label: APPLICATIONS_TEXTS.state[language], hasUnseenLabel: true, value: status },
    options: [all, ...options],
  });
  return html`<form class="filters" action="${shopPath(viewer, `/programs/${key}/applications`)}"${attributes(LIVE_FORM)}>${byState}${button({ label: APPLICATIONS_TEXTS.show[language], isOnlyPlain: true })}</form>`;
}

const TONES = { applied: "notice", approved: "good", refused: "bad" } as const;

function tableOf(viewer: Viewer, key: string, rows: readonly Application[]): Markup {
  const { language } = viewer;
  const deciding = viewerMay(viewer, "handleCases")
    ? [
        {
          ...{ title: APPLICATIONS_TEXTS.decide[language], hasUnseenTitle: true, kind: "number" as const },
          cell: (row: Application) => html`<div class="actions">${verdicts(viewer, key, row)}</div>`,
        },
      ]
    : [];
  const list = table<Application>({
    caption: APPLICATIONS_TEXTS.title[language],
    rows,
    href: ({ person }) => shopPath(viewer, `/people/${person.id}`),
    columns: [
      {
        title: APPLICATIONS_TEXTS.who[language],
        cell: ({ person }) => html`<bdi>${personName(viewer, person)}</bdi>`,
      },
      {
        ...{ title: APPLICATIONS_TEXTS.state[language], onPhone: "end" },
        cell: ({ status }) => badge(APPLICATION_STATUS_NAMES[status][language], TONES[status]),
      },
      {
        title: APPLICATIONS_TEXTS.decidedBy[language],
        cell: ({ decidedBy, decidedByLabel }) =>
          decidedBy === null ? "" : html`<bdi>${actorInWords(viewer, decidedBy, decidedByLabel)}</bdi>`,
      },
      {
        title: APPLICATIONS_TEXTS.reason[language],
        cell: ({ decidedBy, reason: why }) =>
          why === null ? "" : html`<bdi>${reasonInWords(viewer, decidedBy, why)}</bdi>`,
      },
      {
        ...{ title: APPLICATIONS_TEXTS.applied[language], kind: "number" },
        cell: ({ appliedAt }) => daysOf(viewer).day(appliedAt),
      },
      ...deciding,
    ],
  });
  return html`<section class="card flush">${list}</section>`;
}

/** Each verdict that is not the present one. */
function verdicts(viewer: Viewer, key: string, { participantId, status }: Application): Markup {
  const { language } = viewer;
  const all = (["approve", "refuse"] as const).filter(
    (verdict) => (verdict === "approve" ? "approved" : "refused") !== status,
  );
  return html`${all.map((verdict) => {
    const id = `${verdict}-${participantId}`;
    const label = APPLICATIONS_TEXTS[verdict][language];
    const why = textField({
      ...{ name: "reason", id: `reason-${id}`, label: APPLICATIONS_TEXTS.reason[language], value: "" },
      extra: { maxlength: String(MAX_REASON_LENGTH) },
    });
    return confirm(language, {
      ...{ id, title: label, opener: { label, look: "quiet" } },
      body: html`<p>${APPLICATIONS_TEXTS[verdict === "approve" ? "approveText" : "refuseText"][language]}</p>${why}`,
      action: shopPath(viewer, `/programs/${key}/applications/${participantId}/${verdict}`),
      confirm: { label, look: verdict === "approve" ? "primary" : "danger" },
    });
  })}`;
}

function nothing(viewer: Viewer, key: string): Markup {
  const { language } = viewer;
  const action = linkButton({
    href: shopPath(viewer, `/programs/${key}`),
    label: APPLICATIONS_TEXTS.toProgram[language],
  });
  return empty({ icon: "user-plus", text: APPLICATIONS_TEXTS.none[language], action });
}

export const approveAction = verdictAction("approve", "approved");
export const refuseAction = verdictAction("refuse", "refused");

function verdictAction(verdict: "approve" | "refuse", status: "approved" | "refused") {
  return actionRoute(
    {
      ...{ path: `/programs/{key}/applications/{id}/${verdict}`, may: "handleCases" },
      params: params.extend({ id: externalId }),
      form: z.object({ reason: z.union([z.literal(""), reason]).optional() }),
    },
    async ({ app, asker, params: { tenant, key, id }, body, idempotency }) => {
      const input = { program: key, whom: { id }, status, reason: body.reason || null };
      const outcome = await decideApplication(app.deps, { asker, idempotency }, input);
      if (outcome.kind === "unauthorized") throw new NotProvedError();
      if (outcome.kind === "refused") throw new PageError("notFound");
      return { to: `/dashboard/t/${tenant}/programs/${key}/applications`, said: "saved" };
    },
  );
}
