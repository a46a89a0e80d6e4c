import type { IncomingMessage } from "node:http";

/** No list that a proxy has written is longer. */
const MAX_HEADER_LENGTH = 2_000;
/** Some proxies write the port as well. It is another for each connection, so nothing could be counted by it. */
const WITH_PORT = /^(?:(\d+(?:\.\d+){3})|\[([^\]]+)\])(?::\d+)?$/;

/** The address at the other end of a connection; null where there is none, as in tests. */
export function socketAddress(runtime: unknown): string | null {
  return (runtime as { incoming?: IncomingMessage } | undefined)?.incoming?.socket.remoteAddress ?? null;
}

/**
 * The address that a request to the Node server came from: of its connection, or, behind proxies of one's own, of
 * whom the outermost of them saw. What stands in `X-Forwarded-For` before that was written by the client and is
 * never believed.
 *
 * @param trustedProxies how many proxies of one's own every request comes through, each of which appends to the header
 */
export function nodeAddress(trustedProxies: number): (request: Request, runtime: unknown) => string | null {
  return (request, runtime) => {
    const direct = socketAddress(runtime);
    if (direct === null || trustedProxies === 0) return direct;
    const header = (request.headers.get("x-forwarded-for") ?? "").slice(-MAX_HEADER_LENGTH);
    const seen = header.split(",").map((address) => address.trim());
    const written = seen.at(-trustedProxies) ?? seen[0] ?? "";
    const [, ipv4, ipv6] = WITH_PORT.exec(written) ?? [];
    const address = ipv4 ?? ipv6 ?? written;
    return address === "" ? direct : address;
  };
}
