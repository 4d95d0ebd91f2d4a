import { expect, test } from "vitest";
import { glyphIdIn, missingGlyphs, runsOf } from "../../certificates/fonts";

test("missing glyphs are named once each, in order", () => {
  expect(missingGlyphs("许文竹·㛃䶮𬭚𬍡𠅤𰻝 90170030218 zheng.example/v")).toEqual([]);
  expect(missingGlyphs("𱅒王𥖄𱅒")).toEqual(["𱅒", "𥖄"]);
  expect(missingGlyphs("\ud842")).toEqual(["\ud842"]);
});

test("a face falls back only for the characters that it lacks", () => {
  expect(runsOf("王𰻝飞", "serif-700")).toEqual([
    { face: "serif-700", text: "王" },
    { face: "sans-600", text: "𰻝" },
    { face: "serif-700", text: "飞" },
  ]);
  expect(runsOf("鿼", "sans-400")).toEqual([{ face: "serif-500", text: "鿼" }]);
  for (const character of "㛃䶮𬭚𬍡𠅤") expect(glyphIdIn("serif-700", character)).not.toBe(0);
});
