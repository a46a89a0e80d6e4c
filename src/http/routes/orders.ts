import * as z from "zod";
import { orderReply, presentOrder } from "../../contract/order.ts";
import { readOrder } from "../../db/queries/orders.ts";
import { serverRoute } from "../endpoint.ts";
import { found } from "../replies/writeReply.ts";
import { externalId } from "../schemas/texts.ts";

export const getOrderRoute = serverRoute(
  {
    id: "getOrder",
    method: "get",
    path: "/v1/orders/{orderId}",
    summary: "An order: what was paid and given back, its disputes, and what each program made of it",
    tag: "Orders",
    params: z.strictObject({ orderId: externalId }),
    problems: ["not_found"],
    replies: { 200: { description: "The order", schema: orderReply } },
  },
  async ({ app, asker, params }) => {
    const { database, clock } = app.deps;
    const read = await readOrder(database, asker, params.orderId);
    return { status: 200, body: presentOrder(found(read, "Nothing was reported of this order."), clock.now()) };
  },
);
