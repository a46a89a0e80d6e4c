import { pageTable } from "./dashboard/pageTable.ts";
import type { Endpoint } from "./http/endpoint.ts";
import { routeTable } from "./http/routeTable.ts";

/** Everything that is served: the API with its pages, and the dashboard. */
export const everyEndpoint: readonly Endpoint[] = [...routeTable, ...pageTable];
