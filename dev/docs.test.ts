import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { BREAKDOWNS } from "../src/db/queries/reports/breakdownKeys.ts";
import { REFUSAL_REASONS } from "../src/domain/attribution.ts";
import { AUDIT_ACTIONS } from "../src/domain/auditActions.ts";
import { MAX_CONDITIONS, MAX_VALUES } from "../src/domain/conditionSchema.ts";
import { OPERATORS } from "../src/domain/conditions.ts";
import { COUPON_REASONS } from "../src/domain/coupons.ts";
import { MAX_SAID_OF_ORDER } from "../src/domain/decisionSize.ts";
import { INELIGIBLE_REASONS } from "../src/domain/eligibility.ts";
import { END_REASONS } from "../src/domain/endReasons.ts";
import { FIELDS, ITEM_FIELDS } from "../src/domain/fields.ts";
import { RATIOS, SUMS } from "../src/domain/metrics.ts";
import { NOTICES } from "../src/domain/notices.ts";
import { parseRules } from "../src/domain/parseRules.ts";
import { LEFT_OUT_REASONS } from "../src/domain/payouts.ts";
import { PERMISSIONS, ROLES, roleMay } from "../src/domain/permissions.ts";
import { REVIEW_REASONS } from "../src/domain/reviewReasons.ts";
import { NEXT_STATUSES } from "../src/domain/rewardState.ts";
import { MAX_DAYS, MAX_LIMITS, MAX_OPTIONS, MAX_RULES, MAX_STEPS, rulesDocument } from "../src/domain/rulesSchema.ts";
import { SKIP_REASON_NAMES } from "../src/domain/skipReasons.ts";
import { TRIGGERS } from "../src/domain/triggers.ts";
import { scheduledJobs } from "../src/jobs/scheduledJobs.ts";
import { sourcesOf } from "../src/testing/sourceTree.ts";
import { anchorOf } from "./guide/markdown.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const shop = read("docs/add-to-your-shop.md");
const rules = read("docs/rules.md");
const reports = read("docs/reports.md");
const vocabulary = read("docs/vocabulary.md");

/** The rows of the table that follows a `list` mark, each with the words in code of its first cells. */
function list(page: string, name: string, cells = 1): string[][] {
  const table = page.match(new RegExp(`<!-- list: ${name} -->\n((?:\\|.*\n)+)`))?.[1];
  if (table === undefined) throw new Error(`the page has no list "${name}"`);
  const rows = table.trimEnd().split("\n").slice(2);
  return rows.map((row) => {
    const given = row.slice(1, -1).split("|").slice(0, cells);
    return given.map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word).join(" ") || cell.trim());
  });
}

const names = (page: string, name: string) => list(page, name).map(([first]) => first);

describe("docs/rules.md lists what there is, in the order of the code", () => {
  it("every field with its type", () => {
    expect(list(rules, "fields", 2)).toEqual(Object.entries(FIELDS).map(([name, { type }]) => [name, type]));
    for (const field of Object.keys(ITEM_FIELDS)) expect(rules).toContain(`\`${field}\``);
  });

  it("every operator of every type", () => {
    expect(list(rules, "operators", 2)).toEqual(Object.entries(OPERATORS).map(([type, ops]) => [type, ops.join(" ")]));
  });

  it("every trigger, and any other name", () => {
    expect(names(rules, "triggers").toSorted()).toEqual([...Object.keys(TRIGGERS), "any other name"].toSorted());
  });

  it("every kind of grant", () => {
    const { properties } = z.toJSONSchema(rulesDocument, { io: "input", metadata: z.registry() }) as unknown as Shape;
    const kinds = properties.rewards.items.properties.grant.oneOf.map((grant) => grant.properties.kind.const);
    expect(names(rules, "grants")).toEqual(kinds);
  });

  it("every bound", () => {
    const ofParts = [MAX_RULES, MAX_STEPS, MAX_LIMITS, MAX_OPTIONS, MAX_CONDITIONS, MAX_VALUES, MAX_DAYS];
    const bounds = [...ofParts, MAX_SAID_OF_ORDER];
    expect(list(rules, "bounds", 2).map(([, most]) => most)).toEqual(bounds.map(String));
  });

  it("every state of a reward with those that may follow", () => {
    const states = Object.entries(NEXT_STATUSES).map(([state, next]) => [state, next.join(" ")]);
    expect(list(rules, "states", 3).map(([state, , next]) => [state, next])).toEqual(states);
  });

  it("every reason of a refusal and of a rule that gives nothing", () => {
    expect(names(rules, "refusals")).toEqual(REFUSAL_REASONS);
    expect(names(rules, "skips")).toEqual(SKIP_REASON_NAMES);
  });

  it("every reason against an advocate, against a coupon and of a reward that ended", () => {
    expect(names(rules, "ineligible")).toEqual([...INELIGIBLE_REASONS]);
    expect(names(rules, "coupons")).toEqual([...COUPON_REASONS]);
    expect(names(rules, "ends")).toEqual([...END_REASONS]);
    expect(names(rules, "reviews")).toEqual([...REVIEW_REASONS]);
  });

  it("and an example that may be published", () => {
    const example = /```json\n([\s\S]*?)\n```/.exec(rules)?.[1] ?? "";
    expect(parseRules(JSON.parse(example), "GBP")).toMatchObject({ ok: true });
  });
});

interface Shape {
  readonly properties: {
    readonly rewards: { readonly items: { readonly properties: { readonly grant: { readonly oneOf: Kind[] } } } };
  };
}

