export type Json = Readonly<Record<string, unknown>>;

/** A request that a tenant with something in it may make, for each route of the table. */
export interface Sample {
  /** The path of an existing thing. */
  readonly path: string;
  /** The same with a thing that does not exist; null where the route names none. */
  readonly absent: string | null;
  readonly body: Json | null;
  /** Bodies of other kinds that the route takes, which say what this one does not. */
  readonly others?: readonly Json[];
  /** What is sent in its place, where the body is a picture. */
  readonly file?: Uint8Array<ArrayBuffer>;
  /** Whether it has to be sent under an Idempotency-Key. */
  readonly needsKey?: true;
  /** Whose token answers it as it is meant, where it is for participants and of one of them. */
  readonly as?: string;
}
