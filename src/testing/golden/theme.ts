import { tinyPng } from "../pictures.ts";
import type { Recorder } from "./recorder.ts";

/** How a tenant's pages look: a colour, and a logo that is one of its pictures. */
export async function themePart({ call, get }: Recorder): Promise<void> {
  const file = { raw: tinyPng(4, 3), headers: { "content-type": "image/png" } };
  const { sha256 } = await call<{ sha256: string }>("POST", "/v1/media", file);
  await call("PATCH", "/v1/tenant", { body: { accent: "#FFD400", logo: sha256 } });
  await call("PATCH", "/v1/tenant", { body: { accent: "yellow" } });
  await call("PATCH", "/v1/tenant", { body: { logo: "0".repeat(64) } });
  await get("/theme/tea-shop.css", "anyone");
  await call("DELETE", `/v1/media/${sha256}`);
  await call("PATCH", "/v1/tenant", { body: { accent: null, logo: null } });
}
