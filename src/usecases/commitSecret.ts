import type { Asker, Authorized } from "../db/queries/asker.ts";
import type { BeforeWrite } from "../db/queries/readForWrite.ts";
import type { Attempt, Request, WriteDecision, WriteDeps, WriteOutcome } from "./commitOnce.ts";
import { commitOnce } from "./commitOnce.ts";

/** A secret that a write makes, and that its reply shows. */
export interface NewSecret {
  readonly text: string;
  /** The property of the reply that shows it. */
  readonly field: string;
  /** What it is sealed as, of the tenant; `replied` is what this request was answered, or the one that it repeats. */
  readonly belongsTo: (tenantId: string, replied?: Readonly<Record<string, unknown>>) => string;
}

/**
 * A write whose reply shows a secret. What is kept for a repeat holds it sealed alone, so that a lost reply can be asked
 * for again and a copy of the database tells nothing.
 *
 * @param decide is given the sealed secret, and puts it into the reply in place of the secret
 */
export async function commitSecret<Data, Code extends string>(
  deps: WriteDeps,
  request: Request<Asker>,
  { text, field, belongsTo }: NewSecret,
  load: () => Promise<Authorized<BeforeWrite<Data>> | null>,
  decide: (data: Data, attempt: Attempt, sealed: string) => WriteDecision<Code>,
): Promise<WriteOutcome<Code>> {
  let tenantId = "";
  const outcome = await commitOnce(
    deps,
    request,
    async () => {
      const read = await load();
      if (read === null) return null;
      tenantId = read.tenantId;
      const sealed = await deps.sealing.seal(text, belongsTo(tenantId));
      return { ...read, body: { ...read.body, data: { before: read.body.data, sealed } } };
    },
    ({ before, sealed }, attempt) => decide(before, attempt, sealed),
  );
  if (outcome.kind !== "done" && outcome.kind !== "replayed") return outcome;
  const body = outcome.body as Readonly<Record<string, unknown>>;
  return {
    ...outcome,
    body: { ...body, [field]: await deps.sealing.open(String(body[field]), belongsTo(tenantId, body)) },
  };
}
