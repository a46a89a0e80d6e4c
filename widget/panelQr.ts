import type { Advocate } from "./contract.ts";
import { make } from "./fromPanel.ts";
import { drawing, mainButton } from "./pieces.ts";
import { saveFile } from "./saveFile.ts";
import type { View } from "./view.ts";

/** The link as a QR code, to show and to print. */

/** Sharp on a sheet of paper. */
const PIXELS = 1_200;

export function qrCode({ texts, actions }: View, { code, qr: { size, path } }: Advocate): HTMLElement {
  const save = async () => {
    const isSaved = await saveFile(await qrPicture(size, path), `${code}.png`);
    actions.say(isSaved ? texts.downloaded : texts.failed);
  };
  return make(
    "div",
    { class: "qr-code" },
    drawing(size, path, { class: "qr", role: "img", "aria-label": texts.qrLabel }),
    mainButton("save-qr", texts.download, () => void save()),
  );
}

/** Drawn in whole pixels, so that its edges are sharp. */
function qrPicture(size: number, path: string): Promise<Blob | null> {
  const scale = Math.ceil(PIXELS / size);
  const canvas = make("canvas", { width: size * scale, height: size * scale });
  const context = canvas.getContext("2d");
  if (context) {
    context.fillStyle = "#fff";
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.scale(scale, scale);
    context.fillStyle = "#000";
    context.fill(new Path2D(path));
  }
  return new Promise((resolve) => {
    canvas.toBlob(resolve);
  });
}
