import { crc32, deflateSync } from "node:zlib";

/** A picture to share, as large as messengers show one: a cup on a table, drawn here, so that no file has to be kept. */
const WIDTH = 1_200;
const HEIGHT = 630;

type Colour = readonly [number, number, number];

const WALL: Colour = [230, 242, 237];
const TABLE: Colour = [201, 167, 126];
const CUP: Colour = [13, 107, 80];
const TEA: Colour = [138, 75, 0];

/** What is at a point of the picture. */
function colourAt(x: number, y: number): Colour {
  const inEllipse = (cx: number, cy: number, rx: number, ry: number) =>
    ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 <= 1;
  if (inEllipse(600, 260, 165, 26)) return TEA;
  if (inEllipse(600, 260, 185, 36) || (y > 260 && inEllipse(600, 260, 185, 210))) return CUP;
  if (inEllipse(790, 330, 75, 75) && !inEllipse(790, 330, 45, 45)) return CUP;
  return y > 450 ? TABLE : WALL;
}

/** The picture as a PNG. */
export function teaPicture(): Uint8Array<ArrayBuffer> {
  const pixels = Buffer.alloc(HEIGHT * (1 + WIDTH * 3));
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) pixels.set(colourAt(x, y), y * (1 + WIDTH * 3) + 1 + x * 3);
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(WIDTH, 0);
  head.writeUInt32BE(HEIGHT, 4);
  // Eight bits of each colour, and three colours.
  head.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const parts = [signature, chunk("IHDR", head), chunk("IDAT", deflateSync(pixels)), chunk("IEND", Buffer.alloc(0))];
  return new Uint8Array(Buffer.concat(parts));
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
