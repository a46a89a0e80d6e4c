import { tinyPng } from "../pictures.ts";
import type { Recorder } from "./recorder.ts";

/** What a tenant gives its advocates to share, and what one of them sees of it. */
export async function libraryPart({ call, get }: Recorder): Promise<void> {
  const file = { raw: tinyPng(3, 2), headers: { "content-type": "image/png" } };
  const { sha256 } = await call<{ sha256: string }>("POST", "/v1/media", file);
  await call("POST", "/v1/media", file);
  await call("POST", "/v1/media", { raw: "<svg/>", headers: { "content-type": "image/png" } });
  await call("POST", "/v1/media", { raw: "<svg/>", headers: { "content-type": "image/svg+xml" } });
  await get("/v1/media");
  await get(`/media/${sha256}`, "anyone");
  const at = (id: string) => `/v1/programs/every/materials/${id}`;
  const put = (id: string, body: object) => call("PUT", at(id), { body });
  const text = "{shop} gives you {friendAmount}, and me {amount}: {link} ({code}; {offer})";
  await put("mail", { kind: "message", language: "en", title: "A mail", channel: "email", text });
  await put("poster", { kind: "picture", language: "en", title: "A poster", picture: sha256, lastDay: "2026-12-24" });
  await put("film", { kind: "video", language: "he", title: "סרט", url: "https://films.example/1" });
  await put("film", { kind: "video", language: "en", title: "A film", url: "https://films.example/1" });
  await put("wrong", { kind: "message", language: "en", title: "A mail", text: "{amonut}" });
  await put("wrong", { kind: "picture", language: "en", title: "None", picture: "0".repeat(64) });
  await put("wrong", { kind: "pdf", language: "en", title: "Plain", url: "http://shop.example/a.pdf" });
  await get("/v1/programs/every/materials");
  await get("/v1/client/materials?program=every", "ann");
  await get("/v1/client/materials?program=every", "stranger");
  await call("DELETE", `/v1/media/${sha256}`);
  await call("DELETE", at("poster"));
  await call("DELETE", at("poster"));
  await call("DELETE", `/v1/media/${sha256}`);
  await call("DELETE", `/v1/media/${sha256}`);
}
