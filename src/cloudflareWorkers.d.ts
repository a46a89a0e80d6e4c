/** What is used of the Workers runtime's own module; its full types clash with Node's. */
declare module "cloudflare:workers" {
  export function waitUntil(work: Promise<unknown>): void;

  /** What it is called with and what it returns are copied. */
  export class DurableObject {
    constructor(state: unknown, bindings: Readonly<Record<string, unknown>>);
  }
}
