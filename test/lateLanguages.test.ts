import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { createApp } from "../src/app.ts";
import { demoProgram } from "../src/demo/demoProgram.ts";
import { LANGUAGES } from "../src/i18n/languages.ts";
import { lateTexts, textsPath } from "../src/i18n/lateTexts.ts";
import type { TestApp } from "../src/testing/createTestApp.ts";
import { createTestApp } from "../src/testing/createTestApp.ts";
import { participantToken } from "../src/testing/participantTokens.ts";
import { signIn } from "../src/testing/signIn.ts";

const TEXTS: readonly string[] = LANGUAGES.map(textsPath);

/**
 * A program that is a Worker's bundle in one thing: its texts come late. None ever comes, so each answer asks for them.
 * It stands here since that can't be undone, and files of this folder have a process each.
 */
describe("an answer in a language that is not there yet asks for its texts first", () => {
  let app: TestApp;
  let fetch: (request: Request) => Response | Promise<Response>;
  let code: string;
  let token: string;
  let cookie: string;
  const asked: string[] = [];

  beforeAll(async () => {
    lateTexts("a build", 0);
    vi.spyOn(console, "error").mockImplementation(() => {});
    app = await createTestApp();
    const participant = { externalId: "ada" };
    code = (await app.api.post<{ code: string }>("/v1/codes", { program: "friends", participant })).body.code;
    token = await participantToken(app.tenant, "ada", app.clock.now());
    ({ cookie = "" } = (await signIn(app, "marketer")).member ?? {});
    const assets = {
      fetch: async (path: string) => {
        asked.push(path);
        return path === textsPath("he") ? new Response(null, { status: 404 }) : await app.deps.assets.fetch(path);
      },
    };
    const late = createApp({ ...app.deps, assets });
    fetch = (request) => late.fetch(request);
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    await app.close();
  });

  const askedFor = async (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) => {
    asked.length = 0;
    const host = path.startsWith("/dashboard") ? "https://dashboard.test" : "http://api.test";
    const response = await fetch(new Request(new URL(path, host), { ...init, headers, redirect: "manual" }));
    return { status: response.status, texts: [...new Set(asked.filter((one) => TEXTS.includes(one)))] };
  };
  const HEBREW = [textsPath("he")];

  it("pages of friends and advocates, and those in place of what can't be had", async () => {
    expect(await askedFor(`/join/tea-shop/${code}?lang=he`)).toEqual({ status: 200, texts: HEBREW });
    expect(await askedFor("/share/tea-shop", { "accept-language": "he" })).toEqual({ status: 200, texts: HEBREW });
    expect(await askedFor("/share/no-such-shop?lang=he")).toEqual({ status: 404, texts: HEBREW });
  });

  it("cards for agents that look at a link, while a redirect waits for none", async () => {
    const card = { "user-agent": "WhatsApp/2.23.20.0 A", "accept-language": "he" };
    expect(await askedFor(`/r/tea-shop/${code}`, card)).toEqual({ status: 200, texts: HEBREW });
    const visitor = { "user-agent": "Mozilla/5.0 Firefox/140.0", "accept-language": "he" };
    expect(await askedFor(`/r/tea-shop/${code}`, visitor)).toEqual({ status: 302, texts: [] });
  });

  it("what browsers are told, refusals included", async () => {
    const bearer = { authorization: `Bearer ${token}` };
    expect(await askedFor("/v1/client/panel?lang=he", bearer)).toEqual({ status: 200, texts: HEBREW });
    const key = { authorization: `Bearer ${app.tenant.publishableKey}` };
    expect(await askedFor(`/v1/client/codes/${code}?lang=he`, key)).toEqual({ status: 200, texts: HEBREW });
    expect(await askedFor("/v1/client/codes/NO-SUCH-CODE?lang=he", key)).toEqual({ status: 404, texts: HEBREW });
  });

  it("what holders of secret keys are told in words, and never a report of an event", async () => {
    const key = { authorization: `Bearer ${app.tenant.secretKey}`, "accept-language": "he" };
    const post = (body: unknown) => ({ method: "POST", body: JSON.stringify(body) });
    const json = { ...key, "content-type": "application/json" };
    const wrong = { ...demoProgram, key: "wrong", rules: { ...demoProgram.rules, rewards: [{ id: "Wrong Id" }] } };
    expect(await askedFor("/v1/programs", json, post(wrong))).toEqual({ status: 422, texts: HEBREW });
    const signup = { type: "signup", participant: { externalId: "bob" }, program: "friends", code };
    expect(await askedFor("/v1/events", json, post(signup))).toEqual({ status: 201, texts: [] });
  });

  it("pages of the dashboard that show what customers read in a language that is not their reader's", async () => {
    const staff = { cookie, "accept-language": "en" };
    const pages = `/dashboard/t/${app.tenant.slug}/programs/friends`;
    for (const page of ["texts", "materials"]) {
      expect(await askedFor(`${pages}/${page}?in=he`, staff)).toEqual({ status: 200, texts: HEBREW });
    }
  });
});
