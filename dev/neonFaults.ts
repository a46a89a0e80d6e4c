import * as z from "zod";

/**
 * What can go wrong between a Worker and its database, on demand. In the order of the kinds below:
 * - The server refuses the statement.
 * - What stands before the server answers, with a status and nothing of Neon's; nothing is done.
 * - The connection is lost while the statement commits: it is done, and answered without a SQLSTATE, as Neon does.
 * - The connection is lost before anything ran: nothing is done, and it is answered in just the same way.
 * - The reply is cut off; the statement is done.
 * - The reply never comes; the statement is done.
 * - Everything is late.
 */
const faultSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("error"),
    sqlState: z
      .string()
      .regex(/^[0-9A-Z]{5}$/)
      .default("40001"),
  }),
  z.object({ kind: z.literal("httpStatus"), status: z.number().int().min(500).max(599).default(503) }),
  z.object({ kind: z.literal("lostAfterCommit") }),
  z.object({ kind: z.literal("lostBefore") }),
  z.object({ kind: z.literal("truncated") }),
  z.object({ kind: z.literal("hang"), ms: z.number().int().min(0).max(60_000).default(30_000) }),
  z.object({ kind: z.literal("delay"), ms: z.number().int().min(0).max(60_000).default(1_000) }),
]);

export type Fault = z.output<typeof faultSchema>;

const orderSchema = z.intersection(faultSchema, z.object({ count: z.number().int().min(0).max(10_000).default(1) }));

/** The faults of the next requests, first in, first out. */
export interface FaultPlan {
  /**
   * Adds `count` faults (1) as ordered by `body`; a count of 0 forgets every fault still planned.
   *
   * @returns whether the body was one.
   */
  order(body: unknown): boolean;
  /** The fault of the request at hand. */
  next(): Fault | null;
}

export function faultPlan(): FaultPlan {
  let planned: Fault[] = [];
  return {
    order(body) {
      const parsed = orderSchema.safeParse(body);
      if (!parsed.success) return false;
      const { count, ...fault } = parsed.data;
      planned = count === 0 ? [] : [...planned, ...Array.from({ length: count }, () => fault as Fault)];
      return true;
    },
    next: () => planned.shift() ?? null,
  };
}
