import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** A service in the place of the one that sends mails, on this machine. */
export interface ResendService {
  readonly url: string;
  /** The text of the first mail to an address, once it is there. */
  mailTo(address: string): Promise<string>;
  close(): Promise<void>;
}

interface Sent {
  readonly to: string | readonly string[];
  readonly text: string;
}

export async function startResendService(): Promise<ResendService> {
  const boxes = new Map<string, PromiseWithResolvers<string>>();
  const boxOf = (address: string) => {
    const box = boxes.get(address) ?? Promise.withResolvers<string>();
    boxes.set(address, box);
    return box;
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { to, text } = JSON.parse(Buffer.concat(chunks).toString()) as Sent;
    for (const address of [to].flat()) boxOf(address).resolve(text);
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ id: "sent" }));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mailTo: (address) => boxOf(address).promise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
