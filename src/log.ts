/** Of one text: the stack of a deep error is cut. */
const MAX_CHARS = 8_000;
/** Causes of causes, and errors of one that stands for several. */
const MAX_DEPTH = 3;
const MAX_ERRORS = 10;

/** What a line says of an error. */
type Told = Readonly<Record<string, unknown>>;

/**
 * Writes one line of JSON about what went wrong, to standard error. Of an error it tells name, message, code, stack and
 * causes, and nothing else: drivers hang values of rows on their errors.
 *
 * @param message what happened, in words
 * @param fields what it happened to, such as a request's id; nothing personal
 */
export function logError(message: string, error?: unknown, fields: Told = {}): void {
  const told = error === undefined ? {} : { error: toldOf(error, MAX_DEPTH) };
  console.error(JSON.stringify({ time: new Date().toISOString(), level: "error", message, ...fields, ...told }));
}

function toldOf(error: unknown, depth: number): Told {
  if (!(error instanceof Error)) return { message: cut(String(error)) };
  const { name, message, stack = "", cause } = error;
  const [sqlState, code]: unknown[] = [Reflect.get(error, "sqlState"), Reflect.get(error, "code")];
  const errors = error instanceof AggregateError ? error.errors.slice(0, MAX_ERRORS) : [];
  const goesOn = depth > 1;
  return {
    name,
    message: cut(message),
    ...(typeof sqlState === "string" ? { sqlState } : {}),
    ...(typeof code === "string" ? { code } : {}),
    stack: cut(stack),
    ...(cause !== undefined && cause !== null && goesOn ? { cause: toldOf(cause, depth - 1) } : {}),
    ...(errors.length > 0 && goesOn ? { errors: errors.map((one) => toldOf(one, depth - 1)) } : {}),
  };
}

function cut(text: string): string {
  return text.length > MAX_CHARS ? `${text.slice(0, MAX_CHARS)}...` : text;
}
