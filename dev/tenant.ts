import { parseArgs } from "node:util";
import { EnvironmentError, nodeEnv } from "../src/env.ts";
import { openNodeDeps } from "../src/nodeDeps.ts";
import { startupProblem } from "../src/startupTexts.ts";
import { createTenant, TenantInputError } from "../src/usecases/tenants/createTenant.ts";

// `npm run tenant -- create "Name"`: a business that runs programs here, with its keys, shown this once.

const USAGE = `Usage: npm run tenant -- create "Name" [--slug tea-shop] [--landing-url https://shop.example] [--live]

  --slug         a path segment of its share links; made from the name otherwise
  --landing-url  where an unknown code sends its visitor; the first program's landing page otherwise
  --live         keys called sk_live_ and pk_live_ instead of sk_test_ and pk_test_

The database is that of DATABASE_URL, else the embedded one in DATA_DIR (.data), which no server may have open.`;

const exitCode = await main(process.argv.slice(2));
process.exit(exitCode);

async function main(args: string[]): Promise<number> {
  const input = inputOf(args);
  if (input === null) {
    console.error(USAGE);
    return 2;
  }
  try {
    const { deps, close } = await openNodeDeps(nodeEnv(process.env));
    try {
      const tenant = await createTenant(deps, input);
      console.log(`
  The tenant "${input.name}" was made. Its keys are shown this once; keep them where secrets belong.

  Tenant           ${tenant.tenantId} (${tenant.slug})
  Secret key       ${tenant.secretKey}
  Publishable key  ${tenant.publishableKey}
  Widget secret    ${tenant.widgetSecret}
`);
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

function inputOf(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        slug: { type: "string" },
        "landing-url": { type: "string" },
        live: { type: "boolean", default: false },
      },
    });
    const [command, name, ...rest] = positionals;
    if (command !== "create" || name === undefined || rest.length > 0) return null;
    return { name, slug: values.slug ?? null, landingUrl: values["landing-url"] ?? null, live: values.live };
  } catch {
    return null;
  }
}
