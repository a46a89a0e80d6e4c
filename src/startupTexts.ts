import { join } from "node:path";
import { EnvironmentError, type NodeEnv } from "./env.ts";
import { DatabaseError } from "./ports.ts";

/** What `npm start` says when the API is ready. */
export function startedText(
  { apiUrl, dashboardUrl }: { readonly apiUrl: string; readonly dashboardUrl: string },
  env: NodeEnv,
): string {
  const keys = join(env.DATA_DIR, "dev-keys.json");
  const database =
    env.DATABASE_URL === undefined ? `embedded, in ${join(env.DATA_DIR, "db")}` : "the PostgreSQL of DATABASE_URL";
  return `
  refer-a-friend is running.

  Dashboard  ${dashboardUrl}
  API        ${apiUrl}/v1
  Guide      ${apiUrl}/guide
  Reference  ${apiUrl}/docs
  Health     ${apiUrl}/health
  Keys       ${keys} (demo tenant, program "friends")
  Database   ${database}

  Try:
  curl -s ${apiUrl}/v1/codes -H 'content-type: application/json' \\
    -H "authorization: Bearer $(sed -n 's/.*"secretKey": *"\\([^"]*\\)".*/\\1/p' '${keys}')" \\
    -d '{"program":"friends","participant":{"externalId":"c-1","name":"Ada"}}'

  Stop with Ctrl-C.
`;
}

/** One paragraph that says what keeps the server from starting and what to do; never a secret. */
export function startupProblem(error: unknown, variables: NodeJS.ProcessEnv): string {
  const port = variables.PORT ?? "8787";
  const dataDir = variables.DATA_DIR ?? ".data";
  if (!(error instanceof Error)) return "The server could not start.";
  if (error instanceof EnvironmentError) return `${error.message} Correct these variables and start again.`;
  if (error.name === "DataDirInUseError") {
    return `${error.message} The embedded database can be open in one process only: stop the other one, or set DATA_DIR to another directory.`;
  }
  if (error instanceof DatabaseError && variables.DATABASE_URL) {
    return `The database of DATABASE_URL can't be used: ${error.message.replace(/\.?$/, ".")} Check that it runs, and that the URL's host, user, password and database are right.`;
  }
  switch ("code" in error ? error.code : undefined) {
    case "EADDRINUSE":
      return `Port ${port} is in use. Stop the program that uses it, or choose another one with PORT, for instance PORT=8788.`;
    case "EADDRNOTAVAIL":
    case "ENOTFOUND":
      return "HOST is not an address of this machine. Leave it out for 127.0.0.1, or set it to 0.0.0.0 for every interface.";
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOENT":
    case "ENOTDIR":
    case "EEXIST":
    case "ENOSPC":
      return `The server can't write to ${dataDir} or listen on port ${port} (${error.message}). Set DATA_DIR to a directory that it may write to, and PORT to one above 1023.`;
    default:
      return `The server could not start. ${error.stack ?? error.message}`;
  }
}
