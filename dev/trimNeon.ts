/**
 * Leaves what `neon()` calls of `@neondatabase/serverless`, statements over HTTP, and with it a third of the package. It
 * is one minified file, in which the rest (connections over WebSocket, pools, TLS, a Buffer for browsers) hangs on the
 * classes that stand last. Without them esbuild sees what is not called, once it knows that the functions that wrap a
 * module do nothing until they are called themselves.
 *
 * @throws where a new version of the package is written in another way. Then leave this out, and see what it costs.
 */
export function trimNeon(source: string): string {
  const exported =
    /export\{([^}]*)\};/
      .exec(source)?.[1]
      ?.split(",")
      .map((one) => one.trim()) ?? [];
  const kept = exported.filter((one) => / as (neon|neonConfig)$/.test(one));
  const first = /var [\w$]+=we\(ot\(\)\);/.exec(source);
  const buffer = /\?globalThis\.Buffer:\w+\(\)\.Buffer/g;
  const wrapped = /\b([\w$]+=)(?=[TV]\()/g;
  const loaded = /=we\(([\w$]+)\(\)\)/g;
  if (kept.length !== 2 || first === null || source.match(buffer)?.length !== 1 || !wrapped.test(source)) {
    throw new Error("dev/trimNeon.ts does not know this version of @neondatabase/serverless");
  }
  const before = source
    .slice(0, first.index)
    .replace(buffer, "?globalThis.Buffer:undefined")
    .replace(wrapped, "$1/* @__PURE__ */ ")
    .replace(loaded, "=/* @__PURE__ */ we(/* @__PURE__ */ $1())");
  return `${before}export{${kept.join(",")}};`;
}
