import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { RouteDoc } from "../../src/http/endpointDoc.ts";
import { routeTable } from "../../src/http/routeTable.ts";
import { REFUND_WAYS } from "../../src/http/schemas/events.ts";
import type { JsonObject } from "./schemas.ts";
import { isObject } from "./schemas.ts";

/**
 * Examples are what was really sent and answered: they come from the story that `src/http/golden.test.ts` plays and
 * holds to the last letter.
 */

/** Real requests and replies of one route. */
export interface RouteExamples {
  readonly body?: unknown;
  /** One of each kind, by name, where bodies say of which kind they are; none where one body shows all. */
  readonly bodies: Readonly<Record<string, unknown>>;
  /** By status. */
  readonly replies: Readonly<Record<string, unknown>>;
}

export interface Examples {
  of(doc: Pick<RouteDoc, "method" | "path">): RouteExamples;
  /** A problem as some route answered it; undefined where none did. */
  problem(code: string): unknown;
}

export const noExamples: Examples = { of: () => ({ bodies: {}, replies: {} }), problem: () => undefined };

/** One request and its answer, as the golden files have it. */
interface Exchange {
  readonly request: string;
  readonly body?: unknown;
  readonly status: number;
  readonly reply: unknown;
}

const STORY = fileURLToPath(new URL("../../src/http/golden", import.meta.url));
/** What is sent for a trial has to be there: the demo's program stands in place of the story's. */
const [STORYS_PROGRAM, DEMOS_PROGRAM] = [/"every"(?!:)/g, '"friends"'];
/** Of several exchanges the one that tells most is shown, but none that is longer, in characters of JSON. */
const LONGEST = 4000;

/** Reads the story. */
export async function examplesOfStory(): Promise<Examples> {
  const names = (await readdir(STORY)).filter((name) => name.endsWith(".json")).toSorted();
  const parts = await Promise.all(names.map(async (name) => await readFile(join(STORY, name), "utf8")));
  const exchanges = parts.flatMap((text): Exchange[] =>
    JSON.parse(withIds(text.replaceAll(STORYS_PROGRAM, DEMOS_PROGRAM))),
  );
  return {
    of(doc) {
      const ofRoute = exchanges.filter(({ request, reply }) => isObject(reply) && isOf(doc, request)).map(understood);
      const byStatus = Map.groupBy(ofRoute, ({ status }) => status);
      const best = [...byStatus].map(([status, several]) => [status, bestOf(several)] as const);
      const [, taken] = best.toSorted(([a], [b]) => a - b).findLast(([status]) => status < 300) ?? [];
      return {
        ...(taken?.body === undefined ? {} : { body: taken.body }),
        bodies: bodiesOfKinds(ofRoute),
        replies: Object.fromEntries(best.map(([status, { reply }]) => [String(status), reply])),
      };
    },
    problem: (code) => exchanges.find(({ reply }) => isObject(reply) && reply.code === code)?.reply,
  };
}

/** Of each kind of body the first that was taken, in the order of the story. */
function bodiesOfKinds(exchanges: readonly Exchange[]): Readonly<Record<string, unknown>> {
  const bodies = new Map<string, unknown>();
  for (const { body, status } of exchanges) {
    const kind = isObject(body) && status === 201 ? kindOf(body) : null;
    if (kind !== null && !bodies.has(kind)) bodies.set(kind, body);
  }
  return bodies.size > 1 ? Object.fromEntries(bodies) : {};
}

/**
 * The type that a body names, of a refund with how it says how much, of a purchase whether it uses what it earns or tells
 * of a guest or a verified e-mail, and of the shop's own events one for all.
 */
function kindOf(body: JsonObject): string | null {
  const { type, eventId, code, discounts, participant } = body;
  if (typeof type !== "string") return null;
  const isUsed = Array.isArray(discounts) && discounts.some((each) => isObject(each) && each.code === code);
  if (type === "purchase" && isUsed) return "purchase that uses the friend's discount";
  if (type === "purchase" && isObject(participant)) {
    if (participant.guest === true) return "purchase of a guest";
    if (participant.emailVerified === true) return "purchase of an account whose e-mail is verified";
  }
  if (type === "refund") return `refund by ${REFUND_WAYS.find((way) => way in body)}`;
  return eventId === undefined ? type : "your own event";
}

/** Of a batch, the rows that were understood and what became of them: the body of an example is valid. */
function understood(exchange: Exchange): Exchange {
  const { body, reply } = exchange;
  if (!isObject(reply) || !isObject(body) || !Array.isArray(reply.results)) return exchange;
  const { results } = reply;
  const isKept = (_: unknown, index: number) => !JSON.stringify(results[index] ?? null).includes('"invalid_request"');
  const rows = Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.filter(isKept) : value]);
  return { ...exchange, body: Object.fromEntries(rows), reply: { ...reply, results: results.filter(isKept) } };
}

/** Whether it was this route that answered: of those that fit, the first in the table. */
function isOf({ method, path }: Pick<RouteDoc, "method" | "path">, request: string): boolean {
  const [verb = "", target = ""] = request.split(" ");
  const [asked = ""] = target.split("?");
  const answers = routeTable.find((route) => route.method === verb.toLowerCase() && shapeOf(route.path).test(asked));
  return answers?.method === method && answers.path === path;
}

const shapes = new Map<string, RegExp>();

function shapeOf(path: string): RegExp {
  const known = shapes.get(path);
  if (known !== undefined) return known;
  const shape = new RegExp(`^${path.replaceAll(/\{\w+\}/g, "[^/]+")}$`);
  shapes.set(path, shape);
  return shape;
}

function bestOf(several: readonly Exchange[]): Exchange {
  const english = several.filter(({ request }) => !/lang=(?!en)/.test(request));
  const sizeOf = ({ body, reply }: Exchange) => JSON.stringify([body, reply]).length;
  const [shortest, ...others] = (english.length === 0 ? several : english).toSorted((a, b) => sizeOf(a) - sizeOf(b));
  if (shortest === undefined) throw new Error("no exchange to choose from");
  return others.findLast((exchange) => sizeOf(exchange) <= LONGEST) ?? shortest;
}

const LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";
const BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz";
const LENGTHS: Readonly<Record<string, number>> = { code: 10, coupon: 12, secret: 40 };
/** When the story begins, as ids write it. */
const TIME = "0mk0zosg0";

/** The story has names in place of ids; here they look like ids again, each name like one of its own. */
function withIds(text: string): string {
  return text
    .replaceAll(/<([a-z]{2,6}) (\d+)>/g, (name, kind: string) => {
      const length = LENGTHS[kind];
      return length === undefined ? `${kind}_${TIME}${drawn(name, BASE36, 12)}` : drawn(name, LETTERS, length);
    })
    .replaceAll('"<cursor>"', '"WyJyd2RfMG1rMHpvc2cwMDAwMDAwMDAwMDAwIl0"')
    .replaceAll('"<qr>"', '{"size":29,"path":"M0 0h7v1h-7z"}');
}

/** The same characters for the same name, on every machine. */
function drawn(name: string, alphabet: string, length: number): string {
  const bytes = createHash("sha512").update(name).digest();
  return Array.from({ length }, (_, index) => alphabet[(bytes[index] ?? 0) % alphabet.length]).join("");
}
