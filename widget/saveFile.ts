import { make } from "./fromPanel.ts";

/** The browser needs the address until it has begun to save. */
const KEPT_MS = 60_000;

/** Has the browser save a file, and says whether there was one to save. */
export async function saveFile(file: Blob | null, name: string): Promise<boolean> {
  if (!file) return false;
  const href = URL.createObjectURL(file);
  make("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), KEPT_MS);
  return true;
}
