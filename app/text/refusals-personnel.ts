import type { Facts } from "~/verdict";
import { lastDayBefore, longDate } from "./dates";
import { gradeNames, identityNames, sanctionNames, statusNames } from "./identity-names";
import { personnelText } from "./personnel";
import type { Locale } from "./text";

type Fact = Facts[string] | undefined;
type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const nameIn = (names: Record<Locale, Record<string, string>>, locale: Locale, code: Fact) =>
  names[locale][String(code)] ?? String(code);
const columnsIn = (locale: Locale, codes: Fact) =>
  String(codes)
    .split(",")
    .map((code) => nameIn(columnNames, locale, code))
    .join(locale === "zh-CN" ? "、" : ", ");
const columnNames: Record<Locale, Record<string, string>> = {
  "zh-CN": personnelText["zh-CN"].columns,
  en: personnelText.en.columns,
};
const day = (on: Fact, locale: Locale) => longDate(String(on), locale);
const untilIn = (locale: Locale, toOn: Fact) => (toOn ? longDate(lastDayBefore(String(toOn)), locale) : null);

/** Tables by what their records are called. */
const restNames: Record<Locale, Record<string, string>> = {
  "zh-CN": {
    certificate: "证件",
    application: "证件申请",
    registration: "考试报名",
    attempt: "考试作答",
    qualification_part: "执法资格",
    exam_ban: "禁考",
    study_record: "学法记录",
    plan_item_person: "学法计划",
    plan_item: "学法计划",
    assignment: "岗位任职",
    sanction: "处分",
    annual_grade: "年度考核",
    employment: "任用变更",
    study_category: "学法类别变更",
    legal_duty: "法制职责变更",
    person_name: "更名",
    identity_number: "号码更正",
    person: "照片或档案合并",
    person_merge: "档案合并",
    fact_correction: "登记更正",
    account: "账号",
    roster_import: "后来的名册导入",
  },
  en: {
    certificate: "certificates",
    application: "applications",
    registration: "exam registrations",
    attempt: "exam papers",
    qualification_part: "qualifications",
    exam_ban: "exam bans",
    study_record: "study records",
    plan_item_person: "study plans",
    plan_item: "study plans",
    assignment: "assignments",
    sanction: "sanctions",
    annual_grade: "annual grades",
    employment: "changes of employment",
    study_category: "changes of study category",
    legal_duty: "changes of legal-affairs duty",
    person_name: "changes of name",
    identity_number: "corrections of the number",
    person: "a photo or a merger",
    person_merge: "mergings of records",
    fact_correction: "corrections",
    account: "accounts",
    roster_import: "a later roster",
  },
};
const otherRecords: Record<Locale, string> = { "zh-CN": "其他记录", en: "other records" };
const restsIn = (locale: Locale, what: Fact) => restNames[locale][String(what)] ?? otherRecords[locale];

