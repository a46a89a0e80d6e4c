import type { InvitationView } from "../../db/queries/invitations.ts";
import { readInvitation } from "../../db/queries/invitations.ts";
import type { App } from "../appDeps.ts";
import { isSlug, NO_CODE } from "./linkParts.ts";

/** What an address may mean. */
export interface AskedInvitation {
  readonly slug: string | null;
  readonly code: string;
}

const NO_TENANT: InvitationView = {
  name: "",
  slug: "",
  shopUrl: null,
  accent: null,
  logo: null,
  tenantId: "",
  code: null,
  locale: null,
  pictures: {},
  standIn: null,
};

/** What is at the first place that there is a tenant for, and which code was asked for there. */
export async function firstInvitation(
  { deps }: App,
  places: readonly AskedInvitation[],
  now: Date,
): Promise<{ readonly asked: string; readonly found: InvitationView }> {
  for (const { slug, code } of places) {
    const found = slug === null || isSlug(slug) ? await readInvitation(deps.database, slug, code, now) : null;
    if (found !== null) return { asked: code, found };
  }
  return { asked: NO_CODE, found: NO_TENANT };
}
