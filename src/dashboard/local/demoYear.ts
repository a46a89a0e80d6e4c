import * as z from "zod";
import type { Endpoint } from "../../http/endpoint.ts";
import { changeMemberHere } from "../../usecases/members/changeMember.ts";
import { personAction } from "../personRoute.ts";
import { DEMO_YEAR } from "./localSteps.ts";

/** Makes the year's tenant and begins to tell it, once however often it is asked. */
export type TellYear = () => Promise<{ readonly tenantId: string; readonly slug: string }>;

/** Begins it, and leads to its home. */
export function demoYearAction(tellYear: TellYear): Endpoint {
  return personAction(DEMO_YEAR, z.object({}), async ({ app, person }) => {
    const { tenantId, slug } = await tellYear();
    await changeMemberHere(app.deps, tenantId, { act: "invite", email: person.email, role: "owner" });
    return { to: `/dashboard/t/${slug}?telling=1`, said: "year_begun" };
  });
}
