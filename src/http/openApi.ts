import { OpenAPIHono } from "@hono/zod-openapi";
import type { Endpoint } from "./endpoint.ts";

/** The OpenAPI 3.1 document of the routes, from the schemas that they are validated by. */
export function openApiDocument(routes: readonly Endpoint[]): object {
  const registry = new OpenAPIHono();
  registry.openAPIRegistry.registerComponent("securitySchemes", "secretKey", {
    type: "http",
    scheme: "bearer",
    description: "A secret key of the tenant: sk_test_... or sk_live_...",
  });
  registry.openAPIRegistry.registerComponent("securitySchemes", "publishableKey", {
    type: "http",
    scheme: "bearer",
    description: "A publishable key of the tenant, for pages of its allowed origins: pk_test_... or pk_live_...",
  });
  registry.openAPIRegistry.registerComponent("securitySchemes", "participant", {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description:
      "One participant's token, signed by the tenant's server with its widget secret (HS256): `aud` is the tenant's id, `sub` the participant's externalId, `exp` at most an hour ahead. `email`, `name`, `locale` and `country` are the profile of a participant who is new.",
  });
  for (const { doc, isDocumented } of routes) if (isDocumented) registry.openAPIRegistry.registerPath(doc);
  return registry.getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "refer-a-friend",
      version: "1",
      description:
        "Codes, attribution, rewards and books of refer-a-friend programs. An advocate (the referrer) shares a code; a friend (the referee) redeems it. Money is in whole minor units; times are RFC 3339.",
    },
  });
}
