import type { MaterialPicture } from "./contract.ts";
import { make } from "./fromPanel.ts";
import { saveFile } from "./saveFile.ts";
import type { View } from "./view.ts";

/**
 * A picture is fetched and painted, and is never an `<img>`: so a shop's Content-Security-Policy needs to allow no
 * pictures of another site, and the same bytes can be saved.
 */

/** As many pixels as a panel shows on a sharp screen; larger pictures are painted smaller. */
const MAX_WIDTH = 1_088;
const TIMEOUT_MS = 30_000;
/** Begins to load a little before it is seen: there may be a hundred. */
const MARGIN = "200px";

/** The picture, loaded when it is about to be seen; nothing where it can't be had. */
export function picturePreview(view: View, picture: MaterialPicture, title: string): HTMLElement {
  const scale = Math.min(1, MAX_WIDTH / picture.width);
  const canvas = make("canvas", {
    class: "picture",
    role: "img",
    "aria-label": title,
    width: Math.ceil(picture.width * scale),
    height: Math.ceil(picture.height * scale),
  });
  const paint = async () => {
    const file = await fetchPicture(view, picture);
    if (!file) return canvas.remove();
    const bitmap = await createImageBitmap(file);
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
  };
  const watch = new IntersectionObserver(
    (seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      watch.disconnect();
      paint().catch(() => canvas.remove());
    },
    { rootMargin: MARGIN },
  );
  watch.observe(canvas);
  return canvas;
}

/** Saves it under a name, and says whether that worked. */
export async function savePicture(view: View, picture: MaterialPicture, name: string): Promise<boolean> {
  const file = await fetchPicture(view, picture);
  // "image/png" is saved as a ".png".
  return await saveFile(file, `${name}.${file?.type.split("/")[1]}`);
}

/** Null where it can't be had. */
async function fetchPicture({ actions }: View, { path }: MaterialPicture): Promise<Blob | null> {
  // Behind the service's own address, it is nothing but a path there.
  if (!path.startsWith("/")) return null;
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(actions.address(path), { credentials: "omit", signal: stop.signal });
    return response.ok ? await response.blob() : null;
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
