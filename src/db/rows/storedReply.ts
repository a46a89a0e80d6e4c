/** A reply that was committed under an Idempotency-Key. */
export interface StoredReply {
  readonly key: string;
  readonly requestHash: string;
  readonly status: number;
  readonly body: unknown;
}
