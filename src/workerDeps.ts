import { workerAddress } from "./adapters/addresses/workerAddress.ts";
import { bindingAssets, noAssets } from "./adapters/assets/bindingAssets.ts";
import { directClickSink, queueClickSink, type WaitUntil } from "./adapters/clicks/queueClickSink.ts";
import { openNeon } from "./adapters/database/neon.ts";
import { objectLanes } from "./adapters/lanes/objectLanes.ts";
import { resendMailer } from "./adapters/mail/resendMailer.ts";
import { nanoIds } from "./adapters/nanoIds.ts";
import { stripeProvider } from "./adapters/payouts/stripeProvider.ts";
import { bindingRateLimiter } from "./adapters/rateLimiters/bindingRateLimiter.ts";
import { memoryRateLimiter } from "./adapters/rateLimiters/memoryRateLimiter.ts";
import { upstashRateLimiter } from "./adapters/rateLimiters/upstashRateLimiter.ts";
import { KEEP_AFTER_MS, refusalBuffer } from "./adapters/refusals/refusalBuffer.ts";
import { createSealing } from "./adapters/sealing.ts";
import { systemClock } from "./adapters/systemClock.ts";
import { workerSender } from "./adapters/webhooks/workerSender.ts";
import { keepRefusals } from "./db/queries/refusals.ts";
import type { Deps } from "./deps.ts";
import { sha256 } from "./engine/events/sha256.ts";
import { foldHere } from "./engine/history/historyFold.ts";
import type { ProcessEvents } from "./engine/loop/engine.ts";
import { createEngine } from "./engine/loop/engine.ts";
import { sendToLanes } from "./engine/loop/remoteLanes.ts";
import { noRowTurns } from "./engine/loop/rowTurns.ts";
import type { WorkerEnv } from "./env.ts";
import { contactKeyOf, dashboardUrlOf, sealingKeysOf } from "./env.ts";
import { createCrowdLog } from "./http/replies/crowdLog.ts";
import { commitsWithNotices } from "./jobs/deliveries/commitsWithNotices.ts";
import { deliverAtOnce } from "./jobs/deliveries/deliverAtOnce.ts";
import type { Click, Database, Mailer, RateLimiter, WebhookSender } from "./ports.ts";
import { requestLog } from "./requestLog.ts";
import { eachByItself } from "./usecases/codes/linkReads.ts";
import { takeClicks } from "./usecases/codes/takeClicks.ts";
import { takeOver } from "./usecases/people/takeOver.ts";
import { everyTurn } from "./usecases/programs/backtestTurns.ts";
import { keptNowhere } from "./usecases/programs/keptHistories.ts";

/** As on Node over a PostgreSQL server. */
const SHARES_IN_FLIGHT = 2;

/** No request of an isolate waits for another; those that share commits in an object have lanes for that. */
const UNSHARED = { clock: systemClock, ids: nanoIds, rowTurns: noRowTurns };

/** What the app needs, on Workers. Holds no connection, so one isolate may use it for all of its requests. */
export function workerDeps(env: WorkerEnv, waitUntil: WaitUntil): Deps {
  const database = databaseOf(env, waitUntil);
  const processEvents = engineOf(env, database);
  const take = (clicks: readonly Click[]) => takeClicks({ database, processEvents }, clicks);
  return {
    database,
    ...UNSHARED,
    contactKey: contactKeyOf(env),
    sealing: sealingOf(env),
    processEvents,
    openFold: (job) => foldHere(job, () => systemClock.sleep(0)),
    backtestTurns: everyTurn,
    keptHistories: keptNowhere,
    linkReads: eachByItself,
    clicks: env.CLICKS === undefined ? directClickSink(take, waitUntil) : queueClickSink(env.CLICKS, take, waitUntil),
    assets: env.ASSETS === undefined ? noAssets : bindingAssets(env.ASSETS),
    refusals: refusalBuffer({
      keep: (batch) => keepRefusals(database, batch),
      plan: (work) => waitUntil(systemClock.sleep(KEEP_AFTER_MS).then(work)),
    }),
    webhooks: senderOf(env),
    payoutProvider: stripeProvider(env.STRIPE_ENDPOINT),
    publicUrl: env.PUBLIC_URL ?? null,
    // Workers Logs keep a line of JSON by its fields.
    onAnswered: requestLog(
      env.LOG_LEVEL,
      (line) => console.log(line),
      () => systemClock.now(),
    ),
    dashboard: {
      url: dashboardUrlOf(env),
      secrets: env.SESSION_SECRETS ?? [],
      mailer: mailerOf(env),
      afterReply: (work) => waitUntil(work()),
      // A Worker runs on no machine of its own.
      ...{ isLocal: false, socketOf: () => null, oneClick: null },
    },
    metrics: null,
    isStopping: () => false,
    rateLimiter: rateLimiterOf(env),
    // Isolates count together, so they have to hash alike; what all of them know, and no one else, is this.
    subjectKey: sha256(`subjects ${env.DATABASE_URL}`),
    addressOf: workerAddress,
  };
}

