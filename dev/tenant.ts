import { parseArgs } from "node:util";
import { makeLink, SIGN_IN_MINUTES } from "../src/dashboard/signIn/sendLink.ts";
import { readAskedAddress } from "../src/db/queries/mails.ts";
import type { Deps } from "../src/deps.ts";
import type { NodeEnv } from "../src/env.ts";
import { dashboardUrlOf, EnvironmentError, nodeEnv } from "../src/env.ts";
import { openNodeDeps } from "../src/nodeDeps.ts";
import { startupProblem } from "../src/startupTexts.ts";
import { createTenant, TenantInputError } from "../src/usecases/tenants/createTenant.ts";

// `npm run tenant -- create "Name"`: a business that runs programs here, with its keys, shown this once.
// `npm run tenant -- sign-in a@b.c`: a link by which a member signs in, where no mails are sent.

const USAGE = `Usage: npm run tenant -- create "Name" [--owner a@b.c] [--slug tea-shop] [--landing-url https://shop.example] [--live]
       npm run tenant -- sign-in a@b.c

  --owner        an e-mail: its owner runs the tenant in the dashboard, and a link to sign in is printed
  --slug         a path segment of its share links; made from the name otherwise
  --landing-url  where an unknown code sends its visitor; the first program's landing page otherwise
  --live         keys called sk_live_ and pk_live_ instead of sk_test_ and pk_test_

The database is that of DATABASE_URL, else the embedded one in DATA_DIR (.data), which no server may have open. Links
begin with DASHBOARD_URL, else with PUBLIC_URL, else with this machine's own address.`;

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

type Command =
  | {
      readonly verb: "create";
      readonly name: string;
      readonly owner: string | null;
      readonly slug: string | null;
      readonly landingUrl: string | null;
      readonly live: boolean;
    }
  | { readonly verb: "sign-in"; readonly email: string };

const exitCode = await main(process.argv.slice(2));
process.exit(exitCode);

async function main(args: string[]): Promise<number> {
  const command = commandOf(args);
  if (command === null) {
    console.error(USAGE);
    return 2;
  }
  try {
    const env = nodeEnv(process.env);
    const { deps, close } = await openNodeDeps(env);
    try {
      console.log(
        command.verb === "create" ? await create(deps, env, command) : await signIn(deps, env, command.email),
      );
      return 0;
    } finally {
      await close();
    }
  } catch (error) {
    const isInput = error instanceof TenantInputError || error instanceof EnvironmentError;
    console.error(isInput ? error.message : startupProblem(error, process.env));
    return 1;
  }
}

async function create(deps: Deps, env: NodeEnv, input: Extract<Command, { verb: "create" }>): Promise<string> {
  const tenant = await createTenant(deps, input);
  const said = `
  The tenant "${input.name}" was made. Its keys are shown this once; keep them where secrets belong.

  Tenant           ${tenant.tenantId} (${tenant.slug})
  Secret key       ${tenant.secretKey}
  Publishable key  ${tenant.publishableKey}
  Widget secret    ${tenant.widgetSecret}
`;
  if (input.owner === null) return said;
  return `${said}${await signIn(deps, env, input.owner)}`;
}

/** @throws {TenantInputError} where the address is no member's */
async function signIn(deps: Deps, env: NodeEnv, email: string): Promise<string> {
  if ((await readAskedAddress(deps.database, email)) === null) {
    throw new TenantInputError(`No member of any tenant has the address ${email}.`);
  }
  const origin = dashboardUrlOf(env) ?? `http://127.0.0.1:${env.PORT}`;
  const link = await makeLink(deps, { email, origin, to: "/dashboard", minutes: SIGN_IN_MINUTES });
  return `
  ${email} signs in with this link, once, within ${SIGN_IN_MINUTES} minutes:

  ${link}
`;
}

function commandOf(args: string[]): Command | null {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        owner: { type: "string" },
        slug: { type: "string" },
        "landing-url": { type: "string" },
        live: { type: "boolean", default: false },
      },
    });
    const [verb, name, ...rest] = positionals;
    const owner = values.owner?.toLowerCase() ?? null;
    if (name === undefined || rest.length > 0 || (owner !== null && !EMAIL.test(owner))) return null;
    if (verb === "sign-in") return EMAIL.test(name) ? { verb, email: name.toLowerCase() } : null;
    if (verb !== "create") return null;
    return {
      verb,
      name,
      owner,
      slug: values.slug ?? null,
      landingUrl: values["landing-url"] ?? null,
      live: values.live,
    };
  } catch {
    return null;
  }
}
