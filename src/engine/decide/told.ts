import type { KnownEvent } from "../../db/rows/event.ts";
import type { OrderAdditionEvent } from "../events/events.ts";

/**
 * An event as its natural key tells: new under a key, the same as one that was decided, another of one name, or a second
 * report of an order that adds to it.
 */
export type Told =
  | { readonly kind: "new"; readonly naturalKey: string }
  | { readonly kind: "addition"; readonly event: OrderAdditionEvent }
  | { readonly kind: "repeat"; readonly known: KnownEvent }
  | { readonly kind: "conflict" };
