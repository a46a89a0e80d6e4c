import * as z from "zod";
import { eventReply } from "../../contract/event.ts";
import type { ReportedEvent } from "../../engine/events/report.ts";
import { dryRun } from "../../usecases/programs/dryRun.ts";
import type { Body } from "../definition.ts";
import { serverRoute } from "../endpoint.ts";
import { replyToTrial } from "../replies/presentEvents.ts";
import { parseWith } from "../request/parse.ts";
import { parseTriedEvent, triedEventSchema } from "../schemas/events.ts";
import { rules } from "../schemas/programs.ts";
import { programKey } from "../schemas/texts.ts";

const shape = z.strictObject({ rules: rules.optional(), event: z.unknown() });

interface Trial {
  readonly rules?: unknown;
  readonly event: ReportedEvent;
}

const body: Body<Trial> = {
  schema: z.strictObject({ rules: rules.optional(), event: triedEventSchema }).meta({ id: "DryRun" }),
  parse(value, { deps }) {
    const outer = parseWith(shape, value);
    if (!outer.ok) return outer;
    const event = parseTriedEvent(outer.value.event, deps.clock.now());
    if (event.ok) return { ok: true, value: { ...outer.value, event: event.value } };
    const within = (path: string) => (path === "" ? "event" : `event.${path}`);
    return { ok: false, errors: event.errors.map(({ path, message }) => ({ path: within(path), message })) };
  },
};

export const dryRunRoute = serverRoute(
  {
    id: "dryRunRules",
    method: "post",
    path: "/v1/programs/{key}/dry-run",
    summary: "Answers as if an event, or a click on a share link, were reported; nothing is stored",
    description:
      "The decisions of one event as POST /v1/events would answer them now, in every program that it concerns; an event that was reported before is answered as its repeat. A click is of type `click` and names the `code` whose share link it is on. With `rules` that document takes the place of this program's latest version and of the versions that the referrals concerned are pinned to, and limits, tiers and budgets that it introduces count what has happened; a program that was never published is tried as if it had been published with it. The ids in the answer name nothing that is stored.",
    tag: "Programs",
    params: z.strictObject({ key: programKey }),
    body,
    problems: [
      "currency_mismatch",
      "event_conflict",
      "program_not_found",
      "program_required",
      "too_many_decisions",
      "too_many_refunds",
      "too_many_changes",
      "too_many_additions",
    ],
    replies: { 200: { description: "What would have been decided", schema: eventReply } },
  },
  async ({ app, asker, params: { key }, body: trial }) => {
    return replyToTrial(await dryRun(app.deps, asker, { program: key, ...trial }));
  },
);
