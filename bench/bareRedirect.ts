import { serve } from "@hono/node-server";
import { Hono } from "hono";

/** The floor of redirects: what Hono does on Node when a redirect needs nothing looked up and nothing recorded. */
const app = new Hono();
app.get("/r/:slug/:code", (context) =>
  context.redirect(`https://shop.example/welcome?ref=${context.req.param("code")}`),
);
serve({ fetch: app.fetch, hostname: "127.0.0.1", port: Number(process.env.PORT) });
