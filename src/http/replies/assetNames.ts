import type { Assets } from "../../ports.ts";

/** What the dashboard's pages load, by the name that stands in their addresses: it changes when the content does. */
export interface AssetNames {
  readonly style: string;
  readonly script: string;
}

/** Written by `dev/build.ts` beside the files. */
const NAMES_PATH = "/dashboard/names.json";

const known = new WeakMap<Assets, Promise<AssetNames>>();

/** The names of the build that is being served, read once. */
export function assetNames(assets: Assets): Promise<AssetNames> {
  let names = known.get(assets);
  if (names === undefined) {
    names = readNames(assets);
    known.set(assets, names);
    // What failed once may succeed the next time.
    names.catch(() => known.delete(assets));
  }
  return names;
}

async function readNames(assets: Assets): Promise<AssetNames> {
  const found = await assets.fetch(NAMES_PATH);
  if (!found.ok) throw new Error("the dashboard's files were not built: node dev/build.ts");
  return (await found.json()) as AssetNames;
}
