/**
 * Installs the packages when some are missing or of another version than `package-lock.json` asks for, and
 * otherwise ends at once without touching the network. The npm scripts call it first, so that a fresh clone
 * needs one command.
 *
 * It is plain JavaScript without packages because it runs before there are any, on whatever Node the machine
 * has; the packages then bring the Node that everything else runs on. It stands in a `pre` script of its own,
 * never in `node dev/install.mjs && node ...`: a shell remembers where it first found `node`, and the second
 * half of that line would still run on the old one.
 */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const OLDEST_NODE = 20;
const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * `--include` because the tools are devDependencies and a machine set up for production leaves those out.
 * `install` and not `ci` because `ci` refuses a lock file that lacks a binary for some other platform, which is
 * what npm writes where a registry doesn't carry that binary. Versions still come from the lock file, and
 * `--no-save` leaves it as it is.
 */
const installArguments = [
  "install",
  "--no-save",
  "--include=dev",
  "--include=optional",
  "--ignore-scripts=false",
  "--no-audit",
  "--no-fund",
  "--loglevel=error",
];

/** The packages a lock file lists by their folder; none when the file is absent or damaged. */
function lockedPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

/**
 * Compares what is asked for with npm's own record of what it installed, which npm writes last, so that an
 * interrupted install doesn't count. Optional packages are those of other platforms and may be absent.
 */
function isInstalled() {
  const wanted = lockedPackages(`${root}package-lock.json`);
  const installed = lockedPackages(`${root}node_modules/.package-lock.json`);
  const paths = Object.keys(wanted).filter((path) => path !== "");
  const everyPackage = paths.every((path) => {
    const found = installed[path];
    if (found === undefined) return wanted[path].optional === true || wanted[path].devOptional === true;
    return found.version === wanted[path].version;
  });
  // The pinned Node is put in place by an install script, which npm's record says nothing about.
  const pinnedNode = process.platform === "win32" ? "node.exe" : "node";
  return paths.length > 0 && everyPackage && existsSync(`${root}node_modules/node/bin/${pinnedNode}`);
}

/** Runs the npm that called this script, so that one machine with two of them doesn't mix them. */
function runNpm(parameters) {
  const caller = process.env.npm_execpath ?? "";
  const options = { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], maxBuffer: 64 * 1024 * 1024 };
  if (caller.endsWith("npm-cli.js")) return spawnSync(process.execPath, [caller, ...parameters], options);
  return spawnSync("npm", parameters, { ...options, shell: process.platform === "win32" });
}

function install() {
  const nodeVersion = Number.parseInt(process.versions.node, 10);
  if (nodeVersion < OLDEST_NODE) {
    console.error(`This needs Node ${OLDEST_NODE} or later to install itself; this is Node ${process.versions.node}.`);
    return 1;
  }
  console.error("Installing the packages (only this first time, about half a minute) ...");
  const result = runNpm(installArguments);
  if (result.status === 0 && isInstalled()) {
    console.error("Installed.");
    return 0;
  }
  console.error(result.error?.message ?? `${result.stdout}${result.stderr}`.trim());
  console.error(
    [
      "",
      "Installing the packages failed; what npm said is above. To mend it:",
      "  - see whether this machine reaches the npm registry:  npm ping",
      "  - start over:  delete the folder node_modules, then run the same command again",
    ].join("\n"),
  );
  return 1;
}

process.exitCode = isInstalled() ? 0 : install();
