import { expect, test } from "vitest";
import { typeset } from "../../certificates/typeset";

const room = { size: 20, oneLineFrom: 10, least: 8, lines: 2, width: 100 };
const perCharacter = (text: string) => [...text].length;

test.each([
  ["fits", "一二三四五", { size: 20, lines: ["一二三四五"] }],
  ["shrinks", "一二三四五六七八", { size: 12.5, lines: ["一二三四五六七八"] }],
  ["wraps evenly", "一二三四五六七八九十甲", { size: 10, lines: ["一二三四五六", "七八九十甲"] }],
  [
    "wraps between the parts of a name",
    "一二三·四五六七八九十",
    { size: 10, lines: ["一二三·", "四五六七八九十"] },
  ],
  ["keeps a date whole", "甲乙丙丁2023年5月18日", { size: 10, lines: ["甲乙丙丁", "2023年5月18日"] }],
  [
    "begins no line with a closing mark",
    "一二三四五六（七）八九十甲",
    { size: 10, lines: ["一二三四五六", "（七）八九十甲"] },
  ],
  ["does not fit", "一".repeat(30), null],
])("a text %s", (_, text, expected) => {
  expect(typeset(text, room, perCharacter)).toEqual(expected);
});

test("running text fills its lines", () => {
  const prose = { ...room, size: 10, prose: true };
  expect(typeset("一二三四五六七八九，甲乙", prose, perCharacter)).toEqual({
    size: 10,
    lines: ["一二三四五六七八九，", "甲乙"],
  });
});
