import type { Endpoint } from "../../http/endpoint.ts";
import type { TellYear } from "./demoYear.ts";
import { demoYearAction } from "./demoYear.ts";
import { newShopAction, newShopPage } from "./newShop.ts";

/** The pages that `npm start` mounts beside all others. */
export function localPages(tellYear: TellYear): readonly Endpoint[] {
  return [newShopPage, newShopAction, demoYearAction(tellYear)];
}
