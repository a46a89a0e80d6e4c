/** Of an incoming id: long enough for what gateways send, and nothing that a log or a header could misread. */
const GIVEN = /^[A-Za-z0-9][\w.:+/=-]{0,127}$/;
/** Version, trace, parent and flags, as W3C Trace Context writes them. */
const TRACE = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const NO_TRACE = /^0+$/;

/**
 * The id that a request brings, so that it has one name in the caller's logs and in ours: its `X-Request-Id`, else the
 * trace of its `traceparent`.
 *
 * @returns null where it brings none that can be kept
 */
export function givenRequestId({ headers }: Request): string | null {
  const given = headers.get("x-request-id");
  if (given !== null && GIVEN.test(given)) return given;
  const trace = TRACE.exec(headers.get("traceparent") ?? "")?.[1] ?? null;
  return trace === null || NO_TRACE.test(trace) ? null : trace;
}
