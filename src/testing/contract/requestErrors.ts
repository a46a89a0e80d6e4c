import { MAX_BODY_BYTES } from "../../http/request/bodyText.ts";
import { FORM_TYPE } from "../../http/request/formBody.ts";
import type { Operation, ServedDocument } from "./operations.ts";

/** A request as it was sent. */
export interface Sent {
  readonly url: string;
  readonly headers: Headers;
  /** Null where it can't be known, as of a body that broke off. */
  readonly text: string | null;
}

/** What a request breaks of the document, as pointers into the body, or names of parameters; empty where nothing. */
export function requestErrors(
  document: ServedDocument,
  { operation, params }: { readonly operation: Operation; readonly params: Readonly<Record<string, string>> },
  sent: Sent,
): string[] {
  const url = new URL(sent.url);
  const decoded = Object.entries(params).map(([name, text]) => [name, decodedOrNull(text)] as const);
  if (decoded.some(([, text]) => text === null) || decodedOrNull(sent.url) === null) return ["path"];
  const query = [...url.searchParams];
  const given = [
    ...decoded.map(([name, text]) => ({ place: "path", name, text: text ?? "" })),
    ...query.map(([name, text]) => ({ place: "query", name, text })),
    ...[...sent.headers].map(([name, text]) => ({ place: "header", name, text })),
  ];
  return [...parameterErrors(document, operation, given), ...bodyErrors(document, operation, sent)];
}

interface Given {
  readonly place: string;
  readonly name: string;
  readonly text: string;
}

function parameterErrors(document: ServedDocument, operation: Operation, given: readonly Given[]): string[] {
  const { parameters } = operation;
  const nameOf = ({ place, name }: { readonly place: string; readonly name: string }) => {
    return `${place} ${place === "header" ? name.toLowerCase() : name}`;
  };
  const byName = Map.groupBy(given, nameOf);
  const known = new Map(parameters.map((parameter) => [nameOf({ ...parameter, place: parameter.in }), parameter]));
  const unknown = [...byName.keys()].filter((name) => name.startsWith("query ") && !known.has(name));
  const wrong = [...known].filter(([name, { isRequired, pointer }]) => {
    const values = byName.get(name) ?? [];
    if (values.length === 0) return isRequired;
    return values.length > 1 || !values.every(({ text }) => fits(document, pointer, text));
  });
  return [...unknown, ...wrong.map(([name]) => name)];
}

/** A number is written in decimal digits. */
function fits(document: ServedDocument, pointer: string, text: string): boolean {
  if (document.errorsOf(pointer, text).length === 0) return true;
  return /^(0|-?[1-9][0-9]{0,15})$/.test(text) && document.errorsOf(pointer, Number(text)).length === 0;
}

function bodyErrors(document: ServedDocument, { body }: Operation, { headers, text }: Sent): string[] {
  if (body === null || text === null) return [];
  const type = headers.get("content-type");
  if (text === "" && !body.isRequired && (type === null || body.types.some((known) => type.startsWith(known))))
    return [];
  if (type === null || !body.types.includes(type.split(";")[0]?.trim().toLowerCase() ?? "")) return ["content-type"];
  if (body.types.includes(FORM_TYPE)) throw new Error("let the gate read forms before one is documented");
  if (Buffer.byteLength(text) > MAX_BODY_BYTES) return ["size"];
  // Of a file the document says its size alone.
  if (!body.types[0]?.includes("json")) return [];
  const value = parsed(text);
  if (value === undefined) return ["json"];
  return document.errorsOf(body.pointer, value).map(({ instancePath }) => instancePath);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decodedOrNull(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
