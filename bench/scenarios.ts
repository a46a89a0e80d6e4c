import { SECRET_KEY, SLUG } from "./seed.ts";

/**
 * One kind of request. In `path` and `item` stand, for the request's number: `{n}` something never used before,
 * `{k}` a friend's number, `{a}` an advocate's, `{x}` the same in six digits.
 */
export interface Scenario {
  readonly name: string;
  readonly unit: string;
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly item: string;
  /** Who asks: a header. */
  readonly header: string;
  /** What the items go into, at the `*`. */
  readonly wrapper: string;
  readonly itemsPerRequest: number;
  readonly connections: number;
  readonly expects: number;
}

const CONNECTIONS = 32;
const BATCH = 500;
const BROWSER =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1";

const purchase =
  '{"type":"purchase","participant":{"externalId":"f{k}"},"orderId":"o-{n}","amountMinor":4200,"currency":"GBP"}';
const signup =
  '{"type":"signup","participant":{"externalId":"n-{n}"},"program":"friends","code":"SEED{x}","channel":"whatsapp"}';

const shop = { header: `authorization: Bearer ${SECRET_KEY}` };
const one = { ...shop, item: "", wrapper: "*", itemsPerRequest: 1, connections: CONNECTIONS };
const event = { ...one, method: "POST", path: "/v1/events", expects: 201 } as const;
const batch = {
  ...shop,
  unit: "events/s",
  method: "POST",
  path: "/v1/events/batch",
  item: purchase,
  wrapper: '{"events":[*]}',
  itemsPerRequest: BATCH,
  expects: 200,
} as const;

export const SCENARIOS = {
  purchases: { ...event, name: "purchases, one by one", unit: "purchases/s", item: purchase },
  oneBatch: { ...batch, name: "purchases, one batch of 500 at a time", connections: 1 },
  eightBatches: { ...batch, name: "purchases, eight batches of 500 at a time", connections: 8 },
  signups: { ...event, name: "signups with a code", unit: "signups/s", item: signup },
  reads: {
    ...one,
    name: "reads of one participant",
    unit: "reads/s",
    method: "GET",
    path: "/v1/participants/a{a}",
    expects: 200,
  },
  redirects: {
    ...one,
    // Who follows links has a browser, and the app looks at which.
    header: `user-agent: ${BROWSER}`,
    name: "redirects",
    unit: "redirects/s",
    method: "GET",
    path: `/r/${SLUG}/SEED{x}`,
    expects: 302,
  },
} satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;

/** The one request that tells whether the app has the route at all. */
export function sampleOf(scenario: Scenario, run: string): { path: string; init: RequestInit } {
  const fill = (template: string) => templateOf(template)({ number: 1, referrals: 5, run });
  const { method, path, item, wrapper } = scenario;
  const headers = { authorization: `Bearer ${SECRET_KEY}`, "content-type": "application/json" };
  const body = method === "GET" ? {} : { body: wrapper.replace("*", fill(item)) };
  return { path: fill(path), init: { method, headers, redirect: "manual", ...body } };
}

/**
 * @param host what the requests' `Host` header says
 * @returns what makes the text of a request of this number, in Latin-1
 */
export function requestWriter(
  { scenario, referrals, run }: { scenario: Scenario; referrals: number; run: string },
  host: string,
): (number: number) => string {
  const { method, path, item, wrapper, itemsPerRequest, header } = scenario;
  const fillPath = templateOf(path);
  const fillItem = templateOf(item);
  const [before = "", after = ""] = wrapper.split("*");
  const headers = `host: ${host}\r\n${header}\r\n`;
  if (method === "GET") {
    return (number) => `GET ${fillPath({ number, referrals, run })} HTTP/1.1\r\n${headers}\r\n`;
  }
  return (number) => {
    let body = before;
    for (let i = 1; i <= itemsPerRequest; i++) {
      if (i > 1) body += ",";
      body += fillItem({ number: (number - 1) * itemsPerRequest + i, referrals, run });
    }
    body += after;
    const head = `POST ${fillPath({ number, referrals, run })} HTTP/1.1\r\n${headers}`;
    return `${head}content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`;
  };
}

type Fill = (values: { number: number; referrals: number; run: string }) => string;

/** A template, split once: filling it in is then a handful of additions of texts. */
function templateOf(template: string): Fill {
  // With the tokens between the texts: every second part is one.
  const parts = template.split(/\{([nkax])\}/);
  return ({ number, referrals, run }) => {
    const friend = 1 + ((number * 7919) % referrals);
    const advocate = Math.floor((friend + 4) / 5);
    let text = "";
    for (let i = 0; i < parts.length; i++) {
      const part = parts[i] ?? "";
      if (i % 2 === 0) text += part;
      else if (part === "n") text += `${run}-${number}`;
      else if (part === "k") text += friend;
      else if (part === "a") text += advocate;
      else text += String(advocate).padStart(6, "0");
    }
    return text;
  };
}
