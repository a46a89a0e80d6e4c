import type { Endpoint } from "../http/endpoint.ts";
import { membersPage } from "./pages/members.ts";
import { shopsPage } from "./pages/shops.ts";

/** Every page of the dashboard and every form of it, once; all of them go through the suites of every page. */
export const pageTable: readonly Endpoint[] = [shopsPage, membersPage];
