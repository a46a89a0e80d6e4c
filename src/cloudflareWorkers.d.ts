/** The one function used of the Workers runtime's own module; its full types clash with Node's. */
declare module "cloudflare:workers" {
  export function waitUntil(work: Promise<unknown>): void;
}
