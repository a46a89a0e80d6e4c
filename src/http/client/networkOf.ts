/** Blocks of an IPv6 address that one customer of a provider has for themselves: 64 bits. */
const OWN_BLOCKS = 4;
const BLOCKS = 8;

/**
 * What is counted as one address. An IPv4 address is itself, however it is written; of an IPv6 address its first 64
 * bits, since whoever has one has all the others with the same beginning.
 */
export function networkOf(address: string): string {
  const plain = address.trim().toLowerCase().replace(/%.*$/, "");
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/.exec(plain)?.[1];
  if (mapped !== undefined) return mapped;
  if (!plain.includes(":")) return plain;
  const [head = "", tail = ""] = plain.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail === "" ? [] : tail.split(":");
  const missing = Math.max(0, BLOCKS - before.length - after.length);
  const blocks = [...before, ...Array.from({ length: missing }, () => "0"), ...after];
  return blocks
    .slice(0, OWN_BLOCKS)
    .map((block) => block.replace(/^0+(?=.)/, ""))
    .join(":");
}
