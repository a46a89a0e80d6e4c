import { createApp } from "../../src/app.ts";
import type { ShareLinkView } from "../../src/db/queries/shareLinks.ts";
import { readShareLinks } from "../../src/db/queries/shareLinks.ts";
import type { Deps } from "../../src/deps.ts";
import { createEngine } from "../../src/engine/loop/engine.ts";
import { takeOver } from "../../src/usecases/people/takeOver.ts";
import type { YearClock } from "./yearClock.ts";
import { yearClock } from "./yearClock.ts";

/** The public API as a shop's server called it during the year: whatever it records has the time of the year. */
export interface YearApi {
  readonly clock: YearClock;
  /** @throws where the API refuses */
  call(path: string, body?: unknown, method?: string): Promise<unknown>;
  /** The same for what needs an Idempotency-Key. */
  callOnce(path: string, key: string, body: unknown): Promise<unknown>;
  /** Adds a PNG to the tenant's pictures. @returns what it is called */
  addPicture(bytes: Uint8Array<ArrayBuffer>): Promise<string>;
  /** Records that a share link was followed. */
  visit(visit: FollowedLink): Promise<void>;
}

interface FollowedLink {
  readonly slug: string;
  readonly code: string;
  readonly channel: string;
  readonly at: Date;
}

/** Calls from within the process name no host that anything is looked up by. */
const HOST = "http://127.0.0.1";

/** An app of its own over the same database, since its clock is another one. */
export function yearApi(real: Deps, secretKey: string): YearApi {
  const clock = yearClock(real.clock);
  const { database, ids } = real;
  const deps: Deps = {
    ...real,
    clock,
    processEvents: createEngine(
      { database, clock, ids, rowTurns: real.rowTurns, contactKey: real.contactKey, sealing: real.sealing, takeOver },
      1,
    ),
    // What the year reports is no request of this server.
    onAnswered: () => {},
    metrics: null,
  };
  const app = createApp(deps);
  const links = new Map<string, ShareLinkView>();
  const headers = { authorization: `Bearer ${secretKey}`, "content-type": "application/json" };
  const send = async (path: string, init: RequestInit): Promise<unknown> => {
    const response = await app.request(`${HOST}${path}`, init);
    const reply: unknown = await response.json();
    if (response.status < 400) return reply;
    throw new Error(`${init.method ?? "GET"} ${path}: ${response.status} ${JSON.stringify(reply)}`);
  };
  return {
    clock,
    call(path, body, method = body === undefined ? "GET" : "POST") {
      return send(path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    },
    callOnce(path, key, body) {
      return send(path, {
        method: "POST",
        headers: { ...headers, "idempotency-key": key },
        body: JSON.stringify(body),
      });
    },
    async addPicture(body) {
      const type = { ...headers, "content-type": "image/png" };
      const { sha256 } = (await send("/v1/media", { method: "POST", headers: type, body })) as { sha256: string };
      return sha256;
    },
    async visit({ slug, code, channel, at }) {
      // Through the route each would be looked up, as what a link leads to is known for a minute of the year's time.
      const link = links.get(code) ?? (await readShareLinks(database, slug, [code]))?.[0];
      if (link === undefined || link.code === null) throw new Error(`there is no code ${code}`);
      links.set(code, link);
      const { programId, participantId } = link.code;
      const id = ids.id("clk", at);
      const { tenantId } = link;
      real.clicks.record({ tenantId, id, code, programId, participantId, channel, occurredAt: at.toISOString() });
    },
  };
}
