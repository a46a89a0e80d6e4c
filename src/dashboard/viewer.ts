import type { Permission, Role } from "../domain/permissions.ts";
import { roleMay } from "../domain/permissions.ts";
import type { Language } from "../i18n/languages.ts";

/** So many shops of one person the switcher offers; the list of all of them is at `/dashboard`. */
export const MAX_SHOPS_SHOWN = 20;

export interface ViewerShop {
  readonly slug: string;
  readonly name: string;
}

/** The person who looks at a page, and what its frame shows of their shop. It is read by the page's own statement. */
export interface Viewer {
  readonly userId: string;
  readonly email: string;
  readonly role: Role;
  readonly language: Language;
  readonly tenantId: string;
  readonly tenantSlug: string;
  readonly shopName: string;
  /** Days of the pages are days there. */
  readonly timezone: string;
  /** In which money is shown; null where no program of the shop has one yet. */
  readonly currency: string | null;
  /** Every shop in which the person is a member, this one too; at most `MAX_SHOPS_SHOWN`. */
  readonly shops: readonly ViewerShop[];
  /** How many rewards wait for a person to decide. */
  readonly reviewsWaiting: number;
}

/** Whether the viewer may do something; what they may not do is not offered to them. */
export function viewerMay({ role }: Pick<Viewer, "role">, permission: Permission): boolean {
  return roleMay(role, permission);
}

/**
 * The address of a page of the viewer's shop.
 *
 * @param rest from the shop's home on, for instance "/people"; empty is the home itself
 */
export function shopPath({ tenantSlug }: Pick<Viewer, "tenantSlug">, rest = ""): string {
  return `/dashboard/t/${encodeURIComponent(tenantSlug)}${rest}`;
}
