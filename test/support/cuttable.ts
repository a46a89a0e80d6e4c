import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { connect, createServer } from "node:net";

/** A way to a server that can be cut, as when the server is away. */
export interface Cuttable {
  /** The URL of the server, by this way. */
  readonly url: string;
  /** Breaks what is connected, and refuses what comes. */
  cut(): void;
  /** Lets nothing through in either direction, and breaks and refuses nothing. */
  silence(): void;
  /** The same, with what is connected left as it is: who has sent something waits for the answer. */
  hang(): void;
  mend(): void;
  /** How often it was tried while it was cut. */
  refused(): number;
  close(): Promise<void>;
}

/** @param url of a PostgreSQL server */
export async function cuttableWay(url: string): Promise<Cuttable> {
  const { hostname, port } = new URL(url);
  const sockets = new Set<Socket>();
  const pairs = new Set<() => void>();
  let isCut = false;
  let isSilent = false;
  let refused = 0;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {}).on("close", () => sockets.delete(socket));
  };
  const server = createServer((near) => {
    keep(near);
    if (isCut) {
      refused += 1;
      near.destroy();
      return;
    }
    if (isSilent) return;
    const far = connect(Number(port), hostname);
    keep(far);
    near.pipe(far).pipe(near);
    const part = () => {
      near.unpipe(far);
      far.unpipe(near);
    };
    pairs.add(part);
    near.on("close", () => {
      pairs.delete(part);
      far.destroy();
    });
    far.on("close", () => near.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const through = new URL(url);
  through.hostname = "127.0.0.1";
  through.port = String((server.address() as AddressInfo).port);
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: through.href,
    cut() {
      isCut = true;
      breakAll();
    },
    silence() {
      isSilent = true;
      breakAll();
    },
    hang() {
      isSilent = true;
      for (const part of pairs) part();
    },
    mend() {
      isCut = false;
      isSilent = false;
      // What hung does not go on.
      breakAll();
    },
    refused: () => refused,
    async close() {
      server.close();
      breakAll();
      await once(server, "close");
    },
  };
}
