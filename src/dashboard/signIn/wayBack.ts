import * as z from "zod";

/** The page that a person wanted before they were asked to sign in. */
const MAX_LENGTH = 500;
/** Of the dashboard and of no other host, whatever a browser makes of slashes. */
const OURS = /^\/dashboard(\/t\/[\w./%-]*|\/account)?(\?[\w.=&%+-]*)?$/;

export const wayBack = z.string().max(MAX_LENGTH).optional().catch(undefined);

/** Where a person goes on after they signed in. */
export function goOn(to: string | undefined): string {
  return to !== undefined && OURS.test(to) ? to : "/dashboard";
}
