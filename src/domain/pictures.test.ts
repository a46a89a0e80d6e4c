import { expect, test } from "vitest";
import { tinyPng } from "../testing/pictures.ts";
import { pictureShapeOf } from "./pictures.ts";

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0));
const webp = (kind: string, rest: readonly number[]) =>
  Uint8Array.from([
    ...ascii("RIFF"),
    0,
    0,
    0,
    0,
    ...ascii("WEBP"),
    ...ascii(kind),
    0,
    0,
    0,
    0,
    ...rest,
    ...Array(10).fill(0),
  ]);
const frame = [0xff, 0xc2, 0, 17, 8, 0x01, 0x02, 0x03, 0x04, 3, 0, 0];
const jpeg = (...segments: readonly number[]) => Uint8Array.from([0xff, 0xd8, ...segments, ...frame]);

test("a picture is known by its first bytes, with its sides", () => {
  expect(pictureShapeOf(tinyPng(640, 480))).toEqual({ type: "image/png", width: 640, height: 480 });
  expect(pictureShapeOf(webp("VP8 ", [0, 0, 0, 0x9d, 0x01, 0x2a, 0x80, 0x42, 0xe0, 0x01]))).toEqual({
    ...{ type: "image/webp", width: 640, height: 480 },
  });
  expect(pictureShapeOf(webp("VP8L", [0x2f, 0x7f, 0xc2, 0x77, 0]))).toEqual({
    ...{ type: "image/webp", width: 640, height: 480 },
  });
  expect(pictureShapeOf(webp("VP8X", [0, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]))).toEqual({
    ...{ type: "image/webp", width: 640, height: 480 },
  });
  const shape = { type: "image/jpeg", width: 0x0304, height: 0x0102 };
  expect(pictureShapeOf(jpeg(0xff, 0xe0, 0, 4, 1, 2))).toEqual(shape);
  // Bytes that only fill, and a table that is named like a frame.
  expect(pictureShapeOf(jpeg(0xff, 0xff, 0xc4, 0, 4, 1, 2))).toEqual(shape);
});

test("a page, a drawing that can hold scripts, and half a picture are none", () => {
  const none = ["<svg xmlns='http://www.w3.org/2000/svg'/>", "<html><script></script></html>", "GIF89a..........", ""];
  for (const text of none) expect(pictureShapeOf(Uint8Array.from(ascii(text)))).toBeNull();
  for (const whole of [tinyPng(1, 1), jpeg(), webp("VP8X", [0, 0, 0, 0, 1, 0, 0, 1, 0, 0])]) {
    for (let length = 0; length < 12; length++) expect(pictureShapeOf(whole.slice(0, length))).toBeNull();
  }
  expect(pictureShapeOf(tinyPng(0, 1))).toBeNull();
  // A segment that would lead back to itself, and the pixels before any frame.
  expect(pictureShapeOf(jpeg(0xff, 0xe0, 0, 0, 0))).toBeNull();
  expect(pictureShapeOf(jpeg(0xff, 0xda, 0, 4, 1, 2))).toBeNull();
});
