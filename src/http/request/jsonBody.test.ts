import { describe, expect, it } from "vitest";
import { readJson } from "./jsonBody.ts";

const read = (body: string) => {
  const headers = { "content-type": "application/json" };
  return readJson(new Request("http://api.test/", { method: "POST", headers, body }), false);
};

describe("a body that is not JSON", () => {
  it.each([
    ["a comma too many", '{\n  "a": 1,\n}', "It can't be parsed from line 3, column 1 on."],
    ["single quotes", "{'a': 1}", "It can't be parsed from line 1, column 2 on."],
    ["a body that was cut off", '{"a": 1', "It can't be parsed from line 1, column 8 on."],
    ["a word, whose place is not known", "secret", "It can't be parsed."],
  ])("is told where it stops to be, and nothing of it is repeated: %s", async (_, body, detail) => {
    await expect(read(body)).rejects.toMatchObject({ code: "invalid_json", message: detail });
  });
});
