import { expect, test } from "vitest";
import { isUsablePhoto } from "../../certificates/photo";

test("photos: JPEG in grey or RGB and PNG, nothing else", () => {
  const jpeg = (components: number, precision = 8) =>
    Buffer.from([
      0xff,
      0xd8,
      0xff,
      0xe0,
      0,
      4,
      0,
      0,
      0xff,
      0xc0,
      0,
      17,
      precision,
      0,
      70,
      0,
      50,
      components,
      1,
      1,
      1,
    ]);
  expect(isUsablePhoto(jpeg(3))).toBe(true);
  expect(isUsablePhoto(jpeg(1))).toBe(true);
  expect(isUsablePhoto(jpeg(4))).toBe(false);
  expect(isUsablePhoto(jpeg(3, 12))).toBe(false);
  expect(isUsablePhoto(jpeg(3).subarray(0, 9))).toBe(false);
  expect(isUsablePhoto(Buffer.from("<svg/>"))).toBe(false);
  expect(isUsablePhoto(Buffer.alloc(0))).toBe(false);
});
