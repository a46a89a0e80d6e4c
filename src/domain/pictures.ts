/** Pictures that tenants bring: of three kinds, known by their first bytes and never by what a sender calls them. */

export const PICTURE_TYPES = ["image/png", "image/jpeg", "image/webp"] as const;

export type PictureType = (typeof PICTURE_TYPES)[number];

export const MAX_PICTURE_BYTES = 900_000;
export const MAX_PICTURES = 100;
/** A phone that unpacks a larger one may run out of memory. */
export const MAX_PICTURE_SIDE = 8_000;

export interface PictureShape {
  readonly type: PictureType;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** What kind of picture these bytes are, and how large; null where they are none of the three. */
export function pictureShapeOf(bytes: Uint8Array): PictureShape | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = pngShape(view) ?? webpShape(view) ?? jpegShape(view);
  if (shape === null || shape.width < 1 || shape.height < 1) return null;
  return shape;
}

/** The signature, then the chunk IHDR, which begins with the two sides. */
function pngShape(view: DataView): PictureShape | null {
  if (view.byteLength < 33 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a) return null;
  if (textAt(view, 12) !== "IHDR") return null;
  return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
}

/** Each of the three ways to write a WebP keeps its sides in a place of its own. */
function webpShape(view: DataView): PictureShape | null {
  if (view.byteLength < 30 || textAt(view, 0) !== "RIFF" || textAt(view, 8) !== "WEBP") return null;
  const type = "image/webp";
  switch (textAt(view, 12)) {
    case "VP8 ":
      if (view.getUint8(23) !== 0x9d || view.getUint8(24) !== 0x01 || view.getUint8(25) !== 0x2a) return null;
      return { type, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff };
    case "VP8L": {
      if (view.getUint8(20) !== 0x2f) return null;
      const sides = view.getUint32(21, true);
      return { type, width: (sides & 0x3fff) + 1, height: ((sides >>> 14) & 0x3fff) + 1 };
    }
    case "VP8X":
      return { type, width: threeBytes(view, 24) + 1, height: threeBytes(view, 27) + 1 };
    default:
      return null;
  }
}

const STARTS_SCAN = 0xda;
const END = 0xd9;
/** Of C0 to CF these say nothing of the sides: tables of Huffman codes, an extension, arithmetic conditioning. */
const NO_FRAMES = [0xc4, 0xc8, 0xcc];

/** The sides stand in the first frame header, behind segments that each say how long they are. */
function jpegShape(view: DataView): PictureShape | null {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return null;
  let place = 2;
  while (place + 9 < view.byteLength) {
    if (view.getUint8(place) !== 0xff) return null;
    const marker = view.getUint8(place + 1);
    if (marker === 0xff) {
      place += 1;
      continue;
    }
    if (marker === STARTS_SCAN || marker === END) return null;
    if (marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.includes(marker)) {
      return { type: "image/jpeg", width: view.getUint16(place + 7), height: view.getUint16(place + 5) };
    }
    const length = view.getUint16(place + 2);
    if (length < 2) return null;
    place += 2 + length;
  }
  return null;
}

function textAt(view: DataView, place: number): string {
  return String.fromCharCode(...[0, 1, 2, 3].map((nth) => view.getUint8(place + nth)));
}

function threeBytes(view: DataView, place: number): number {
  return view.getUint16(place, true) + view.getUint8(place + 2) * 0x10000;
}