interface Kind {
  readonly properties: { readonly kind: { readonly const: string } };
}

describe("docs/reports.md lists what there is, in the order of the code", () => {
  it("every figure with its unit and its time", () => {
    const sums = Object.entries(SUMS).map(([name, { unit, at }]) => [name, unit, at]);
    const ratios = Object.entries(RATIOS).map(([name, { unit }]) => [name, unit, ""]);
    expect(list(reports, "metrics", 3)).toEqual([...sums, ...ratios]);
  });

  it("the parts of every ratio", () => {
    for (const [name, { part, whole }] of Object.entries(RATIOS)) {
      expect(reports).toMatch(new RegExp(`\\| \`${name}\` .* \`${part}\` (by|of) \`${whole}\` \\|`));
    }
  });

  it("everything that figures are told apart by", () => {
    for (const by of BREAKDOWNS) expect(reports).toMatch(new RegExp(`^\\| \`${by}\` \\|`, "m"));
  });
});

describe("docs/vocabulary.md lists what there is, in the order of the code", () => {
  it("every notice and every action of the audit, with what each is about", () => {
    expect(list(vocabulary, "notices", 2)).toEqual(Object.entries(NOTICES));
    expect(list(vocabulary, "audit", 2)).toEqual(Object.entries(AUDIT_ACTIONS));
  });

  it("every reason why a batch leaves someone out", () => {
    expect(names(read("docs/payouts.md"), "left-out")).toEqual([...LEFT_OUT_REASONS]);
  });

  it("every scheduled job", () => {
    expect(names(vocabulary, "jobs")).toEqual(scheduledJobs.map(({ name }) => name));
  });

  it("every permission with its roles", () => {
    const may = PERMISSIONS.map((permission) => [
      permission,
      ...ROLES.map((role) => (roleMay(role, permission) ? "x" : "")),
    ]);
    expect(list(vocabulary, "permissions", 1 + ROLES.length)).toEqual(may);
  });

  it("every prefix of an id that is drawn or derived", () => {
    const drawn = sourcesOf(root)
      .filter(({ path }) => path.startsWith("src/") && !/\.test\.ts$|^src\/(testing|engine\/testing)\//.test(path))
      .flatMap(({ text }) =>
        [...text.matchAll(/(?:ids\.id|nextId)\("([a-z]+)"|PREFIX = "([a-z]+)_"/g)].map(([, a, b]) => `${a ?? b}_`),
      );
    expect(names(vocabulary, "ids").toSorted()).toEqual([...new Set(drawn)].toSorted());
  });
});

it("CONTRIBUTING.md says what each dependency is for, and names none that is gone", () => {
  const { dependencies, devDependencies } = JSON.parse(read("package.json")) as Record<string, object>;
  const rows = read("CONTRIBUTING.md").matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \| \S.* \|$/gm);
  const named = [...rows].flatMap(([, cell = ""]) => cell.replaceAll("`", "").split(", "));
  expect(named.toSorted()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).toSorted());
});

describe("links between the pages", () => {
  const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "bench/README.md"];
  pages.push(
    "dev/data/README.md",
    "widget/ARCHITECTURE.md",
    ...readdirSync(join(root, "docs"))
      .filter((name) => name.endsWith(".md"))
      .map((name) => `docs/${name}`),
  );

  it.each(pages)("of %s lead to files and headings that exist", (page) => {
    for (const [, target = ""] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      // What the build makes is asked for where it is made.
      if (/^(https?:|\/guide\/)/.test(target)) continue;
      const [path = "", anchor] = target.split("#");
      const file = path === "" ? page : join(dirname(page), path);
      expect(existsSync(join(root, file)), target).toBe(true);
      if (anchor === undefined) continue;
      const headings = [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) => anchorOf(heading));
      expect(headings, target).toContain(anchor);
    }
  });
});

/** The code that follows a `snippet` mark. */
function snippet(name: string): string {
  const code = shop.match(new RegExp(`<!-- snippet: ${name} -->\n\`\`\`\\w+\n([\\s\\S]*?)\n\`\`\``))?.[1];
  if (code === undefined) throw new Error(`the page has no snippet "${name}"`);
  return code;
}

/** How each language is asked for a token: its program, and the snippet with a call after it. */
const SIGNERS = [
  [
    "node",
    "node",
    ["--input-type=module", "-e"],
    'process.stdout.write(referralToken({ tenantId: "ten_1", widgetSecret: "s3cret", customerId: "c \\"ü\\" 1" }))',
  ],
  ["php", "php", ["-r"], `echo referral_token("ten_1", "s3cret", 'c "ü" 1');`],
  ["python", "python3", ["-c"], `print(referral_token("ten_1", "s3cret", 'c "ü" 1'), end="")`],
  ["ruby", "ruby", ["-e"], `print referral_token("ten_1", "s3cret", 'c "ü" 1')`],
] as const;

describe("the page for shops", () => {
  for (const [name, program, flags, call] of SIGNERS) {
    const isThere = spawnSync(program, ["--version"]).status === 0;

    it.runIf(isThere)(`has ${name} sign a token that is believed`, async () => {
      const run = spawnSync(program, [...flags, `${snippet(name)}\n${call}`], { encoding: "utf8" });
      expect(run.stderr).toBe("");
      const secret = new TextEncoder().encode("s3cret");
      const { payload } = await jwtVerify(run.stdout, secret, { algorithms: ["HS256"], audience: "ten_1" });
      expect(payload.sub).toBe('c "ü" 1');
      expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(900);
    });
  }
});
