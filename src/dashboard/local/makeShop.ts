import type { WrittenJson } from "../../db/rows/program.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import type { Recipe } from "../../recipes/recipe.ts";
import type { WriteDeps, WriteOutcome } from "../../usecases/commitOnce.ts";
import { createProgram } from "../../usecases/programs/createProgram.ts";
import { publishProgram } from "../../usecases/programs/publishProgram.ts";
import type { CreatedTenant } from "../../usecases/tenants/createTenant.ts";
import { createTenant } from "../../usecases/tenants/createTenant.ts";

export interface NewShop {
  readonly name: string;
  readonly recipe: Recipe;
  readonly currency: string;
  readonly landingUrl: string;
  /** Of its owner. */
  readonly email: string;
  /** What its address is made of where the name has nothing for it; the same for a form that was sent twice. */
  readonly spare: string;
}

/**
 * Makes a shop with an owner and a program that is published, so that its first event is decided. Where the process ends
 * before that, the shop is among its owner's, and they take the program from a recipe themselves.
 *
 * @throws {TenantInputError} where there is one of its name, as after a form that was sent twice
 */
export async function makeShop(deps: WriteDeps, shop: NewShop): Promise<CreatedTenant> {
  const { name, recipe, currency, landingUrl, email, spare } = shop;
  const slug = /[a-z0-9]/i.test(name) ? null : `shop-${spare}`;
  const tenant = await createTenant(deps, { name, slug, landingUrl, live: false, owner: email });
  const request = { asker: { kind: "secretKey", hash: sha256(tenant.secretKey) }, idempotency: null } as const;
  const { key, name: called, texts } = recipe;
  const rules = recipe.rules(currency) as unknown as WrittenJson;
  const input = {
    key,
    name: called,
    landingUrl,
    currency,
    timezone: "UTC",
    startsAt: null,
    endsAt: null,
    texts,
    rules,
  };
  isDone(await createProgram(deps, request, input));
  isDone(await publishProgram(deps, request, key, { applyTo: "new", version: null, publishAt: null }));
  return tenant;
}

/** A shop that was made just now refuses none of it. */
function isDone(outcome: WriteOutcome<string>): void {
  if (outcome.kind !== "done") throw new Error(`the program of a new shop: ${outcome.kind}`);
}
