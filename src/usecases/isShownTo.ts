import type { Asker } from "../db/queries/asker.ts";
import { actsForTenant } from "../db/queries/asker.ts";

/** Whether there is such a program for whoever asks: to browsers there is none before it is published. */
export function isShownTo(asker: Asker, program: { readonly isPublished: boolean }): boolean {
  return actsForTenant(asker) || program.isPublished;
}
