/** Words for what question files hold wrongly; each says where: line and column, cell, or file of a package. */
import type { Facts } from "~/verdict";
import { formatText, sheetWords } from "./question-formats";
import type { Locale } from "./text";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

/** Before a sentence: 第 3 行第 5 列： */
function at(f: Facts): string {
  const line = f.line ? `第 ${f.line} 行第 ${f.column} 列` : "";
  const place = f.cell ? `单元格 ${f.cell}` : line;
  const part = f.casePart ? `第 ${f.casePart} 小题` : "";
  const where = [f.file ? `文件 ${f.file}` : "", place, part].filter(Boolean).join("，");
  return where ? `${where}：` : "";
}
function from(f: Facts): string {
  const line = f.line ? `Line ${f.line}, column ${f.column}` : "";
  const place = f.cell ? `Cell ${f.cell}` : line;
  const part = f.casePart ? `Part ${f.casePart}` : "";
  const where = [f.file ? `File ${f.file}` : "", place, part].filter(Boolean).join(", ");
  return where ? `${where}: ` : "";
}
const columns = (locale: Locale, f: Facts) =>
  String(f.columns)
    .split(",")
    .map((column) => (sheetWords[locale].columns as Record<string, string>)[column] ?? column)
    .join(locale === "zh-CN" ? "、" : ", ");

/** By the names that sheets give the fields; a part of an option or of a citation by its own. */
const fieldIn = (locale: Locale, f: Facts) =>
  (({ ...sheetWords[locale].columns, ...formatText[locale].fields }) as Record<string, string>)[
    String(f.field)
  ] ?? String(f.field);

type Words = string | ((f: Facts) => string);
const worded = (words: Words, f: Facts) => (typeof words === "string" ? words : words(f));
const zhEntry = (says: Words, cure?: string): Entry => ({
  says: (f) => `${at(f)}${worded(says, f)}`,
  ...(cure ? { cure: () => cure } : {}),
});
const enEntry = (says: Words, cure?: string): Entry => ({
  says: (f) => `${from(f)}${worded(says, f)}`,
  ...(cure ? { cure: () => cure } : {}),
});

