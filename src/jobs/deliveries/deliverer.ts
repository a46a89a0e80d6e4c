import type { ClaimedDelivery } from "../../db/queries/deliveries.ts";
import { claimDeliveries, settleDelivery } from "../../db/queries/deliveries.ts";
import type { Deps } from "../../deps.ts";
import type { WebhookAnswer } from "../../domain/webhooks.ts";
import { verdictOf } from "../../domain/webhooks.ts";
import { sha256 } from "../../engine/events/sha256.ts";
import { webhookHeaders, webhookSecretPlace } from "../../engine/events/webhookSignature.ts";
import { fanOutNotices } from "./fanOutNotices.ts";
import type { Worker, WorkLimits } from "./leasedWork.ts";
import { createWorker } from "./leasedWork.ts";

export type DeliverDeps = Pick<Deps, "database" | "clock" | "ids" | "sealing" | "webhooks">;

const DRAW_DIGITS = 8;
const START: readonly [string, string] = ["", ""];

/**
 * Fans out what waits, claims deliveries, acts on them and settles them. What was claimed and not settled, since its
 * process died, is claimed again when its lease has ended, and sent again under the same id.
 */
export function createDeliverer(deps: DeliverDeps, limits: WorkLimits): Worker {
  return createWorker<ClaimedDelivery, readonly [string, string]>(deps, limits, {
    start: START,
    prepare: () => fanOutNotices(deps),
    async claim(turn) {
      const { deliveries, ...rest } = await claimDeliveries(deps.database, turn);
      return { things: deliveries, ...rest };
    },
    act: (delivery, token) => deliverOne(deps, delivery, token),
    isFailing: ({ isFailing }) => isFailing,
    nameOf: ({ id }) => id,
  });
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
export function drawnFrom(text: string): number {
  return Number.parseInt(sha256(text).slice(0, DRAW_DIGITS), 16) / 16 ** DRAW_DIGITS;
}
