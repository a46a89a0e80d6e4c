import type { OpenFold } from "./engine/history/historyFold.ts";
import type { ProcessEvents } from "./engine/loop/engine.ts";
import type { RowTurns } from "./engine/loop/rowTurns.ts";
import type {
  Assets,
  ClickSink,
  Clock,
  Database,
  Ids,
  Mailer,
  OnAnswered,
  PayoutProvider,
  RateLimiter,
  RefusalSink,
  Sealing,
  WebhookSender,
} from "./ports.ts";
import type { LinkReads } from "./usecases/codes/linkReads.ts";
import type { BacktestTurns } from "./usecases/programs/backtestTurns.ts";
import type { KeptHistories } from "./usecases/programs/keptHistories.ts";

/**
 * Everything the app needs from outside. Put together in `nodeDeps.ts` and `workerDeps.ts`, the only files
 * of `src` that import adapters: one each, so that neither runtime loads or bundles the other's drivers.
 */
export interface Deps {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Every event goes through here; those of a tenant that arrive together share a commit. */
  readonly processEvents: ProcessEvents;
  /** Whose turn it is of the writes that wait for a locked row. */
  readonly rowTurns: RowTurns;
  /** Under which contacts are hashed: the same for all that share a database, or one of them does not know what another does. */
  readonly contactKey: string;
  /** How secrets are kept that have to be used again. */
  readonly sealing: Sealing;
  /** Decides a history for a backtest: on Node in a thread of its own, so that others are answered meanwhile. */
  readonly openFold: OpenFold;
  readonly backtestTurns: BacktestTurns;
  readonly keptHistories: KeptHistories;
  readonly clicks: ClickSink;
  /** How share links are looked up: on Node those that are asked for together, by one statement. */
  readonly linkReads: LinkReads;
  /** What the pages of a tenant tell of its requests that were refused. */
  readonly refusals: RefusalSink;
  readonly assets: Assets;
  /** Posts what happened to the endpoints of tenants. */
  readonly webhooks: WebhookSender;
  /** Pays participants, by Stripe. */
  readonly payoutProvider: PayoutProvider;
  readonly rateLimiter: RateLimiter;
  /** Keys the hashes under which addresses and participants are counted, so that neither is kept anywhere. */
  readonly subjectKey: string;
  /** The network address that a request came from; null where that can't be told. */
  readonly addressOf: (request: Request, runtime: unknown) => string | null;
  /** What share links start with, without a slash at the end; null means the host of each request. */
  readonly publicUrl: string | null;
  readonly dashboard: DashboardDeps;
  readonly onAnswered: OnAnswered;
  /** What this process counts, as Prometheus reads it; null where it is not asked for, and on Workers. */
  readonly metrics: { readonly token: string; text(): string } | null;
  /** Whether this process finishes what is under way and should be sent nothing more. */
  readonly isStopping: () => boolean;
}

/** What the dashboard for the tenants' staff is served with. */
export interface DashboardDeps {
  /** The one address that serves it, without a slash at the end; null means this machine's own. */
  readonly url: string | null;
  /** What sessions are signed with, the newest first; none where no one can sign in. */
  readonly secrets: readonly string[];
  /** Null where no one sends mails: they are kept, and shown on the machine itself. */
  readonly mailer: Mailer | null;
  /** Does what the reply does not wait for. */
  readonly afterReply: (work: () => Promise<void>) => void;
  /** Whether the process was given no address that others know, and may show its own machine more. */
  readonly isLocal: boolean;
  /** The address at the other end of the connection, whatever proxies say; null where there is no connection. */
  readonly socketOf: (runtime: unknown) => string | null;
  /** Who comes in on the machine itself by a secret; null where that can't be. */
  readonly oneClick: { readonly secret: string; readonly email: string } | null;
}
