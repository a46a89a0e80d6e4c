import qrcode from "qrcode-generator";

/** Modules around a code that have to stay light, by ISO/IEC 18004. */
const QUIET_ZONE = 4;

/** A QR code as one SVG path over a square of `size`, its quiet zone included. */
export interface QrPath {
  readonly size: number;
  readonly path: string;
}

/** Draws a text, one rectangle for each run of dark modules; error correction M survives a logo or a crease. */
export function qrPath(text: string): QrPath {
  const code = qrcode(0, "M");
  code.addData(text);
  code.make();
  const count = code.getModuleCount();
  let path = "";
  for (let row = 0; row < count; row++) {
    let run = 0;
    for (let column = 0; column <= count; column++) {
      if (column < count && code.isDark(row, column)) {
        run += 1;
      } else if (run > 0) {
        path += `M${column - run + QUIET_ZONE} ${row + QUIET_ZONE}h${run}v1h-${run}z`;
        run = 0;
      }
    }
  }
  return { size: count + 2 * QUIET_ZONE, path };
}
