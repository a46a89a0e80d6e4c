/**
 * Where requests to typed addresses may go: to public hosts over https, so that no tenant makes this service ask machines
 * that only it can reach.
 */

export interface WhereTo {
  /** On one's own machine alone: this machine over http too. */
  readonly mayBeHere: boolean;
}

export const MAX_URL_LENGTH = 2_000;
/** What ends in one of these is no public name. */
const RESERVED = [
  "localhost",
  "local",
  "internal",
  "intranet",
  "lan",
  "home",
  "corp",
  "private",
  "test",
  "invalid",
  "onion",
];
const RESERVED_ENDS = [...RESERVED, "home.arpa", "in-addr.arpa", "ip6.arpa"];

export type AddressProblem = "url" | "scheme" | "user" | "host" | "port";

/** Why a typed address can't be asked; null where it can, as far as that is seen without looking its name up. */
export function addressProblem(text: string, { mayBeHere }: WhereTo): AddressProblem | null {
  if (text.length > MAX_URL_LENGTH || !URL.canParse(text) || /[\s\\]/.test(text)) return "url";
  const { protocol, hostname, username, password, port, hash } = new URL(text);
  if (hash !== "") return "url";
  if (username !== "" || password !== "") return "user";
  if (mayBeHere && isHere(hostname)) return ["http:", "https:"].includes(protocol) ? null : "scheme";
  if (protocol !== "https:") return "scheme";
  if (!isPublicName(hostname)) return "host";
  return port === "" || port === "8443" ? null : "port";
}

function isHere(hostname: string): boolean {
  return hostname === "localhost" || hostname === "127.0.0.1" || hostname === "[::1]";
}

/** A name of two labels or more that can be public; no address, in whichever of its spellings a URL allows. */
function isPublicName(hostname: string): boolean {
  const name = hostname.toLowerCase().replace(/\.$/, "");
  const labels = name.split(".");
  if (labels.length < 2 || !labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label)))
    return false;
  // The last label of an address is a number, also as octal or hexadecimal digits; of a name it never is.
  if (/^(\d+|0x[0-9a-f]*)$/.test(labels.at(-1) ?? "")) return false;
  return !RESERVED_ENDS.some((end) => name === end || name.endsWith(`.${end}`));
}

/** First bits of the IPv4 networks that are no public unicast ones. */
const PRIVATE_V4: ReadonlyArray<readonly [string, number]> = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
];

/** Whether an address that a name was looked up as is a public one. */
export function isPublicAddress(address: string): boolean {
  const v4 = numberOfV4(address);
  if (v4 !== null) return !PRIVATE_V4.some(([network, bits]) => isIn(v4, numberOfV4(network) ?? 0, bits));
  const groups = groupsOfV6(address);
  if (groups === null) return false;
  const [first = 0, second = 0, third = 0] = groups;
  // Global unicast alone; of that no documentation, no Teredo, no ORCHID, and no 6to4, which holds an IPv4 address.
  if (first < 0x2000 || first > 0x3fff || first === 0x2002) return false;
  if (first === 0x2001 && (second < 0x0200 || second === 0x0db8)) return false;
  return !(first === 0x3fff && second < 0x1000) && !(first === 0x2620 && second === 0x4f && third === 0x8000);
}

function isIn(address: number, network: number, bits: number): boolean {
  return address >>> (32 - bits) === network >>> (32 - bits);
}

function numberOfV4(text: string): number | null {
  if (!/^(\d{1,3}\.){3}\d{1,3}$/.test(text)) return null;
  const parts = text.split(".").map(Number);
  if (parts.some((part) => part > 255)) return null;
  return parts.reduce((sum, part) => sum * 256 + part, 0) >>> 0;
}

/** The eight groups of an IPv6 address; null for what is none, or has a zone. */
function groupsOfV6(text: string): readonly number[] | null {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0 || !text.includes(":")) return null;
  const read = (part: string) => (part === "" ? [] : part.split(":"));
  const [before, after] = [read(head), read(tail ?? "")];
  const missing = 8 - before.length - after.length;
  // One that ends as an IPv4 address is no global unicast one.
  if (tail === undefined ? missing !== 0 : missing < 1) return null;
  const groups = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  return groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))
    ? groups.map((group) => Number.parseInt(group, 16))
    : null;
}
