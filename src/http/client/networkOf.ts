import {
  convertIPv4BinaryToString,
  convertIPv4MappedIPv6ToIPv4,
  convertIPv6BinaryToString,
  convertIPv6ToBinary,
  distinctRemoteAddr,
  isIPv4MappedIPv6,
} from "hono/utils/ipaddr";

/** The bits of an IPv6 address that tell one device of a customer from another. */
const DEVICE_BITS = 64n;

/**
 * What is counted as one address. An IPv4 address is itself, however it is written. Of an IPv6 address it is the
 * network of its first 64 bits, since a provider gives all of these addresses to one customer. A text that is no address
 * is counted as it stands.
 */
export function networkOf(address: string): string {
  // A zone is a name of the server's own network card.
  const plain = address.trim().toLowerCase().replace(/%.*$/, "");
  if (distinctRemoteAddr(plain) !== "IPv6") return plain;
  const bits = bitsOf(plain);
  if (bits === null) return plain;
  if (isIPv4MappedIPv6(bits)) return convertIPv4BinaryToString(convertIPv4MappedIPv6ToIPv4(bits));
  return convertIPv6BinaryToString((bits >> DEVICE_BITS) << DEVICE_BITS);
}

function bitsOf(address: string): bigint | null {
  try {
    return convertIPv6ToBinary(address);
  } catch {
    return null;
  }
}
