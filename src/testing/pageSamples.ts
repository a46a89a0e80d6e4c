import type { KeyPair } from "../usecases/tenants/createTenant.ts";
import type { ApiClient } from "./apiClient.ts";
import { furnish } from "./samples.ts";

/** A request that a member may make, of a page or a form of the dashboard. */
export interface PageSample {
  /** From the host on; `{tenant}` stands for the tenant's slug. */
  readonly path: string;
  /** The same with a thing that does not exist; null where the page names none. */
  readonly absent: string | null;
  /** What the form posts. */
  readonly form: Readonly<Record<string, string>>;
}

const form = (path: string, fields: Readonly<Record<string, string>>): PageSample => ({
  path,
  absent: null,
  form: fields,
});

/**
 * Makes what pages show, and says how to ask for each that needs more than its tenant. A page without other parameters
 * needs no sample.
 */
export async function furnishPages(api: ApiClient, keys: KeyPair): Promise<Readonly<Record<string, PageSample>>> {
  await furnish(api, keys);
  return {
    "post /dashboard/sign-in": form("/dashboard/sign-in", { email: "no-one@staff.example" }),
    "post /dashboard/sign-in/link": form("/dashboard/sign-in/link", { token: "none" }),
    "post /dashboard/sign-in/here": form("/dashboard/sign-in/here", { secret: "none" }),
  };
}
