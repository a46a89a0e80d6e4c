import type { ApiClient } from "../apiClient.ts";
import { apiClient } from "../apiClient.ts";
import type { TestApp } from "../createTestApp.ts";
import { faultIn } from "./expected.ts";

/**
 * Something that the people who run such programs reported of other systems, as a small history with its right answer,
 * which was worked out by hand.
 */
export interface PublicReport {
  /** Where it was reported. */
  readonly source: string;
  readonly symptom: string;
  /** To create and publish first; several, or none. */
  readonly program: Json | readonly Json[] | null;
  readonly steps: readonly ReportStep[];
}

type Json = Readonly<Record<string, unknown>>;

export interface ReportStep {
  /** "POST /v1/events" */
  readonly call: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Without a key; else it is the tenant with its secret key. */
  readonly auth?: "none";
  /** So often at once; each answer has to be as expected. */
  readonly parallel?: number;
  readonly expect: {
    readonly status?: number | readonly number[];
    readonly body?: unknown;
    readonly location?: unknown;
  };
  /** Values of the answer by name, as paths: "results.0.rewards.0.id", "location?click". */
  readonly save?: Readonly<Record<string, string>>;
}

const ORIGIN = "http://api.test";

interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly location: string | null;
}

const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000 };

/**
 * Plays a report in a tenant.
 *
 * @param run a suffix that no other run in the tenant has
 * @returns where it came out otherwise: the step, what was expected, and the answer; null where it is right
 */
export async function playReport(app: TestApp, report: PublicReport, run: string): Promise<string | null> {
  const said = new Map(
    Object.entries({
      R: run.toUpperCase(),
      shop: app.tenant.slug,
      SHOP: app.tenant.slug.toUpperCase(),
      base: ORIGIN,
    }),
  );
  const fill = (value: unknown) => filled(value, { run, said, now: app.clock.now().getTime() });
  for (const program of [report.program ?? []].flat()) {
    const { key, ...more } = fill(program) as Json & { readonly key: string };
    await app.api.post("/v1/programs", { key, ...more });
    const { status, body } = await app.api.post(`/v1/programs/${key}/publish`, {});
    if (status !== 200) return `the program ${key}: ${JSON.stringify(body)}`;
  }
  for (const [index, step] of report.steps.entries()) {
    const client = step.auth === "none" ? apiClient(app.fetch, null) : app.api;
    const asked = { ...step, ...(fill({ call: step.call, body: step.body }) as Pick<ReportStep, "call" | "body">) };
    const answers = await Promise.all(Array.from({ length: step.parallel ?? 1 }, () => ask(client, asked)));
    const expected = fill(step.expect) as ReportStep["expect"];
    // Each step has a time of its own, so that lists have an order.
    app.clock.advance(1000);
    for (const answer of answers) {
      const fault = faultOf(answer, expected);
      if (fault !== null) return `step ${index}, ${asked.call}: ${fault}, in ${JSON.stringify(answer)}`;
    }
    const [first] = answers;
    if (first === undefined) throw new Error("nothing was asked");
    for (const [name, path] of Object.entries(step.save ?? {})) said.set(name, savedFrom(first, path));
  }
  return null;
}

async function ask(client: ApiClient, { call, body, headers = {} }: ReportStep): Promise<Answer> {
  const at = call.indexOf(" ");
  const init =
    body === undefined || body === null
      ? { headers: { ...headers } }
      : { body: JSON.stringify(body), headers: { "content-type": "application/json", ...headers } };
  const answer = await client.send<unknown>(call.slice(0, at), call.slice(at + 1), init);
  return { status: answer.status, body: answer.body, location: answer.headers.get("location") };
}

function faultOf(answer: Answer, { status, body, location }: ReportStep["expect"]): string | null {
  if (status !== undefined && ![status].flat().includes(answer.status)) return `not ${JSON.stringify(status)}`;
  const inBody = body === undefined ? null : faultIn(answer.body, body, "body");
  if (inBody !== null) return inBody;
  return location === undefined ? null : faultIn(partsOf(answer.location), location, "location");
}

/** Where a redirect leads, part by part; of a parameter that is there twice the last. */
function partsOf(location: string | null) {
  if (location === null) return null;
  const { pathname: path, hash, searchParams } = new URL(location, ORIGIN);
  return { path, hash: hash.slice(1), query: Object.fromEntries(searchParams) };
}

function savedFrom(answer: Answer, path: string): string {
  if (path.startsWith("location?")) {
    return new URL(answer.location ?? "", ORIGIN).searchParams.get(path.slice("location?".length)) ?? "";
  }
  const value = path
    .split(".")
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | null)?.[key], answer.body);
  return String(value);
}

interface Filling {
  readonly run: string;
  readonly said: ReadonlyMap<string, string>;
  readonly now: number;
}

/** The same value with names and times put into its texts: "$r", "${name}", "${now-20d}". */
function filled(value: unknown, filling: Filling): unknown {
  if (Array.isArray(value)) return value.map((each) => filled(each, filling));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, filled(each, filling)]));
  }
  if (typeof value !== "string") return value;
  return value.replaceAll(
    /\$\{(\w+)(?:([+-])(\d+)([dhms]))?\}|\$r/g,
    (_, name?: string, sign?: string, count?: string, unit?: string) => {
      if (name === undefined) return filling.run;
      if (name !== "now") return filling.said.get(name) ?? "";
      const by = Number(count ?? 0) * UNIT_MS[(unit ?? "s") as keyof typeof UNIT_MS];
      return new Date(filling.now + (sign === "-" ? -by : by)).toISOString();
    },
  );
}
