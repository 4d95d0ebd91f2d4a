/** Names of people who do not exist. In: the seeded source. Out: a name of the sex asked for, never one given before. */

import type { Sex } from "~/personnel/identity-number";
import { below, type Random } from "~/questions/random";

const FAMILY =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文";
const MALE =
  "建军 志强 文斌 俊杰 海涛 永康 立新 国栋 志远 明朗 云舟 景行 牧之 嘉树 卓然 思危 远山 春生 德胜 雪峰 向南 怀瑾 庭树 以恒 敬一 照清 长林 宏图 少波 振华 晓东 子墨 正北 叙白 清和 行舟 守业 伯安 承志 启明 若飞 文渊 泽民 柏年 松涛 亦凡 天佑 修远 济舟 知行 鸿飞 一鸣 学勤 广平 亮 磊 勇 峰 凯 昱 翀 彬 涛 毅";
const FEMALE =
  "玉芬 丽娟 秀芬 红霞 佩文 文娟 立秋 望舒 以宁 知秋 乐之 知遥 青禾 云霞 遇之 书砚 予安 书勤 若兰 静宜 雪梅 晓燕 桂英 春燕 佳怡 思雨 慧敏 雅琴 淑贞 凤仪 采薇 婉清 映雪 秋实 海棠 语嫣 念慈 竹君 梦瑶 晓雯 素心 令仪 闻笛 如意 冬青 香凝 月华 敏 静 琳 娜 舒 旻 莹 萍 倩 颖";

const given: Record<Sex, string[]> = { male: MALE.split(" "), female: FEMALE.split(" ") };
const families = [...FAMILY];

export function newNames(random: Random, taken: Iterable<string>): (sex: Sex) => string {
  const used = new Set(taken);
  const one = <T>(list: readonly T[]) => list[below(list.length, random)]!;
  return (sex) => {
    for (;;) {
      const name = one(families) + one(given[sex]);
      if (used.has(name)) continue;
      used.add(name);
      return name;
    }
  };
}
