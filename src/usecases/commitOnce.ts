import type { Actor, Asker, Authorized, TenantAsker } from "../db/queries/asker.ts";
import type { Effects } from "../db/queries/commitEffects.ts";
import type { BeforeWrite } from "../db/queries/readForWrite.ts";
import type { Deps } from "../deps.ts";
import type { RulesProblem } from "../domain/rulesProblems.ts";
import { untilCommitted } from "../engine/loop/attempts.ts";

/** What a write needs from outside. */
export type WriteDeps = Pick<Deps, "database" | "clock" | "ids" | "rowTurns" | "contactKey" | "sealing">;

/**
 * Who asks for a write, and under which name of their own, so that a repeat gets the first reply. What a browser may
 * ask for too takes a `Request<Asker>`.
 */
export interface Request<Who extends Asker = TenantAsker> {
  readonly asker: Who;
  readonly idempotency: { readonly key: string; readonly requestHash: string } | null;
}

/** Why a write can't be done; nothing was written. */
export interface WriteRefusal<Code extends string> {
  readonly code: Code;
  readonly detail: string;
  readonly errors?: readonly { readonly path: string; readonly message: string }[];
  /** What is wrong with a rules document, to be told in the caller's language. */
  readonly rulesProblems?: readonly RulesProblem[];
  /** Which of the ways a code stands for, where it stands for several. */
  readonly reason?: string;
  /** What is there now, where the caller has to go by that. */
  readonly current?: Readonly<Record<string, unknown>>;
}

export interface Done {
  readonly status: 200 | 201;
  /** The JSON of the reply. */
  readonly body: unknown;
  /** Whether a repeat under the same key is answered so for good, since it would give or spend once more. */
  readonly lasting?: true;
}

/** What a write does, decided on what was read: refuse, or answer with the effects to commit first. */
export type WriteDecision<Code extends string> =
  | { readonly refusal: WriteRefusal<Code> }
  | { readonly done: Done; readonly effects: Partial<Effects> | null };

export type WriteOutcome<Code extends string> =
  | { readonly kind: "unauthorized" }
  | { readonly kind: "idempotency_mismatch" }
  | { readonly kind: "replayed"; readonly status: number; readonly body: unknown }
  | { readonly kind: "refused"; readonly refusal: WriteRefusal<Code> }
  | ({ readonly kind: "done" } & Done);

/** What a decision may use besides what was read. */
export interface Attempt {
  readonly tenantId: string;
  readonly at: Date;
  /** False for a secret key that is there for trying things out. */
  readonly isLive: boolean;
  readonly actor: Actor;
}

/**
 * Every write that is no event: reads in one statement, decides, commits in one statement, and does it again
 * when something moved in between. What a repeat under the same Idempotency-Key is answered is committed with
 * the write itself.
 *
 * @throws {BusyError} when others kept overtaking it; nothing was written
 * @throws {OutcomeUnknownError} when it may have been written
 * @throws {DatabaseError} when the database was away; nothing was written
 */
export async function commitOnce<Data, Code extends string>(
  deps: WriteDeps,
  request: Request<Asker>,
  load: () => Promise<Authorized<BeforeWrite<Data>> | null>,
  decide: (data: Data, attempt: Attempt) => WriteDecision<Code>,
): Promise<WriteOutcome<Code>> {
  const { database, clock, ids, rowTurns } = deps;
  const { idempotency } = request;
  const turn = rowTurns.begin();
  const ending = untilCommitted(clock, async (): Promise<WriteOutcome<Code>> => {
    const loaded = await load();
    if (loaded === null) return { kind: "unauthorized" };
    const { tenantId, body } = loaded;
    if (idempotency !== null && body.stored !== null) {
      if (body.stored.requestHash !== idempotency.requestHash) return { kind: "idempotency_mismatch" };
      return { kind: "replayed", status: body.stored.status, body: body.stored.body };
    }
    const at = clock.now();
    const { isLive, actor } = body;
    const decision = decide(body.data, { tenantId, at, isLive, actor });
    if ("refusal" in decision) return { kind: "refused", refusal: decision.refusal };
    const { status, body: reply, lasting = false } = decision.done;
    const { effects } = decision;
    if (effects !== null || idempotency !== null) {
      await turn.commit(database, {
        ...effects,
        tenantId,
        attemptId: ids.id("req", at),
        at: at.toISOString(),
        idempotency: idempotency === null ? [] : [{ ...idempotency, status, body: reply, lasting }],
      });
    }
    return { kind: "done", status, body: reply };
  });
  return await ending.finally(() => turn.end());
}
