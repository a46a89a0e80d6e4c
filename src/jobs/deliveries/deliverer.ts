import type { ClaimedDelivery } from "../../db/queries/deliveries.ts";
import { claimDeliveries, settleDelivery } from "../../db/queries/deliveries.ts";
import type { Deps } from "../../deps.ts";
import type { WebhookAnswer } from "../../domain/webhooks.ts";
import { verdictOf } from "../../domain/webhooks.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import { webhookHeaders, webhookSecretPlace } from "../../engine/events/webhookSignature.ts";
import { logError } from "../../log.ts";
import { fanOutNotices } from "./fanOutNotices.ts";

export type DeliverDeps = Pick<Deps, "database" | "clock" | "ids" | "sealing" | "webhooks">;

export interface DelivererLimits {
  /** So many deliveries are under way at once. */
  readonly most: number;
  /** So many of them of endpoints that fail, so that those never take all places. */
  readonly mostFailing: number;
}

export interface Pass {
  /** Whether there was anything to do. */
  readonly worked: boolean;
  /** Whether anything waits, also what is not due yet. */
  readonly waits: boolean;
}

/** Claims deliveries, acts on them and settles them. */
export interface Deliverer {
  /** Fans out what waits, and begins as many deliveries as there is room for. */
  pass(): Promise<Pass>;
  /** How many are under way. */
  underWay(): number;
  /** Resolves when one of those under way has ended; at once where none is. */
  oneEnded(): Promise<void>;
}

const TOKEN_LENGTH = 16;
const DRAW_DIGITS = 8;

/**
 * What was claimed and not settled, since its process died, is claimed again when its lease has ended, and sent again
 * under the same id.
 */
export function createDeliverer(deps: DeliverDeps, { most, mostFailing }: DelivererLimits): Deliverer {
  const running = new Set<Promise<void>>();
  let failing = 0;
  let after: readonly [string, string] = ["", ""];

  const begin = (delivery: ClaimedDelivery, token: string) => {
    if (delivery.isFailing) failing += 1;
    const run = deliverOne(deps, delivery, token)
      // The lease ends, and it is done again.
      .catch((error: unknown) => logError("a delivery was not settled", error, { delivery: delivery.id }))
      .finally(() => {
        running.delete(run);
        if (delivery.isFailing) failing -= 1;
      });
    running.add(run);
  };

  return {
    async pass() {
      const hadNotices = await fanOutNotices(deps);
      const room = most - running.size;
      if (room <= 0) return { worked: hadNotices, waits: true };
      const token = deps.ids.secret(TOKEN_LENGTH);
      const now = deps.clock.now().toISOString();
      const asked = { now, token, after, most: room, mostFailing: Math.max(0, mostFailing - failing) };
      const { deliveries, last, waits } = await claimDeliveries(deps.database, asked);
      const isRoundOver = last === null;
      const wasPart = after[0] !== "";
      after = last ?? ["", ""];
      for (const delivery of deliveries) begin(delivery, token);
      const hasMore = deliveries.length > 0 || !isRoundOver || wasPart;
      return { worked: hadNotices || hasMore, waits: waits || hasMore };
    },
    underWay: () => running.size,
    oneEnded: async () => void (await Promise.race(running)),
  };
}

async function deliverOne(deps: DeliverDeps, delivery: ClaimedDelivery, token: string): Promise<void> {
  const { database, clock, ids } = deps;
  const answer = await send(deps, delivery);
  const now = clock.now();
  const { tenantId, id, attempts } = delivery;
  const verdict = verdictOf(answer, attempts, now, drawnFrom(`${token} ${id}`));
  const dueAt = verdict.kind === "again" ? new Date(now.getTime() + verdict.afterMs) : now;
  await settleDelivery(database, {
    ...{ tenantId, id, token, now: now.toISOString(), dueAt: dueAt.toISOString() },
    status: statusOf(verdict.kind),
    ...{ answerStatus: answer.status, answer: answer.text, isGone: verdict.kind === "gone" },
    ...{ auditId: ids.id("aud", now), outboxId: ids.id("obx", now) },
  });
}

function statusOf(kind: "delivered" | "gone" | "failed" | "again") {
  if (kind === "delivered") return "delivered";
  return kind === "again" ? "waiting" : "failed";
}

async function send({ clock, sealing, webhooks }: DeliverDeps, delivery: ClaimedDelivery): Promise<WebhookAnswer> {
  const { tenantId, webhookId, noticeId, body, url, secret, formerSecret } = delivery;
  const place = webhookSecretPlace(tenantId, webhookId);
  const kept = formerSecret === null ? [secret] : [secret, formerSecret];
  const secrets = await Promise.all(kept.map((one) => sealing.open(one, place)));
  const headers = webhookHeaders({ id: noticeId, at: clock.now(), body }, secrets);
  return await webhooks.post({ url, headers, body });
}

/** From 0 to 1, by what no one can choose. */
function drawnFrom(text: string): number {
  return Number.parseInt(sha256(text).slice(0, DRAW_DIGITS), 16) / 16 ** DRAW_DIGITS;
}