/** The engine of a tenant's object. */
export function laneEngine(env: WorkerEnv, waitUntil: WaitUntil): ProcessEvents {
  return createEngine(
    {
      ...UNSHARED,
      contactKey: contactKeyOf(env),
      sealing: sealingOf(env),
      takeOver,
      database: databaseOf(env, waitUntil),
    },
    SHARES_IN_FLIGHT,
  );
}

/** The engine of an isolate, where no request may wait for another's I/O. */
function engineOf(env: WorkerEnv, database: Database): ProcessEvents {
  const secrets = { contactKey: contactKeyOf(env), sealing: sealingOf(env) };
  const here = createEngine({ ...UNSHARED, ...secrets, takeOver, database }, 0);
  if (env.TENANT_LANE === undefined) return here;
  const lanesOf = objectLanes(env.TENANT_LANE, env.LANE_LOCATION ?? null);
  const crowds = createCrowdLog();
  const onLost = (error: unknown, tenantId: string) => crowds.add("lanes", error, `of ${tenantId}`);
  return sendToLanes({ database, here, lanesOf, onLost });
}

function sealingOf(env: WorkerEnv) {
  return createSealing(sealingKeysOf(env), env.SEALING_KEYS !== undefined);
}

/** What commits leave for endpoints is delivered after the reply. */
function databaseOf(env: WorkerEnv, waitUntil: WaitUntil): Database {
  const neon = openNeon(env.DATABASE_URL, env.NEON_ENDPOINT === undefined ? {} : { endpoint: env.NEON_ENDPOINT });
  const { database, hearNotices } = commitsWithNotices(neon);
  hearNotices(deliverAtOnce({ ...UNSHARED, database, sealing: sealingOf(env), webhooks: senderOf(env) }, waitUntil));
  return database;
}

/** A local endpoint of Neon is there on one's own machine alone. */
function senderOf(env: WorkerEnv): WebhookSender {
  return workerSender(env.NEON_ENDPOINT !== undefined);
}

/** Without a Redis or bindings each isolate counts for itself: better than nothing, and enough on one's own machine. */
function rateLimiterOf(env: WorkerEnv): RateLimiter {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env;
  if (url !== undefined && token !== undefined) return upstashRateLimiter({ url, token });
  const { ADDRESS_LIMIT: address, PARTICIPANT_LIMIT: participant } = env;
  const { FAILED_CODE_LIMIT: failedCodes, FAILED_CODE_ADDRESS_LIMIT: ownFailedCodes } = env;
  const { SIGN_IN_ADDRESS_LIMIT: signInAddress, SIGN_IN_EMAIL_LIMIT: signInEmail } = env;
  if (address === undefined || participant === undefined || failedCodes === undefined || ownFailedCodes === undefined) {
    return memoryRateLimiter(systemClock);
  }
  if (signInAddress === undefined || signInEmail === undefined) return memoryRateLimiter(systemClock);
  const bindings = { address, participant, failedCodes, ownFailedCodes, signInAddress, signInEmail };
  return bindingRateLimiter(bindings, systemClock);
}

/** Null where no one sends mails. */
function mailerOf({ RESEND_API_KEY: key, MAIL_FROM: from }: WorkerEnv): Mailer | null {
  return key === undefined || from === undefined ? null : resendMailer({ key, from }, systemClock);
}
