import { html, raw } from "hono/html";

/**
 * The reference: Scalar, served from here. Its start is a file because the page allows no inline script.
 *
 * @param demoKey the secret key of the demo tenant, with which the page sends its trial requests; null fills none in
 */
export function docsPage(demoKey: string | null): string {
  const key = demoKey === null ? "" : html`<meta name="demo-key" content="${demoKey}">`;
  return html`${raw("<!doctype html>")}
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="Every route of the refer-a-friend API, with examples, and a form that sends requests.">
    ${key}
    <title>refer-a-friend: API reference</title>
    <link rel="icon" href="data:,">
  </head>
  <body>
    <noscript><p>This page needs scripts. The same is in <a href="/openapi.json">the OpenAPI document</a>.</p></noscript>
    <div id="reference"></div>
    <script src="/docs/scalar.js"></script>
    <script src="/docs/start.js"></script>
  </body>
</html>
`.toString();
}

/** The samples stand in the five languages that shops are mostly written in; of more, the list would be long. */
const HIDDEN_CLIENTS = {
  ...Object.fromEntries(
    [
      "c",
      "clojure",
      "csharp",
      "dart",
      "fsharp",
      "go",
      "http",
      "java",
      "julia",
      "kotlin",
      "node",
      "objc",
      "ocaml",
      "powershell",
      "r",
      "rust",
      "swift",
    ].map((language) => [language, true]),
  ),
  js: ["axios", "jquery", "ofetch", "xhr"],
  php: ["guzzle", "laravel"],
  python: ["aiohttp", "httpx_async", "httpx_sync", "python3"],
  shell: ["httpie", "wget"],
};

/** Of Scalar's defaults, those that call other hosts or sell something are off. */
const CONFIGURATION = {
  url: "/openapi.json",
  agent: { disabled: true },
  mcp: { disabled: true },
  telemetry: false,
  withDefaultFonts: false,
  hideClientButton: true,
  showDeveloperTools: "never",
  documentDownloadType: "json",
  persistAuth: false,
  theme: "default",
  hiddenClients: HIDDEN_CLIENTS,
  defaultHttpClient: { targetKey: "shell", clientKey: "curl" },
  featuredClients: ["shell/curl", "js/fetch", "php/curl", "python/requests", "ruby/native"],
};

export const docsScript = `const key = document.querySelector('meta[name="demo-key"]')?.content;
const secretKey = key === undefined ? {} : { token: key };
Scalar.createApiReference("#reference", {
  ...${JSON.stringify(CONFIGURATION)},
  servers: [{ url: location.origin }],
  authentication: { preferredSecurityScheme: "secretKey", securitySchemes: { secretKey } },
});
`;
