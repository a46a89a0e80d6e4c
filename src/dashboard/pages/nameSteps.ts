import * as z from "zod";
import type { AliasRefusal } from "../../domain/aliases.ts";
import { externalId } from "../../http/schemas/texts.ts";
import type { Said } from "../../i18n/dashboard/said.ts";
import type { WriteRefusal } from "../../usecases/commitOnce.ts";
import type { AddAliasRefusal } from "../../usecases/people/addAlias.ts";
import { addAlias } from "../../usecases/people/addAlias.ts";
import type { EndAliasRefusal } from "../../usecases/people/endAlias.ts";
import { endAlias } from "../../usecases/people/endAlias.ts";
import { mergePath } from "../mergeView.ts";
import { PageError } from "../pageReply.ts";
import { actionRoute } from "../route.ts";
import { personPath, saidOfWrite } from "./personSteps.ts";

const params = z.object({ id: externalId });

/** Gives a person another name. */
export const addNameAction = actionRoute(
  {
    path: "/people/{id}/names",
    may: "handleCases",
    params,
    form: z.object({ alias: z.string().trim().pipe(externalId) }),
  },
  async ({ app, asker, viewer, params, body, idempotency }) => {
    const outcome = await addAlias(app.deps, { asker, idempotency }, { whom: params, alias: body.alias });
    const said = saidOfWrite(outcome, "name_added", refused);
    // The two may be one person: the page says what a merge would move.
    if (said === "name_of_person") return { to: mergePath(viewer(), params.id, body.alias), said };
    return { to: personPath(params), said };
  },
);

/** Ends another name of a person. */
export const endNameAction = actionRoute(
  { path: "/people/{id}/names/end", may: "handleCases", params, form: z.object({ alias: externalId }) },
  async ({ app, asker, params, body, idempotency }) => {
    const outcome = await endAlias(app.deps, { asker, idempotency }, { whom: params, alias: body.alias });
    return { to: personPath(params), said: saidOfWrite(outcome, "name_ended", refused) };
  },
);

const TAKEN: Readonly<Record<AliasRefusal, Said>> = {
  itself: "name_itself",
  alias: "name_of_alias",
  participant: "name_of_person",
};

function refused({ code, reason }: WriteRefusal<AddAliasRefusal | EndAliasRefusal>): Said {
  switch (code) {
    case "alias_taken":
      return TAKEN[reason as AliasRefusal];
    case "too_many_aliases":
      return "names_full";
    // Another form has ended it meanwhile.
    case "alias_not_found":
      return "name_ended";
    case "alias_merged":
      return "name_merged";
    case "not_found":
      throw new PageError("notFound");
    default:
      return code satisfies never;
  }
}
