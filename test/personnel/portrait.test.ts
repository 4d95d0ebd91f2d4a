import { describe, expect, it } from "vitest";
import { backgroundRefusals, cropOf, heightFor, middleOf, sizeRefusals } from "~/personnel/portrait";

describe("where a portrait is cut out", () => {
  it.each([
    [1000, 1400, { left: 0, top: 0, width: 1000, height: 1400 }],
    [2000, 1400, { left: 500, top: 0, width: 1000, height: 1400 }],
    [1000, 2000, { left: 0, top: 300, width: 1000, height: 1400 }],
    [359, 501, { left: 1, top: 0, width: 357, height: 500 }],
  ])("in the middle of %i × %i", (width, height, box) => {
    expect(middleOf({ width, height })).toEqual(box);
  });

  it.each([
    ["where it was asked for", { left: 10, top: 20, width: 400 }, null],
    ["too small", { left: 0, top: 0, width: 357 }, "photo.too-small"],
    ["just large enough", { left: 0, top: 0, width: 358 }, null],
    ["over the right edge", { left: 601, top: 0, width: 400 }, "photo.crop-outside"],
    ["over the lower edge", { left: 0, top: 841, width: 400 }, "photo.crop-outside"],
    ["at the lower edge", { left: 0, top: 840, width: 400 }, null],
    ["left of it", { left: -1, top: 0, width: 400 }, "photo.crop-outside"],
    ["of nothing", { left: 0, top: 0, width: 0 }, "photo.crop-outside"],
  ])("%s", (_, asked, code) => {
    const answer = cropOf({ width: 1000, height: 1400 }, asked);
    expect("code" in answer ? answer.code : null).toBe(code);
    if (!("code" in answer)) expect(answer).toEqual({ ...asked, height: heightFor(asked.width) });
  });

  it("a picture that would unpack to more than fifty million pixels is refused by its size", () => {
    expect(sizeRefusals({ width: 8000, height: 6000 })).toEqual([]);
    expect(sizeRefusals({ width: 9000, height: 9000 })).toMatchObject([{ code: "photo.too-big" }]);
    expect(sizeRefusals({ width: 20_000, height: 1 })).toMatchObject([{ code: "photo.too-big" }]);
  });
});

describe("the ground", () => {
  const [width, height] = [100, 140];
  const painted = (at: (x: number, y: number) => [number, number, number]) => {
    const pixels = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y += 1)
      for (let x = 0; x < width; x += 1) pixels.set(at(x, y), (y * width + x) * 3);
    return backgroundRefusals(pixels, { width, height }).map(({ facts }) => facts.percent);
  };
  const WHITE: [number, number, number] = [240, 242, 245];
  const person = (x: number, y: number) => y > 25 && x > 20 && x < 80;

  it.each([
    ["white", WHITE, []],
    ["paper under a lamp", [225, 220, 205], [0]],
    ["light grey", [214, 214, 214], []],
    ["dark grey", [180, 180, 180], [0]],
    ["blue", [67, 142, 219], [0]],
    ["red", [230, 30, 40], [0]],
  ] as const)("%s", (_, ground, said) => {
    expect(painted((x, y) => (person(x, y) ? [60, 40, 30] : [...ground]))).toEqual(said);
  });

  it("shoulders may reach both edges, in the lower half", () => {
    expect(painted((x, y) => (person(x, y) || y >= 70 ? [30, 30, 60] : WHITE))).toEqual([]);
  });

  it("of two halves one is too little", () => {
    expect(painted((x) => (x < 50 ? WHITE : [20, 20, 20]))).toEqual([50]);
  });
});
