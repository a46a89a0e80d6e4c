import type { Scalar } from "../../domain/conditions.ts";

/** What is kept of an event as it was reported: facts only, no name and no address. */

export type { ChangeFacts, OrderFacts, Paid, RefundFacts } from "../../domain/orderFacts.ts";

export type Metadata = Readonly<Record<string, Scalar>>;
