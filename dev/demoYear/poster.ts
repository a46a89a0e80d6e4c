import { crc32, deflateSync } from "node:zlib";

/** Pictures for people to share, painted here: a demo needs no file of somebody's. */

const WIDTH = 800;
const HEIGHT = 420;
/** Three bytes a pixel: red, green and blue. */
const DEPTH = 3;

type Colour = readonly [red: number, green: number, blue: number];

/** The colours of a poster. */
export interface Paint {
  readonly ground: Colour;
  readonly shape: Colour;
  readonly light: Colour;
}

/** A poster as a PNG: two cups before a round sun. The same paint makes the same bytes. */
export function poster({ ground, shape, light }: Paint): Uint8Array {
  const rows = Buffer.alloc(HEIGHT * (1 + WIDTH * DEPTH));
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const colour = isCup(x, y) ? shape : isSun(x, y) ? light : ground;
      rows.set(colour, y * (1 + WIDTH * DEPTH) + 1 + x * DEPTH);
    }
  }
  return png(rows);
}

function isSun(x: number, y: number): boolean {
  return Math.hypot(x - WIDTH / 2, y - HEIGHT / 2) < 150;
}

/** Two cups side by side: each a bowl, with a handle at its outer side and a saucer below. */
function isCup(x: number, y: number): boolean {
  return [-1, 1].some((side) => {
    const across = (x - WIDTH / 2) * side - 110;
    const down = y - 190;
    const isBowl = down >= 0 && down < 110 && Math.abs(across) < 78 - (down / 110) ** 3 * 30;
    const ring = Math.hypot(across - 84, down - 42);
    const isSaucer = Math.hypot(across / 105, (down - 124) / 11) < 1;
    return isBowl || isSaucer || (ring > 20 && ring < 34 && across > 60);
  });
}

/** @param rows of pixels, each behind a byte that says how it is written: 0, as it is */
function png(rows: Buffer): Uint8Array {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(name: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}
