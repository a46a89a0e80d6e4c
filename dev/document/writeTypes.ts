import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { routeTable } from "../../src/http/routeTable.ts";
import { openApiDocument } from "./document.ts";
import { noExamples } from "./examples.ts";
import { headOf, typedParts } from "./types.ts";

/**
 * `npm run types`: the types of the client, made of the OpenAPI document. What makes them wants a TypeScript of its
 * own, older than ours, which npm puts beside no newer one: so both are downloaded when they are needed.
 */

const GENERATOR = ["--package=openapi-typescript@7.13.0", "--package=typescript@5.9.3", "openapi-typescript"];
const target = fileURLToPath(new URL("../../src/client/openapi.ts", import.meta.url));

const document = openApiDocument(routeTable, noExamples);
const folder = await mkdtemp(join(tmpdir(), "types-"));
try {
  const [from, to] = [join(folder, "openapi.json"), join(folder, "openapi.ts")];
  await writeFile(from, JSON.stringify(typedParts(document)));
  execFileSync("npx", ["--yes", ...GENERATOR, from, "--output", to, "--default-non-nullable=false"], {
    cwd: folder,
    stdio: "inherit",
  });
  const made = (await readFile(to, "utf8")).replace(/^\/\*\*[\s\S]*?\*\/\n/, "");
  await writeFile(target, `${headOf(document)}\n${made}`);
} finally {
  await rm(folder, { recursive: true });
}
