import { addDays } from "../../app/calendar.ts";
import { fictitiousIdentityNumber } from "../../app/personnel/identity-number.ts";

const HEADERS = [
  "序号",
  "姓名",
  "身份证件号码",
  "单位",
  "身份",
  "入职日期",
  "职务",
  "状态",
  "学法类别",
  "法制职责",
  "电话",
  "备注",
];
const FAMILY = [..."钱孙柴窦章云苏潘葛奚范彭鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉"];

type Roster = { rows: number; startedOn?: string; duties?: boolean; first?: number };

/** A good roster of any size for two bureaus, with a duty for every thousandth; `first` makes it speak of other people. */
export function* rosterRows({
  rows,
  startedOn = "2021-07-01",
  duties = true,
  first = 0,
}: Roster): Generator<string[]> {
  yield HEADERS;
  for (let index = first; index < first + rows; index += 1) {
    const bornOn = addDays("1965-01-01", Math.floor(index / 499));
    yield [
      String(index + 1),
      `${FAMILY[index % FAMILY.length]}守信`,
      fictitiousIdentityNumber(index, bornOn, "male"),
      index % 2 === 0 ? "城市管理局" : "市场监督管理局",
      "公务员",
      startedOn,
      "四级主办",
      "",
      "行政执法人员",
      duties && index % 1000 === 0 ? "兼职法制工作" : "",
      "13800000000",
      "无",
    ];
  }
}