const zh = {
  "name.missing": { says: () => "没有填写姓名" },
  "name.too-short": { says: () => "姓名至少两个字", cure: () => "填写身份证上的全名。" },
  "name.too-long": {
    says: (f: Facts) => `姓名超过 ${f.longest} 个字`,
    cure: () => "只填姓名，不要带职务或备注。",
  },
  "name.characters": {
    says: (f: Facts) => `姓名第 ${f.position} 个字不是姓名用字`,
    cure: () => "删去数字、标点和空格；少数民族姓名的间隔用“·”。",
  },
  "name.private-use": {
    says: (f: Facts) => `姓名第 ${f.position} 个字是自造字，别的电脑显示不出来`,
    cure: () => "改用国家标准（GB 18030）收录的字，用输入法的生僻字功能重新输入。",
  },
  "identity-number.missing": { says: () => "没有填写身份证件号码" },
  "identity-number.other-document": {
    says: () => "像是护照、通行证或者旧版永久居留证的号码，这里不能用",
    cure: () =>
      "填写居民身份证的公民身份号码；港澳台居民填写居住证号码（810000、820000、830000 开头），外国人填写 2023 版永久居留身份证号码（18 位，9 开头）。",
  },
  "identity-number.length": {
    says: (f: Facts) => `身份证件号码应为 18 位（旧号 15 位），这里有 ${f.length} 位`,
    cure: () => "对照证件补全或删去多余的字符。",
  },
  "identity-number.characters": {
    says: (f: Facts) => `身份证件号码第 ${f.position} 位不是数字`,
    cure: () => "只有末位可以是 X。",
  },
  "identity-number.region": { says: () => "身份证件号码的地区码不对", cure: () => "对照证件核对前 6 位。" },
  "identity-number.birth-date": {
    says: () => "身份证件号码中的出生日期不存在或在今天之后",
    cure: () => "对照证件核对第 7 至 14 位。",
  },
  "identity-number.check-digit": {
    says: () => "身份证件号码的校验位不符，至少有一位填错",
    cure: () => "对照证件逐位核对。",
  },
  "person.exists-under-another-name": {
    says: (f: Facts) => `这个身份证件号码已经登记，姓名为“${f.hint}”，与填写的不同`,
    cure: () => "同一个人：由组织人事部门办理更名或调动。号码填错：核对后重新填写。系统不会登记第二个人。",
  },
  "person.number-of-another": {
    says: () => "这个身份证件号码属于另一个已登记的人",
    cure: () => "两份档案是同一个人的，须办理合并，不能改号。",
  },
  "person.renamed-later": {
    says: () => "在这一天之后已经登记过一次更名",
    cure: () => "核对更名日期，应晚于上一次更名。",
  },
  "employment.range": { says: () => "结束日期不晚于开始日期，或超出了现有任用的期间" },
  "employment.status-of-relation": {
    says: (f: Facts) =>
      `${f.relation === "home" ? "本单位编制" : "借用单位"}的状态不能是“${nameIn(statusNames, "zh-CN", f.status)}”`,
  },
  "employment.overlaps": {
    says: (f: Facts) =>
      `与已有任用重叠：${day(f.fromOn, "zh-CN")}${f.toOn ? `至 ${untilIn("zh-CN", f.toOn)}` : "起"}`,
    cure: () => "先结束或更正原有任用；到新单位工作的，办理调动。",
  },
  "employment.unknown-unit": {
    says: (f: Facts) => `${day(f.fromOn, "zh-CN")}没有这个单位`,
    cure: () => "选择当天存在的单位。",
  },
  "employment.none-in-force": {
    says: (f: Facts) => `${day(f.fromOn ?? f.toOn, "zh-CN")}没有可以变动的任用`,
    cure: () => "核对日期，或先登记任用。",
  },
  "leave.from-status": {
    says: (f: Facts) => `当天的状态为“${nameIn(statusNames, "zh-CN", f.status)}”，不能登记离岗`,
    cure: () => "只有在编在职的可以离岗；借调、停职的先结束，试用期的先转正。",
  },
  "leave.not-on-leave": {
    says: (f: Facts) => `${day(f.on, "zh-CN")}没有离岗`,
    cure: () => "核对返岗日期，应在离岗期间内。",
  },
  "secondment.none": {
    says: () => "现在没有借调，以后也没有已登记的借调",
    cure: () => "先登记借调；已经调走的不是借调。",
  },
  "secondment.over": {
    says: (f: Facts) => `借调的最后一天不能早于 ${day(f.earliestOn, "zh-CN")}`,
    cure: () => "从未借调的，办理更正登记错误。",
  },
  "secondment.same-end": { says: () => "新的最后一天与原来的相同" },
  "employment.death-ahead": { says: () => "死亡日期不能晚于今天" },
  "person.deceased": {
    says: (f: Facts) => `档案上已登记死亡，自 ${day(f.on, "zh-CN")}起不能再登记任用和职责`,
    cure: () => "登记有误的，先办理更正登记错误。",
  },
  "employment.same-unit": {
    says: () => "新单位与原单位相同",
    cure: () => "本单位内的变动，登记为任用变更。",
  },
  "employment.not-in-unit": {
    says: (f: Facts) => `不在本单位任职${f.leftOn ? `，${day(f.leftOn, "zh-CN")}离开` : ""}`,
    cure: () => "到现单位申领证件，或先办理调动。",
  },
  "employment.stood-down": {
    says: (f: Facts) => `自 ${day(f.sinceOn, "zh-CN")}起停职`,
    cure: () => "复职后再办。",
  },
  "employment.not-serving": {
    says: (f: Facts) => `在本单位的状态为“${nameIn(statusNames, "zh-CN", f.status)}”，不是在编在职`,
  },
  "identity.excluded": {
    says: (f: Facts) => `身份为“${nameIn(identityNames, "zh-CN", f.identity)}”，不得申领证件，不得从事执法`,
    cure: () => "可以报名辅助人员培训考试，合格的取得培训合格证。",
  },
  "identity.not-admitted": {
    says: (f: Facts) => `身份“${nameIn(identityNames, "zh-CN", f.identity)}”不在可以申领证件的范围内`,
  },
  "identity.civil-servants-only": {
    says: (f: Facts) =>
      `本单位集中行使行政处罚权，只有公务员可以执法；身份为“${nameIn(identityNames, "zh-CN", f.identity)}”`,
  },
  "legal-duty.held": {
    says: (f: Facts) =>
      `承担法制工作，${day(f.fromOn, "zh-CN")}${f.endsBeforeOn ? `至 ${untilIn("zh-CN", f.endsBeforeOn)}` : "起，没有结束日期"}`,
    cure: () => "先结束法制职责；结束次日起可以办理。",
  },
  "legal-qualification.ahead": {
    says: (f: Facts) => `取得日期 ${day(f.obtainedOn, "zh-CN")}在今天以后`,
    cure: () => "填写证书上的日期。",
  },
  "legal-qualification.known": {
    says: () => "这个证书编号已经登记",
    cure: () => "查看法律职业资格登记。编号属于他人的，先核对证书原件。",
  },
  "legal-qualification.decided": {
    says: () => "这一项已由他人处理",
    cure: () => "查看法律职业资格登记中的现状。",
  },
  "legal-qualification.own": { says: () => "不能确认或撤回本人的资格", cure: () => "由他人办理。" },
  "legal-qualification.own-entry": {
    says: () => "登记人不能确认自己登记的资格",
    cure: () => "由另一人核对证书后确认。",
  },
  "legal-qualification.not-confirmed": { says: () => "这一项没有生效，不需要撤回" },
  "legal-qualification.reason-missing": { says: () => "请填写撤回的理由" },
  "legal-duty.range": { says: () => "法制职责的结束日期不晚于开始日期" },
  "legal-duty.overlaps": {
    says: (f: Facts) =>
      `已有同类法制职责：${day(f.fromOn, "zh-CN")}${f.toOn ? `至 ${untilIn("zh-CN", f.toOn)}` : "起"}`,
  },
  "legal-duty.enforces": {
    says: () => "在这段时间任执法岗位，不能同时承担法制工作",
    cure: () => "先结束执法岗位任职。",
  },
  "legal-duty.none-in-force": {
    says: (f: Facts) => `${day(f.toOn, "zh-CN")}前没有可以结束的法制职责`,
  },
  "sanction.range": { says: () => "处分的解除日期不晚于生效日期" },
  "sanction.in-period": {
    says: (f: Facts) =>
      `在处分期内：${nameIn(sanctionNames, "zh-CN", f.kind)}，${day(f.fromOn, "zh-CN")}${f.endsBeforeOn ? `至 ${untilIn("zh-CN", f.endsBeforeOn)}` : "起"}`,
    cure: (f: Facts) => (f.endsBeforeOn ? `${day(f.endsBeforeOn, "zh-CN")}起可以再办。` : "没有期限。"),
  },
  "grade.barred": {
    says: (f: Facts) => `${f.year} 年度考核为“${nameIn(gradeNames, "zh-CN", f.grade)}”`,
    cure: () => "下一年度考核合格后再办。",
  },
  "annual-grade.year-not-over": { says: (f: Facts) => `${f.year} 年还没有到`, cure: () => "核对年度。" },
  "study-category.range": { says: () => "学法类别的结束日期不晚于开始日期" },
  "roster.empty": { says: () => "表中没有人员", cure: () => "从模板的第二行开始填写。" },
  "roster.missing-columns": {
    says: (f: Facts) => `缺少必填的列：${columnsIn("zh-CN", f.columns)}`,
    cure: () => "使用下载的模板，不要改动第一行的列名。",
  },
  "roster.column-twice": {
    says: (f: Facts) => `同一列出现两次：${columnsIn("zh-CN", f.columns)}`,
    cure: () => "删去多余的一列。",
  },
  "roster.too-many-rows": {
    says: (f: Facts) => `表中有 ${f.rows} 人，一次最多导入 ${f.most} 人`,
    cure: () => "分成几个文件导入。",
  },
  "roster.cell-missing": { says: (f: Facts) => `没有填写${columnsIn("zh-CN", f.column)}` },
  "roster.cell-too-long": {
    says: (f: Facts) => `${columnsIn("zh-CN", f.column)}超过 ${f.most} 个字`,
  },
  "roster.number-cell": {
    says: () => "身份证件号码的单元格是数值，后几位已经被表格软件改成 0",
    cure: () => "把这一列设为文本格式，再重新输入号码。",
  },
  "roster.number-twice": {
    says: (f: Facts) => `与第 ${f.otherRow} 行的身份证件号码相同`,
    cure: () => "两行中至少有一行填错；是同一个人的，删去一行。",
  },
  "roster.date": { says: () => "日期无法识别", cure: () => "填写为 2026-03-01。" },
  "roster.unit-unknown": {
    says: () => "在您管理的范围内没有这个单位",
    cure: () => "填写单位全称、简称或代码，与“单位与执法主体”中的一致。",
  },
  "roster.unit-ambiguous": { says: () => "有不止一个单位叫这个名称", cure: () => "改填单位代码。" },
  "roster.identity-unknown": { says: () => "没有这种身份", cure: () => "按模板“填写说明”中的身份填写。" },
  "roster.status-unknown": {
    says: () => "没有这种状态",
    cure: () => "留空表示在编在职，或按“填写说明”填写。",
  },
  "roster.category-unknown": { says: () => "没有这种学法类别", cure: () => "按“填写说明”填写，或留空。" },
  "roster.duty-unknown": { says: () => "没有这种法制职责", cure: () => "按“填写说明”填写，或留空。" },
  "roster.employed-elsewhere": {
    says: (f: Facts) => `此人已在另一单位任职，自 ${day(f.fromOn, "zh-CN")}起`,
    cure: () => "到本单位工作的，由组织人事部门办理调动。",
  },
  "roster.no-header": {
    says: () => "找不到写有列名的一行",
    cure: () => "在人员上面一行写明各列的名称，如姓名、身份证件号码、单位。",
  },
  "roster.columns-unknown": { says: () => "还没有确定各列的含义", cure: () => "先为每一列选择含义。" },
  "roster.formula-cell": {
    says: () => "这个单元格是公式",
    cure: () => "复制后“选择性粘贴”为数值，或直接填写内容。",
  },
  "roster.date-number": {
    says: (f: Facts) => `日期的单元格是数字 ${f.number}，按表格软件的算法可能是 ${day(f.day, "zh-CN")}`,
    cure: () => "核对后写成 2026-03-01，或把单元格设为日期格式。",
  },
  "roster.already-accepted": { says: () => "这次导入已经办理过，不能再改列的含义" },
  "roster.not-accepted": { says: () => "这次导入还没有办理，没有可以撤销的内容" },
  "roster.undo-unknown": {
    says: () => "这次导入办理时系统还没有逐行记录所登记的内容，不能整批撤销",
    cure: () => "逐人办理更正。",
  },
  "roster.undo-rests": {
    says: (f: Facts) =>
      `有 ${f.people} 人后来办理过其他事项：${restsIn("zh-CN", f.what)}（名册第 ${f.rows} 行）`,
    cure: () => "先了结这些事项，或逐人更正，不整批撤销。",
  },
  "roster.run-failed": {
    says: () => "办理中断，没有改动名册",
    cure: () => "稍后再试；仍然中断的，告知系统管理员。",
  },
  "roster.has-bad-rows": {
    says: (f: Facts) => `有 ${f.rows} 行需要改正，没有导入任何人`,
    cure: () => "改正后重新上传，或选择“只导入正确的行”。",
  },
  "roster.no-good-rows": { says: () => "没有一行可以导入", cure: () => "按下面的说明改正后重新上传。" },
  "workbook.empty": { says: () => "没有选择文件，或文件是空的", cure: () => "选择填写好的表格文件。" },
  "workbook.too-large": {
    says: (f: Facts) => `文件超过 ${f.megabytes} MB`,
    cure: () => "删去图片和多余的工作表，或分成几个文件。",
  },
  "workbook.old-format": {
    says: () => "这是旧版（.xls）或加了密码的文件",
    cure: () => "去掉密码，另存为“Excel 工作簿（.xlsx）”后再上传。",
  },
  "workbook.not-a-workbook": {
    says: () => "这不是可以读取的 Excel 工作簿（.xlsx）",
    cure: () => "用表格软件打开，另存为“Excel 工作簿（.xlsx）”后再上传。",
  },
  "workbook.picture": {
    says: () => "这是图片或 PDF，不是表格",
    cure: () => "上传表格文件（.xlsx 或 .csv）。",
  },
  "workbook.not-text": {
    says: () => "文件既不是 Excel 工作簿，也不是可以识别的文本（UTF-8 或 GB18030）",
    cure: () => "用表格软件打开，另存为“Excel 工作簿（.xlsx）”后再上传。",
  },
  "workbook.broken-quotes": {
    says: (f: Facts) => `第 ${f.row} 行的引号没有成对，无法分列`,
    cure: () => "补上或删去引号；或另存为“Excel 工作簿（.xlsx）”后再上传。",
  },
  "workbook.hidden-sheet": {
    says: () => "第一张工作表是隐藏的，没有读取",
    cure: () => "取消隐藏，或把要导入的内容移到第一张工作表。",
  },
  "workbook.merged-cells": {
    says: (f: Facts) => `数据区域有合并的单元格（${f.cells}），不能确定每行的内容`,
    cure: () => "取消合并，每行每格都填写完整后再上传。",
  },
  "workbook.hidden-columns": {
    says: (f: Facts) => `有隐藏的列（${f.columns}），没有读取`,
    cure: () => "取消隐藏并核对，或删去这些列，再上传。",
  },
  "workbook.hidden-rows": {
    says: (f: Facts) => `有隐藏的行（第 ${f.rows} 行），没有读取`,
    cure: () => "取消隐藏或筛选并核对，再上传。",
  },
  "workbook.unfolds-too-far": {
    says: () => "文件解开后过大，没有读取",
    cure: () => "把内容复制到模板中再上传。",
  },
  "workbook.reaches-too-far": {
    says: (f: Facts) => `表格延伸到 ${f.cell}，远在数据之外`,
    cure: () => "删去数据以外的行和列，或把内容复制到模板中再上传。",
  },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "name.missing": { says: () => "The name is missing" },
  "name.too-short": {
    says: () => "A name has at least two characters",
    cure: () => "Give the full name as on the identity card.",
  },
  "name.too-long": {
    says: (f) => `The name is longer than ${f.longest} characters`,
    cure: () => "Give the name only, without title or note.",
  },
  "name.characters": {
    says: (f) => `Character ${f.position} of the name cannot be part of a name`,
    cure: () => "Remove digits, punctuation and blanks; the parts of a name are joined by “·”.",
  },
  "name.private-use": {
    says: (f) => `Character ${f.position} of the name was made on one computer and shows on no other`,
    cure: () => "Type it again with an input method that has the rare characters of GB 18030.",
  },
  "identity-number.missing": { says: () => "The identity number is missing" },
  "identity-number.other-document": {
    says: () =>
      "This looks like the number of a passport, a travel permit or a permanent-residence card of before 2023, which cannot be used here",
    cure: () =>
      "Give the citizen identity number. People from Hong Kong, Macao and Taiwan: the number of the residence permit (begins 810000, 820000 or 830000). Foreigners: the 18-character number of the permanent-residence card of 2023 (begins with 9).",
  },
  "identity-number.length": {
    says: (f) => `An identity number has 18 characters (the old form 15); this has ${f.length}`,
    cure: () => "Compare with the card and put it right.",
  },
  "identity-number.characters": {
    says: (f) => `Character ${f.position} of the identity number is not a digit`,
    cure: () => "Only the last may be X.",
  },
  "identity-number.region": {
    says: () => "The region code of the identity number is not valid",
    cure: () => "Compare the first six digits with the card.",
  },
  "identity-number.birth-date": {
    says: () => "The date of birth in the identity number does not exist or lies in the future",
    cure: () => "Compare characters 7 to 14 with the card.",
  },
  "identity-number.check-digit": {
    says: () => "The check character does not fit: at least one character of the identity number is wrong",
    cure: () => "Compare it with the card character by character.",
  },
  "person.exists-under-another-name": {
    says: (f) => `This identity number is registered under another name (“${f.hint}”)`,
    cure: () =>
      "If it is the same person, the personnel department records the change of name or the transfer. If the number is wrong, correct it. No second person is made.",
  },
  "person.number-of-another": {
    says: () => "This identity number belongs to another person in the register",
    cure: () => "If both files are one person, they must be merged; the number cannot be moved.",
  },
  "person.renamed-later": {
    says: () => "A change of name after this day is already recorded",
    cure: () => "Give a day after the last change of name.",
  },
  "employment.range": {
    says: () => "The end is not after the beginning, or lies beyond the employment in force",
  },
  "employment.status-of-relation": {
    says: (f) =>
      `The status at the ${f.relation === "home" ? "home" : "host"} unit cannot be “${nameIn(statusNames, "en", f.status)}”`,
  },
  "employment.overlaps": {
    says: (f) =>
      `It overlaps an employment already recorded: ${f.toOn ? `${day(f.fromOn, "en")} to ${untilIn("en", f.toOn)}` : `since ${day(f.fromOn, "en")}`}`,
    cure: () => "End or correct that one first; for work at a new unit, record a transfer.",
  },
  "employment.unknown-unit": {
    says: (f) => `There is no such unit on ${day(f.fromOn, "en")}`,
    cure: () => "Choose a unit that stands on that day.",
  },
  "employment.none-in-force": {
    says: (f) => `There is no employment to change on ${day(f.fromOn ?? f.toOn, "en")}`,
    cure: () => "Check the date, or record the employment first.",
  },
  "leave.from-status": {
    says: (f) => `The status that day is “${nameIn(statusNames, "en", f.status)}”: leave cannot be recorded`,
    cure: () =>
      "Only who is in post goes on leave. End the loan or the standing down first; end probation first.",
  },
  "leave.not-on-leave": {
    says: (f) => `Not on leave on ${day(f.on, "en")}`,
    cure: () => "Give a day within the leave.",
  },
  "secondment.none": {
    says: () => "There is no secondment now and none recorded for later",
    cure: () => "Record it first. Who was transferred is not on loan.",
  },
  "secondment.over": {
    says: (f) => `The last day of the loan cannot be before ${day(f.earliestOn, "en")}`,
    cure: () => "If there never was a loan, correct what was recorded wrongly.",
  },
  "secondment.same-end": { says: () => "The last day is as it was" },
  "employment.death-ahead": { says: () => "The day of a death cannot lie in the future" },
  "person.deceased": {
    says: (f) => `The file says deceased: no employment or duty can be recorded from ${day(f.on, "en")}`,
    cure: () => "If that is wrong, correct it first.",
  },
  "employment.same-unit": {
    says: () => "The new unit is the old unit",
    cure: () => "A change within the unit is recorded as a change of employment.",
  },
  "employment.not-in-unit": {
    says: (f) => `Does not work in this unit${f.leftOn ? `; left it on ${day(f.leftOn, "en")}` : ""}`,
    cure: () => "Apply at the present unit, or record the transfer first.",
  },
  "employment.stood-down": {
    says: (f) => `Stood down since ${day(f.sinceOn, "en")}`,
    cure: () => "Possible again when back at work.",
  },
  "employment.not-serving": {
    says: (f) => `The status in this unit is “${nameIn(statusNames, "en", f.status)}”, not in post`,
  },
  "identity.excluded": {
    says: (f) =>
      `“${nameIn(identityNames, "en", f.identity)}” may neither apply for a certificate nor enforce the law`,
    cure: () => "The training exam for auxiliary staff is open; who passes gets a training certificate.",
  },
  "identity.not-admitted": {
    says: (f) =>
      `“${nameIn(identityNames, "en", f.identity)}” is not among those who may apply for a certificate`,
  },
  "identity.civil-servants-only": {
    says: (f) =>
      `This unit holds concentrated penalty power: only civil servants may enforce. The identity is “${nameIn(identityNames, "en", f.identity)}”`,
  },
  "legal-duty.held": {
    says: (f) =>
      `Holds a legal-affairs duty ${f.endsBeforeOn ? `from ${day(f.fromOn, "en")} to ${untilIn("en", f.endsBeforeOn)}` : `since ${day(f.fromOn, "en")}, without an end`}`,
    cure: () => "End the legal-affairs duty first; from the day after it is possible.",
  },
  "legal-qualification.ahead": {
    says: (f: Facts) => `It is said to be obtained on ${day(f.obtainedOn, "en")}, which is yet to come`,
    cure: () => "Enter the day that the certificate states.",
  },
  "legal-qualification.known": {
    says: () => "A certificate with this number is recorded already",
    cure: () => "Look it up in the register. If the number is another person's, check the original first.",
  },
  "legal-qualification.decided": {
    says: () => "Somebody has decided on this entry already",
    cure: () => "See how it stands in the register.",
  },
  "legal-qualification.own": {
    says: () => "Nobody confirms or withdraws their own qualification",
    cure: () => "Someone else does this.",
  },
  "legal-qualification.own-entry": {
    says: () => "Who recorded it cannot confirm it",
    cure: () => "Another person compares it with the certificate and confirms it.",
  },
  "legal-qualification.not-confirmed": { says: () => "This entry is not in force" },
  "legal-qualification.reason-missing": { says: () => "Enter why it is withdrawn" },
  "legal-duty.range": { says: () => "The duty's end is not after its beginning" },
  "legal-duty.overlaps": {
    says: (f) =>
      `There is such a duty already: ${f.toOn ? `${day(f.fromOn, "en")} to ${untilIn("en", f.toOn)}` : `since ${day(f.fromOn, "en")}`}`,
  },
  "legal-duty.enforces": {
    says: () => "Holds an enforcement post on these days and cannot hold a legal-affairs duty as well",
    cure: () => "End the enforcement assignment first.",
  },
  "legal-duty.none-in-force": {
    says: (f) => `There is no legal-affairs duty to end before ${day(f.toOn, "en")}`,
  },
  "sanction.range": { says: () => "The sanction's end is not after the day it took effect" },
  "sanction.in-period": {
    says: (f) =>
      `Under a sanction: ${nameIn(sanctionNames, "en", f.kind)}, ${f.endsBeforeOn ? `${day(f.fromOn, "en")} to ${untilIn("en", f.endsBeforeOn)}` : `since ${day(f.fromOn, "en")}`}`,
    cure: (f) => (f.endsBeforeOn ? `Possible from ${day(f.endsBeforeOn, "en")}.` : "It has no end."),
  },
  "grade.barred": {
    says: (f) => `The annual grade for ${f.year} is “${nameIn(gradeNames, "en", f.grade)}”`,
    cure: () => "Possible after a sufficient grade in a later year.",
  },
  "annual-grade.year-not-over": {
    says: (f) => `The year ${f.year} has not come yet`,
    cure: () => "Check the year.",
  },
  "study-category.range": { says: () => "The category's end is not after its beginning" },
  "roster.empty": {
    says: () => "There is nobody in the sheet",
    cure: () => "Fill in the template from its second row on.",
  },
  "roster.missing-columns": {
    says: (f) => `Columns are missing: ${columnsIn("en", f.columns)}`,
    cure: () => "Use the template and leave its first row as it is.",
  },
  "roster.column-twice": {
    says: (f) => `A column stands there twice: ${columnsIn("en", f.columns)}`,
    cure: () => "Remove one of the two.",
  },
  "roster.too-many-rows": {
    says: (f) => `The sheet has ${f.rows} people; one import takes ${f.most}`,
    cure: () => "Split it into several files.",
  },
  "roster.cell-missing": { says: (f) => `${columnsIn("en", f.column)} is missing` },
  "roster.cell-too-long": {
    says: (f) => `${columnsIn("en", f.column)} is longer than ${f.most} characters`,
  },
  "roster.number-cell": {
    says: () =>
      "The identity number stands in a number cell: the spreadsheet has replaced its last digits by zeros",
    cure: () => "Format the column as text and type the number again.",
  },
  "roster.number-twice": {
    says: (f) => `The identity number is the same as in row ${f.otherRow}`,
    cure: () => "At least one of the two is wrong; if it is one person, remove a row.",
  },
  "roster.date": { says: () => "The date cannot be read", cure: () => "Write it as 2026-03-01." },
  "roster.unit-unknown": {
    says: () => "There is no such unit among those you manage",
    cure: () => "Give its full name, short name or code as it stands under “Units and bodies”.",
  },
  "roster.unit-ambiguous": {
    says: () => "More than one unit has this name",
    cure: () => "Give the unit's code.",
  },
  "roster.identity-unknown": {
    says: () => "There is no such identity",
    cure: () => "Use one of the words on the template's second sheet.",
  },
  "roster.status-unknown": {
    says: () => "There is no such status",
    cure: () => "Leave it empty for “in post”, or use a word of the second sheet.",
  },
  "roster.category-unknown": {
    says: () => "There is no such study category",
    cure: () => "Use a word of the second sheet, or leave it empty.",
  },
  "roster.duty-unknown": {
    says: () => "There is no such legal-affairs duty",
    cure: () => "Use a word of the second sheet, or leave it empty.",
  },
  "roster.employed-elsewhere": {
    says: (f) => `This person is employed at another unit since ${day(f.fromOn, "en")}`,
    cure: () => "If they come to you, the personnel department records a transfer.",
  },
  "roster.no-header": {
    says: () => "No row names the columns",
    cure: () => "Name the columns above the people: name, identity number, unit.",
  },
  "roster.columns-unknown": {
    says: () => "What the columns mean is not settled",
    cure: () => "Choose a meaning for each column first.",
  },
  "roster.formula-cell": {
    says: () => "This cell is a formula",
    cure: () => "Paste it as a value, or type what it should say.",
  },
  "roster.date-number": {
    says: (f) => `The date cell is the number ${f.number}; a spreadsheet may mean ${day(f.day, "en")}`,
    cure: () => "Check it and write 2026-03-01, or format the cell as a date.",
  },
  "roster.already-accepted": {
    says: () => "This import has been taken in; its columns can no longer change",
  },
  "roster.not-accepted": { says: () => "This import has not been taken in: there is nothing to undo" },
  "roster.undo-unknown": {
    says: () =>
      "When this import was taken in, what each row made was not kept; it cannot be undone as a whole",
    cure: () => "Correct the people one by one.",
  },
  "roster.undo-rests": {
    says: (f) =>
      `${f.people} ${f.people === 1 ? "person has" : "people have"} later records: ${restsIn("en", f.what)} (rows ${f.rows})`,
    cure: () => "Settle these first, or correct people one by one.",
  },
  "roster.run-failed": {
    says: () => "It was interrupted; the register is unchanged",
    cure: () => "Try again later. If it fails again, tell the system administrator.",
  },
  "roster.has-bad-rows": {
    says: (f) => `${f.rows} rows need correction; nobody was imported`,
    cure: () => "Correct them and upload again, or choose “Import the good rows only”.",
  },
  "roster.no-good-rows": {
    says: () => "No row can be imported",
    cure: () => "Correct the sheet as explained below and upload it again.",
  },
  "workbook.empty": {
    says: () => "No file was chosen, or it is empty",
    cure: () => "Choose the completed table.",
  },
  "workbook.too-large": {
    says: (f) => `The file is larger than ${f.megabytes} MB`,
    cure: () => "Remove pictures and other sheets, or split it into several files.",
  },
  "workbook.old-format": {
    says: () => "This is an old file (.xls) or one with a password",
    cure: () => "Remove the password and save it as an Excel workbook (.xlsx).",
  },
  "workbook.not-a-workbook": {
    says: () => "This is not an Excel workbook (.xlsx) that can be read",
    cure: () => "Open it in a spreadsheet program and save it as an Excel workbook (.xlsx).",
  },
  "workbook.picture": {
    says: () => "This is a picture or a PDF, not a table",
    cure: () => "Upload the table itself (.xlsx or .csv).",
  },
  "workbook.not-text": {
    says: () => "This is neither an Excel workbook nor text in UTF-8 or GB18030",
    cure: () => "Open it in a spreadsheet program and save it as .xlsx.",
  },
  "workbook.broken-quotes": {
    says: (f) => `A quotation mark in row ${f.row} has no partner, so the columns cannot be told apart`,
    cure: () => "Put the marks right, or save the table as .xlsx.",
  },
  "workbook.hidden-sheet": {
    says: () => "The first sheet is hidden and was not read",
    cure: () => "Show it, or put what is to be imported on the first sheet.",
  },
  "workbook.merged-cells": {
    says: (f) => `There are merged cells in the table (${f.cells}): what belongs to which row is uncertain`,
    cure: () => "Unmerge them and fill in every cell.",
  },
  "workbook.hidden-columns": {
    says: (f) => `There are hidden columns (${f.columns}); nothing was read`,
    cure: () => "Show and check them, or delete them.",
  },
  "workbook.hidden-rows": {
    says: (f) => `There are hidden rows (${f.rows}); nothing was read`,
    cure: () => "Show them, or clear the filter, and check them.",
  },
  "workbook.unfolds-too-far": {
    says: () => "Unpacked, the file is too large; it was not read",
    cure: () => "Copy the rows into the template and upload that.",
  },
  "workbook.reaches-too-far": {
    says: (f) => `The sheet reaches to ${f.cell}, far beyond the table`,
    cure: () => "Delete the rows and columns beyond it, or copy the rows into the template.",
  },
};

export const personnelRefusals = { "zh-CN": zh, en };