const zh = {
  // The whole file
  "format.empty": zhEntry("没有选择文件，或文件是空的", "选择有内容的试题文件。"),
  "format.too-large": zhEntry((f) => `文件超过 ${f.megabytes} MB`, "分成几个文件。"),
  "format.not-text": zhEntry("不是可以识别的文本（UTF-8 或 GB18030）", "另存为 UTF-8 文本后再上传。"),
  "format.unknown": zhEntry(
    "认不出文件的格式",
    "选择格式后重新上传；可以读取 Excel、GIFT、Aiken、Moodle XML 和 QTI 2.x、3.0。",
  ),
  "format.no-questions": zhEntry("文件里没有试题", "核对选的文件和格式。"),
  "format.too-many": zhEntry((f) => `试题或问题超过 ${f.most} 条`, "分成几个文件。"),
  "format.not-xml": zhEntry("XML 在这里断开或写错", "从原系统重新导出。"),
  "format.document-type": zhEntry(
    "文件带有文档类型声明（DOCTYPE），不予读取",
    "删去声明，或从原系统重新导出。",
  ),
  "format.too-deep": zhEntry("XML 嵌套过深或一道题过大，不予读取", "从原系统重新导出。"),
  "format.not-moodle": zhEntry("这不是 Moodle XML 试题文件", "核对选的文件和格式。"),
  "format.not-package": zhEntry("这不是可以读取的 QTI 内容包（.zip）", "从原系统重新导出内容包。"),
  "format.unsafe-name": zhEntry("文件名指向内容包以外，整包不予读取", "从原系统重新导出内容包。"),
  "format.link": zhEntry("内容包里有链接文件，整包不予读取", "从原系统重新导出内容包。"),
  "format.unfolds-too-far": zhEntry((f) => `文件解开后超过 ${f.megabytes} MB，不予读取`, "分成几个文件。"),
  "format.no-manifest": zhEntry(
    "内容包里没有 imsmanifest.xml",
    "从原系统重新导出内容包，不要另加一层文件夹。",
  ),
  "format.no-items": zhEntry("内容包的清单里没有 QTI 2.x 或 3.0 试题", "核对选的文件和 QTI 版本。"),
  "format.columns-missing": zhEntry(
    (f) => `表头缺少：${columns("zh-CN", f)}`,
    "按模板补上这些列，表头放在第一行。",
  ),
  "format.column-twice": zhEntry("这一列的列名前面已经有了", "删去一列。"),
  "format.merged": zhEntry("有合并的单元格，不能确定每行的内容", "取消合并，每格填写完整。"),
  "format.hidden-row": zhEntry((f) => `第 ${f.row} 行是隐藏的`, "取消隐藏并核对，或删去这些行。"),
  "format.hidden-column": zhEntry((f) => `${f.column} 列是隐藏的`, "取消隐藏并核对，或删去这些列。"),
  "format.reaches-too-far": zhEntry("表格延伸得太远", "删去试题以外的行和列。"),
  // One question
  "format.no-stem": zhEntry("没有题干", "补写题干。"),
  "format.no-options": zhEntry("选项不足两个", "补写选项。"),
  "format.too-many-options": zhEntry((f) => `选项超过 ${f.most} 个`, "减少选项。"),
  "format.empty-option": zhEntry((f) => `选项 ${f.option} 没有文字`, "补写或删去这个选项。"),
  "format.same-options": zhEntry((f) => `选项 ${f.first} 和 ${f.second} 相同`, "改写其中一个。"),
  "format.option-gap": zhEntry("选项中间有空缺", "选项从 A 开始依次填写。"),
  "format.no-key": zhEntry("没有正确答案", "标明正确选项。"),
  "format.bad-key": zhEntry("答案不是选项的字母", "单项选择题写一个字母，多项选择题写全部字母，例如 ACD。"),
  "format.key-unknown": zhEntry((f) => `答案 ${f.key} 不在选项之中`, "核对答案和选项。"),
  "format.several-keys": zhEntry(
    (f) => `这种题型只能有一个正确选项，这里有 ${f.key}`,
    "改为多项选择题，或只留一个。",
  ),
  "format.one-key-of-many": zhEntry("多项选择题至少要有两个正确选项", "补上正确选项，或改为单项选择题。"),
  "format.all-right": zhEntry("全部选项都是正确的，没有可以选错的", "补上错误选项。"),
  "format.either-right": zhEntry(
    "单选题里有几个选项各自算全对，不能确定哪个是答案",
    "改为多项选择题，或只留一个正确选项。",
  ),
  "format.weighted": zhEntry(
    "各正确选项的得分比例不同，或合计不是满分，本平台按答案评分，不能表示",
    "改为各正确选项平均分，或拆成几道题。",
  ),
  "format.bad-weight": zhEntry("得分比例不是数字", "写 -100 到 100 之间的数字。"),
  "format.bad-truth": zhEntry("判断题的答案应为“正确”或“错误”", "改写答案。"),
  "format.truth-options": zhEntry("判断题不填选项", "删去选项，或改为单项选择题。"),
  "format.kind": zhEntry(
    (f) => `题型“${f.kind}”不能导入，只收单项选择、多项选择、判断和案例题`,
    "改为可以导入的题型，或不导入这一题。",
  ),
  "format.script": zhEntry((f) => `含有脚本或可执行内容（${f.named}）`, "删去后再导入。"),
  "format.event-handler": zhEntry((f) => `标记 ${f.named} 带有事件脚本`, "删去后再导入。"),
  "format.picture": zhEntry(
    (f) => `含有图片、公式或附件（${f.named}），试题只收文字`,
    "用文字说明，或不导入这一题。",
  ),
  "format.table": zhEntry("含有表格，转成文字会改变意思", "用文字说明。"),
  "format.raised": zhEntry((f) => `上标或下标“${f.named}”转成文字会改变意思`, "改写成文字。"),
  "format.unknown-tag": zhEntry((f) => `标记 <${f.named}> 不认识`, "删去标记；要写小于号，用 &lt;。"),
  "format.unknown-entity": zhEntry((f) => `字符名 &${f.named}; 不认识`, "直接写出这个字符。"),
  "format.broken-markup": zhEntry((f) => `标记没有写完：${f.named}`, "补全或删去标记。"),
  "format.too-long": zhEntry((f) => `有一段文字超过 ${f.most} 字`, "缩短文字。"),
  "format.code-too-long": zhEntry((f) => `题号超过 ${f.most} 字`, "缩短题号。"),
  "format.repeated-code": zhEntry((f) => `题号 ${f.code} 在文件里出现不止一次`, "改用不同的题号。"),
  "format.bad-difficulty": zhEntry("难度应为 1 到 5 的整数", "改写难度。"),
  "format.bad-marks": zhEntry("分值应为大于 0 的数字", "改写分值。"),
  "format.bad-citation": zhEntry(
    "依据的写法不能识别",
    "每行一条，例如：《行政处罚法》第9条第2款（2021-01-22）。",
  ),
  "format.type-unknown": zhEntry("题型不认识", "从列表中选择题型。"),
  "format.formula": zhEntry("单元格是公式，不作为内容读取", "改为文字。"),
  "format.date-cell": zhEntry("单元格被存成了日期", "把单元格设为文本后重新填写。"),
  "format.beyond-draft": zhEntry(
    (f) => `“${fieldIn("zh-CN", f)}”超出试题可以保存的长度或条数`,
    "缩短或减少后重新上传。",
  ),
  "format.case-without-code": zhEntry("案例题没有题号，各小题无法归属", "补写题号。"),
  "format.case-unknown": zhEntry((f) => `所属的案例题 ${f.case} 不在文件里`, "补上案例题，或改正所属题号。"),
  "format.case-refused": zhEntry(
    (f) => `案例题 ${f.case} 有问题，整组没有收下`,
    "先改正同一案例题的其他问题。",
  ),
  "format.case-too-many-parts": zhEntry((f) => `案例题的小题超过 ${f.most} 道`, "拆成几道案例题。"),
  "format.case-parts": zhEntry("案例题至少要有两道小题", "补上小题。"),
  "format.no-closing-brace": zhEntry("左花括号没有对应的右花括号", "在答案后补上 }。"),
  "format.stray-brace": zhEntry("多出一个花括号", "题目中的花括号前加反斜线，如 \\{。"),
  "format.no-closing-title": zhEntry("题名没有用 :: 结束", "在题名后补上 ::。"),
  "format.no-answer-line": zhEntry("这道题没有“ANSWER: ”行", "在选项后补上答案行。"),
  "format.answer-alone": zhEntry("答案行前面没有试题", "补上题干和选项。"),
  "format.answer-unknown": zhEntry(
    (f) => `答案“${f.answer}”不是一个选项字母`,
    "写一个大写字母，例如 ANSWER: B。",
  ),
  "format.letter-order": zhEntry("选项字母没有按 A、B、C 排列", "依次改写选项字母。"),
  "format.item-missing": zhEntry((f) => `清单中的试题文件 ${f.name} 不在包里`, "从原系统重新导出内容包。"),
  "format.not-item": zhEntry("这个文件不是 QTI 试题", "从原系统重新导出内容包。"),
  // The file as a whole, taken in or written
  "import.nothing-to-take": zhEntry(
    "没有可以导入的试题",
    "按预览中的说明改正文件，或选择修订题库中已有的试题。",
  ),
  "import.not-accepted": zhEntry("这个文件还没有导入，不用撤销", "返回导入页。"),
  "import.published": zhEntry(
    (f) => `这次导入的试题已有 ${f.retired} 道审核发布，撤销会停用它们`,
    "请有审核权限的人办理撤销。",
  ),
  "export.nothing": zhEntry("没有符合条件的试题，不能生成文件", "放宽条件，或重新选择试题。"),
  "export.too-many": zhEntry(
    (f) => `选中的试题超过 ${f.most} 道，一个文件放不下`,
    "按法律、题型或难度分几次导出。",
  ),
  // Taken, but without something
  "format.penalty": zhEntry("选错倒扣的分数没有收下，评分按考试的规则"),
  "format.own-scoring": zhEntry("试题自带的评分程序没有收下，评分按考试的规则"),
  "format.left-out-tag": zhEntry((f) => `标签“${f.tag}”没有收下`),
  "format.left-out-link": zhEntry("文字收下了，链接地址没有收下"),
  "format.left-out-field": zhEntry((f) => `“${f.field}”的内容没有收下`),
  "format.left-out-column": zhEntry((f) => `列“${f.column}”不认识，没有收下`),
  "format.markdown": zhEntry("Markdown 标记原样当作文字收下"),
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "format.empty": enEntry("No file was chosen, or it is empty", "Choose a file with questions."),
  "format.too-large": enEntry(
    (f) => `The file is larger than ${f.megabytes} MB`,
    "Split it into several files.",
  ),
  "format.not-text": enEntry("This is no text we know (UTF-8 or GB18030)", "Save it as UTF-8 text."),
  "format.unknown": enEntry(
    "The format of the file was not recognised",
    "Choose its format and upload it again: Excel, GIFT, Aiken, Moodle XML, QTI 2.x and 3.0 can be read.",
  ),
  "format.no-questions": enEntry("The file holds no question", "Check the file and its format."),
  "format.too-many": enEntry(
    (f) => `More than ${f.most} questions or problems`,
    "Split it into several files.",
  ),
  "format.not-xml": enEntry("the XML breaks off or is wrong here", "Export it again from where it came."),
  "format.document-type": enEntry(
    "the file has a document type declaration (DOCTYPE) and is not read",
    "Remove it, or export again.",
  ),
  "format.too-deep": enEntry(
    "the XML is nested too deeply, or one question is too large; it is not read",
    "Export it again.",
  ),
  "format.not-moodle": enEntry("This is no Moodle XML file of questions", "Check the file and its format."),
  "format.not-package": enEntry(
    "This is no QTI package (.zip) that can be read",
    "Export the package again.",
  ),
  "format.unsafe-name": enEntry(
    "a name leads out of the package; nothing of it is read",
    "Export the package again.",
  ),
  "format.link": enEntry("the package holds a link; nothing of it is read", "Export the package again."),
  "format.unfolds-too-far": enEntry(
    (f) => `The file unfolds to more than ${f.megabytes} MB and is not read`,
    "Split it into several files.",
  ),
  "format.no-manifest": enEntry(
    "The package has no imsmanifest.xml",
    "Export it again, without another folder around it.",
  ),
  "format.no-items": enEntry(
    "The manifest lists no QTI 2.x or 3.0 item",
    "Check the file and the version of QTI.",
  ),
  "format.columns-missing": enEntry(
    (f) => `The first row lacks: ${columns("en", f)}`,
    "Add these columns as in the template, with their names in the first row.",
  ),
  "format.column-twice": enEntry("this column has been named before", "Remove one of the two."),
  "format.merged": enEntry(
    "merged cells; what stands in each row is not certain",
    "Unmerge and fill in each cell.",
  ),
  "format.hidden-row": enEntry((f) => `Row ${f.row} is hidden`, "Show and check it, or remove it."),
  "format.hidden-column": enEntry((f) => `Column ${f.column} is hidden`, "Show and check it, or remove it."),
  "format.reaches-too-far": enEntry(
    "the table reaches too far",
    "Remove rows and columns beyond the questions.",
  ),
  "format.no-stem": enEntry("there is no stem", "Write one."),
  "format.no-options": enEntry("fewer than two options", "Write more options."),
  "format.too-many-options": enEntry((f) => `more than ${f.most} options`, "Use fewer options."),
  "format.empty-option": enEntry((f) => `option ${f.option} has no text`, "Write or remove it."),
  "format.same-options": enEntry(
    (f) => `options ${f.first} and ${f.second} are the same`,
    "Reword one of them.",
  ),
  "format.option-gap": enEntry(
    "an option is missing between others",
    "Fill in options from A without a gap.",
  ),
  "format.no-key": enEntry("no option is right", "Mark the right option."),
  "format.bad-key": enEntry(
    "the key is not made of the options' letters",
    "One letter for single choice, all letters for multiple choice, such as ACD.",
  ),
  "format.key-unknown": enEntry((f) => `the key ${f.key} is not among the options`, "Check key and options."),
  "format.several-keys": enEntry(
    (f) => `this type has one right option, here are ${f.key}`,
    "Make it multiple choice, or keep one.",
  ),
  "format.one-key-of-many": enEntry(
    "multiple choice needs two right options at least",
    "Add a right option, or make it single choice.",
  ),
  "format.all-right": enEntry(
    "every option is right; nothing could be chosen wrongly",
    "Add a wrong option.",
  ),
  "format.either-right": enEntry(
    "several options of a single choice are fully right each; which is the key is not certain",
    "Make it multiple choice, or keep one right option.",
  ),
  "format.weighted": enEntry(
    "right options have different shares of the mark, or do not add up to all of it; marking here is by key and cannot say that",
    "Give right options equal shares, or make several questions of it.",
  ),
  "format.bad-weight": enEntry("the share of the mark is no number", "Write a number from -100 to 100."),
  "format.bad-truth": enEntry("a true-false question is answered by true or false", "Correct the answer."),
  "format.truth-options": enEntry(
    "a true-false question has no options",
    "Remove them, or make it single choice.",
  ),
  "format.kind": enEntry(
    (f) => `the kind “${f.kind}” cannot be taken; single and multiple choice, true-false and cases can`,
    "Make another kind of it, or leave it.",
  ),
  "format.script": enEntry((f) => `a script or something that runs (${f.named})`, "Remove it."),
  "format.event-handler": enEntry((f) => `the tag ${f.named} carries an event handler`, "Remove it."),
  "format.picture": enEntry(
    (f) => `a picture, formula or attachment (${f.named}); questions are text only`,
    "Say it in words, or leave this question.",
  ),
  "format.table": enEntry("a table; as text it would mean something else", "Say it in words."),
  "format.raised": enEntry(
    (f) => `“${f.named}” raised or lowered; as text it would mean something else`,
    "Reword it.",
  ),
  "format.unknown-tag": enEntry(
    (f) => `the tag <${f.named}> is not known`,
    "Remove it; a less-than sign is written &lt;.",
  ),
  "format.unknown-entity": enEntry(
    (f) => `the character &${f.named}; is not known`,
    "Write the character itself.",
  ),
  "format.broken-markup": enEntry((f) => `a tag does not end: ${f.named}`, "Complete or remove it."),
  "format.too-long": enEntry((f) => `a text is longer than ${f.most} characters`, "Shorten it."),
  "format.code-too-long": enEntry((f) => `the code is longer than ${f.most} characters`, "Shorten it."),
  "format.repeated-code": enEntry(
    (f) => `the code ${f.code} stands in the file more than once`,
    "Use another code.",
  ),
  "format.bad-difficulty": enEntry("difficulty is a whole number from 1 to 5", "Correct it."),
  "format.bad-marks": enEntry("marks are a number above 0", "Correct it."),
  "format.bad-citation": enEntry(
    "the citation cannot be read",
    "One in each line, such as 《行政处罚法》第9条第2款（2021-01-22）.",
  ),
  "format.type-unknown": enEntry("the type is not known", "Choose one from the list."),
  "format.formula": enEntry("the cell is a formula and not read as content", "Make it text."),
  "format.date-cell": enEntry("the cell was stored as a date", "Make it a text cell and fill it in again."),
  "format.beyond-draft": enEntry(
    (f) => `“${fieldIn("en", f)}” is longer, or more, than a question can keep`,
    "Shorten it and upload the file again.",
  ),
  "format.case-without-code": enEntry(
    "a case without a code; its questions cannot name it",
    "Write its code.",
  ),
  "format.case-unknown": enEntry(
    (f) => `its case ${f.case} is not in the file`,
    "Add the case, or correct its code.",
  ),
  "format.case-refused": enEntry(
    (f) => `the case ${f.case} has a problem; none of it was taken`,
    "Correct the other problems of this case first.",
  ),
  "format.case-too-many-parts": enEntry(
    (f) => `the case has more than ${f.most} questions`,
    "Make several cases of it.",
  ),
  "format.case-parts": enEntry("a case needs two questions at least", "Add questions to it."),
  "format.no-closing-brace": enEntry("a brace is opened and not closed", "Write } after the answers."),
  "format.stray-brace": enEntry("one brace too many", "Write \\{ for a brace inside a text."),
  "format.no-closing-title": enEntry("the title does not end with ::", "Write :: after it."),
  "format.no-answer-line": enEntry("this question has no line “ANSWER: ”", "Add it after the options."),
  "format.answer-alone": enEntry("an answer without a question before it", "Add stem and options."),
  "format.answer-unknown": enEntry(
    (f) => `the answer “${f.answer}” is no letter of an option`,
    "Write one capital letter, such as ANSWER: B.",
  ),
  "format.letter-order": enEntry("letters of options do not run A, B, C", "Correct the letters."),
  "format.item-missing": enEntry(
    (f) => `the item ${f.name} is listed and not in the package`,
    "Export it again.",
  ),
  "format.not-item": enEntry("this file is no QTI item", "Export the package again."),
  "import.nothing-to-take": enEntry(
    "There is no question to take",
    "Correct the file as the preview says, or choose to revise questions that stand in the bank.",
  ),
  "import.not-accepted": enEntry(
    "This file has not been taken in: there is nothing to undo",
    "Go back to it.",
  ),
  "import.published": enEntry(
    (f) =>
      `${f.retired} questions of this import have been reviewed and published; undoing would retire them`,
    "Ask somebody who may review questions to undo it.",
  ),
  "export.nothing": enEntry(
    "No question matches: there is no file to make",
    "Widen the filters, or choose again.",
  ),
  "export.too-many": enEntry(
    (f) => `More than ${f.most} questions: one file does not hold them`,
    "Export them in parts, by law, type or difficulty.",
  ),
  "format.penalty": enEntry("marks taken off for wrong options were left out; the exam's rule marks"),
  "format.own-scoring": enEntry("the item's own scoring was left out; the exam's rule marks"),
  "format.left-out-tag": enEntry((f) => `the tag “${f.tag}” was left out`),
  "format.left-out-link": enEntry("the text was taken, the address of its link was left out"),
  "format.left-out-field": enEntry((f) => `what stands in “${f.field}” was left out`),
  "format.left-out-column": enEntry((f) => `the column “${f.column}” is not known and was left out`),
  "format.markdown": enEntry("signs of Markdown were taken as plain text"),
};

export const formatsRefusals = { "zh-CN": zh, en };
