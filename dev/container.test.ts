import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const dockerfile = read("Dockerfile");
const lines = (pattern: RegExp, text = dockerfile) => [...text.matchAll(pattern)].map((match) => match[1] ?? "");

interface Lock {
  /** By where they are installed, with why they are. */
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly dev?: boolean;
        readonly optional?: boolean;
        readonly devOptional?: boolean;
        readonly dependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

describe("the image, of which test/long builds a real one", () => {
  it("is made of files that are there and that .dockerignore lets in", () => {
    const allowed = lines(/^!(.+)$/gm, read(".dockerignore"));
    const copied = lines(/^COPY (?!--from)(.+) \S+$/gm).flatMap((names) => names.split(" "));
    expect(copied).toContain("drizzle");
    for (const name of copied.filter((it) => it !== ".")) expect(allowed).toContain(name);
    expect(allowed.filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  it("holds no tool that develops or tests the server", () => {
    const [install = ""] = lines(/^RUN (npm install .*--omit=dev.*)$/gm);
    const isLeftOut = (kind: string) => install.includes(`--omit=${kind} `);
    const { packages } = JSON.parse(read("package-lock.json")) as Lock;
    const { devDependencies } = JSON.parse(read("package.json")) as { readonly devDependencies: object };
    // A package of production may need what the tests ask for too.
    const isNeeded = (name: string) =>
      Object.entries(packages).some(
        ([path, { dev, dependencies }]) => path !== "" && dev !== true && dependencies?.[name] !== undefined,
      );
    const kept = Object.keys(devDependencies).filter((name) => {
      const { dev, optional, devOptional } = packages[`node_modules/${name}`] ?? {};
      if (dev) return !isLeftOut("dev");
      if (optional) return !isLeftOut("optional");
      if (devOptional) return !(isLeftOut("dev") && isLeftOut("optional"));
      return !isNeeded(name);
    });
    expect(kept).toEqual([]);
  });

  it("runs as no root, and changes nothing as root after that", () => {
    const [, last = ""] = dockerfile.split(/^USER node$/m);
    expect(last).toContain('CMD ["node"');
    expect(last).not.toMatch(/^(RUN|COPY|ADD|USER) /m);
  });

  it("starts the server with the command that README.md gives and the bench measures", () => {
    const [command = ""] = lines(/^CMD (\[.+\])$/gm);
    const [, ...words]: string[] = JSON.parse(command);
    expect(read("README.md")).toContain(`node_modules/.bin/node ${words.join(" ")}\``);
    expect(read("bench/app.ts")).toContain(words[0]);
  });

  it("is given by compose.yaml every variable of the server that README.md tells of, but what the image sets", () => {
    const [server = ""] = read("compose.yaml").split(/^ {2}database:$/m);
    const given = lines(/^ {6}([A-Z_]+): /gm, server);
    const [, running = ""] = read("README.md").split("## Running it");
    const told = new Set(lines(/\b([A-Z][A-Z_]{3,})=/g, running.split("## ")[0] ?? ""));
    const ofTheImage = ["PORT", "HOST", "DATA_DIR"];
    expect([...told].filter((name) => !ofTheImage.includes(name) && !given.includes(name))).toEqual([]);
    expect(ofTheImage.filter((name) => !dockerfile.includes(`${name}=`))).toEqual([]);
  });
});
