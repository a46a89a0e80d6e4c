import { readFileSync } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";

/** A shop that is not ours: a server of its own, under a name of its own. */
export interface OtherShop {
  readonly origin: string;
  close(): Promise<void>;
}

/** @param host a name that the browser was told to look for here */
export async function openOtherShop(pages: Hono, host: string): Promise<OtherShop> {
  const server = createAdaptorServer({ fetch: pages.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const page = readFileSync(fileURLToPath(new URL("../../docs/add-to-your-shop.md", import.meta.url)), "utf8");

/**
 * The code on the page for shops that contains this, with a shop's own values in it.
 *
 * @throws {Error} when the page says it no more
 */
export function documented(part: string, { api, key }: { readonly api: string; readonly key: string }): string {
  const blocks = [...page.matchAll(/^```\w*\n([\s\S]*?)^```$/gm)].map(([, code = ""]) => code);
  const code = blocks.find((block) => block.includes(part));
  if (code === undefined) throw new Error(`docs/add-to-your-shop.md has no code with "${part}"`);
  return code.replaceAll("https://refer.example", api).replaceAll("pk_test_…", key).trim();
}
