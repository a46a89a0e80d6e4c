import { readFileSync } from "node:fs";
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

/** The OpenAPI document as it is served, and what it takes and answers, checked by Ajv. */

/** What the checks read of an operation. */
export interface Operation {
  readonly name: string;
  readonly isOpen: boolean;
  readonly parameters: readonly Parameter[];
  /** Null where there is none. */
  readonly body: { readonly types: readonly string[]; readonly isRequired: boolean; readonly pointer: string } | null;
  /** By status; the pointer is null where no JSON is promised. */
  /** By status, what may be answered, of several types where people and programs are answered. */
  readonly replies: ReadonlyMap<number, readonly { readonly type: string; readonly pointer: string | null }[]>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly isRequired: boolean;
  readonly pointer: string;
}

interface Written {
  readonly operationId: string;
  readonly security: readonly object[];
  readonly parameters?: readonly ({ $ref: string } | { name: string; in: string; required: boolean })[];
  readonly requestBody?: { readonly required: boolean; readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Written>>>>;
  readonly components: {
    readonly parameters: Readonly<Record<string, { name: string; in: string; required: boolean }>>;
  };
}

const DOCUMENT = "openapi.json";
const file = new URL("../../../dist/assets/openapi.json", import.meta.url);

/** Reads the file that the build made; each schema is compiled when it is first asked for. */
export function servedDocument() {
  const document: Document = JSON.parse(readFileSync(file, "utf8"));
  // Without the flag "u", as most tools read patterns; `document.test.ts` compares the two.
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, unicodeRegExp: false });
  addFormats.default(ajv);
  // The document is no schema itself: it holds those that pointers lead to.
  ajv.addVocabulary(Object.keys(document));
  ajv.addSchema(document as object, DOCUMENT);
  const compiled = new Map<string, ValidateFunction>();
  const found = new Map<string, Operation>();
  const paths = Object.keys(document.paths).map((path) => ({ path, shape: shapeOf(path) }));

  return {
    document,
    /** What a value breaks of the schema that the pointer leads to. */
    errorsOf(pointer: string, value: unknown): readonly ErrorObject[] {
      const validate = compiled.get(pointer) ?? ajv.compile({ $ref: `${DOCUMENT}#${pointer}` });
      compiled.set(pointer, validate);
      return validate(value) ? [] : (validate.errors ?? []);
    },
    /** The operation of a request, with the values in its path as they were sent; null for what is not documented. */
    operationFor(method: string, pathname: string): { operation: Operation; params: Record<string, string> } | null {
      const matches = paths.flatMap(({ path, shape }) => {
        const match = document.paths[path]?.[method.toLowerCase()] === undefined ? null : shape.exec(pathname);
        return match === null ? [] : [{ path, params: { ...match.groups } }];
      });
      // A path without a template is more than one with it.
      const best = matches.toSorted((a, b) => Object.keys(a.params).length - Object.keys(b.params).length)[0];
      if (best === undefined) return null;
      const name = `${method.toLowerCase()} ${best.path}`;
      const operation = found.get(name) ?? operationOf(document, best.path, method.toLowerCase());
      found.set(name, operation);
      return { operation, params: best.params };
    },
  };
}

export type ServedDocument = ReturnType<typeof servedDocument>;

function shapeOf(path: string): RegExp {
  return new RegExp(`^${path.replaceAll(/[.]/g, "\\.").replaceAll(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`);
}

function operationOf(document: Document, path: string, method: string): Operation {
  const written = document.paths[path]?.[method];
  if (written === undefined) throw new Error(`${method} ${path} is not documented`);
  const at = pointerTo("paths", path, method);
  const types = Object.keys(written.requestBody?.content ?? {});
  const [bodyType] = types;
  return {
    name: `${method} ${path}`,
    isOpen: written.security.length === 0,
    parameters: (written.parameters ?? []).map((parameter, index) => {
      if (!("$ref" in parameter)) return parameterAt(parameter, `${at}${pointerTo("parameters", index, "schema")}`);
      const name = parameter.$ref.slice(parameter.$ref.lastIndexOf("/") + 1);
      const shared = document.components.parameters[name];
      if (shared === undefined) throw new Error(`there is no parameter ${name}`);
      return parameterAt(shared, pointerTo("components", "parameters", name, "schema"));
    }),
    body:
      bodyType === undefined
        ? null
        : {
            types,
            isRequired: written.requestBody?.required ?? false,
            pointer: at + pointerTo("requestBody", "content", bodyType, "schema"),
          },
    replies: new Map(
      Object.entries(written.responses).map(([status, { content = {} }]) => {
        const promised = Object.keys(content).map((type) => {
          const pointer = at + pointerTo("responses", status, "content", type, "schema");
          return { type, pointer: type.includes("json") ? pointer : null };
        });
        return [Number(status), promised];
      }),
    ),
  };
}

function parameterAt(written: { name: string; in: string; required: boolean }, pointer: string): Parameter {
  return { name: written.name, in: written.in, isRequired: written.required, pointer };
}

/** A JSON pointer as it stands in the fragment of an address. */
function pointerTo(...parts: readonly (string | number)[]): string {
  return parts
    .map((part) => `/${encodeURIComponent(String(part).replaceAll("~", "~0").replaceAll("/", "~1"))}`)
    .join("");
}
