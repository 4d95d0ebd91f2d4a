import type { Facts } from "~/verdict";

type Entry = { says: (facts: Facts) => string; cure?: (facts: Facts) => string };

const zh = {
  "course.not-draft": { says: () => "这一版已经发布，不能再改", cure: () => "请起草新版。" },
  "course.no-draft": { says: () => "课程没有编写中的版本", cure: () => "请起草新版后再改。" },
  "course.no-lessons": { says: () => "课程没有学习单元", cure: () => "请先加入阅读或视频单元。" },
  "course.no-lesson": { says: () => "这个单元已经不在课程中", cure: () => "请回到课程页查看现在的单元。" },
  "course.too-many-lessons": {
    says: (facts) => `一门课程最多 ${facts.most} 个单元`,
    cure: () => "请分成几门课程。",
  },
  "course.too-few-questions": {
    says: (facts) => `测验要 ${facts.questions} 题，题库中只能抽出 ${facts.drawable} 题`,
    cure: () => "请减少题数，增选法律法规，或在题库中补充试题。",
  },
  "course.own": { says: () => "您编写过这一版，不能由您发布", cure: () => "请法制机构的另一位同志发布。" },
  "course.changed-since": {
    says: () => "您打开页面之后，课程又有改动",
    cure: () => "请重新看过再发布。",
  },
  "course.reason-missing": { says: () => "没有写明下架的原因", cure: () => "请写明原因。" },
  "course.not-offered": { says: () => "课程现在没有发布", cure: () => "请选择其他课程。" },
  "course.not-for-you": {
    says: () => "这门课程不面向您所在的单位或人员类别",
    cure: () => "请选择其他课程；认为有误的，请联系单位学法管理员。",
  },
  "course.ended": { says: () => "您已经学完这门课程", cure: () => "学时已记入学法台账。" },
  "course.lesson-open": {
    says: (facts) =>
      Number(facts.seen) < Number(facts.pages)
        ? `“${facts.title}”已读 ${facts.seen} / ${facts.pages} 页`
        : `“${facts.title}”已记录 ${facts.minutes} 分钟，要求 ${facts.required} 分钟`,
    cure: () => "请继续学习这个单元；只有系统记录的时间才算。",
  },
  "course.quiz-open": {
    says: (facts) => `课程测验还没有合格（答对 ${facts.passPercent}% 以上）`,
    cure: () => "请参加课程测验。",
  },
  "course.nothing-counted": {
    says: () => "系统记录的学习时间不足一分钟",
    cure: () => "请在页面保持前台的情况下继续学习。",
  },
  "course-quiz.no-questions": {
    says: () => "题库中现在没有可用的试题",
    cure: () => "请稍后再试，或联系法制机构。",
  },
  "course-quiz.no-tries": {
    says: (facts) => `今天已经测验 ${facts.tries} 次`,
    cure: () => "请复习后明天再测。",
  },
  "course-text.empty": { says: () => "没有正文", cure: () => "请填写正文或上传文件。" },
  "course-text.too-long": {
    says: (facts) => `正文 ${facts.characters} 字，超过 ${facts.most} 字`,
    cure: () => "请分成几个单元。",
  },
  "course-text.too-many-pages": {
    says: (facts) => `正文分成 ${facts.pages} 页，超过 ${facts.most} 页`,
    cure: () => "请分成几个单元。",
  },
  "course-text.picture": { says: () => "正文中有图片，不能加入", cure: () => "请删去图片，改用文字说明。" },
  "course-text.too-large": { says: () => "文件超过 2 MB", cure: () => "请分成几个文件。" },
  "course-text.wrong-kind": { says: () => "文件不是 .md 或 .txt", cure: () => "请另存为文本文件后上传。" },
  "course-text.unreadable": {
    says: () => "文件不是 UTF-8 或 GB18030 编码的文本",
    cure: () => "请用记事本另存为 UTF-8 后上传。",
  },
  "course-video.too-large": {
    says: (facts) => `视频超过 ${facts.megabytes} MB`,
    cure: () => "请降低清晰度或分成几段。",
  },
  "course-video.wrong-content": {
    says: () => "文件的内容不是 MP4 或 WebM 视频",
    cure: () => "请转换格式后上传；改文件名没有用。",
  },
  "course-video.missing": { says: () => "没有选择视频文件", cure: () => "请选择要上传的文件。" },
} satisfies Record<string, Entry>;

const en: Record<keyof typeof zh, Entry> = {
  "course.not-draft": {
    says: () => "This version was published and changes no more",
    cure: () => "Write a new version.",
  },
  "course.no-draft": { says: () => "The course has no draft", cure: () => "Open a new version first." },
  "course.no-lessons": { says: () => "The course has no lessons", cure: () => "Add a text or a film first." },
  "course.no-lesson": {
    says: () => "This lesson is no longer in the course",
    cure: () => "See the course for the lessons it has now.",
  },
  "course.too-many-lessons": {
    says: (facts) => `A course has ${facts.most} lessons at most`,
    cure: () => "Make several courses of it.",
  },
  "course.too-few-questions": {
    says: (facts) =>
      `The quiz asks ${facts.questions} questions; the banks have ${facts.drawable} that can be drawn`,
    cure: () => "Ask fewer, name more laws, or add questions to the banks.",
  },
  "course.own": {
    says: () => "You wrote on this version and cannot publish it",
    cure: () => "Have a colleague of legal affairs publish it.",
  },
  "course.changed-since": {
    says: () => "The course was changed after you opened the page",
    cure: () => "Read it again, then publish.",
  },
  "course.reason-missing": { says: () => "No reason is given", cure: () => "Say why it is withdrawn." },
  "course.not-offered": { says: () => "The course is not offered now", cure: () => "Choose another." },
  "course.not-for-you": {
    says: () => "This course is not for your unit or study category",
    cure: () => "Choose another; if this is wrong, ask your unit's training officer.",
  },
  "course.ended": {
    says: () => "You have finished this course",
    cure: () => "Its time is in the study ledger.",
  },
  "course.lesson-open": {
    says: (facts) =>
      Number(facts.seen) < Number(facts.pages)
        ? `“${facts.title}”: ${facts.seen} of ${facts.pages} pages read`
        : `“${facts.title}”: ${facts.minutes} minutes measured, ${facts.required} required`,
    cure: () => "Go on with this lesson; only measured time counts.",
  },
  "course.quiz-open": {
    says: (facts) => `The quiz is not passed yet (${facts.passPercent}% right)`,
    cure: () => "Take the quiz.",
  },
  "course.nothing-counted": {
    says: () => "Less than a minute of study was measured",
    cure: () => "Go on studying with the page in front.",
  },
  "course-quiz.no-questions": {
    says: () => "The banks have no question for this now",
    cure: () => "Try later, or ask the legal affairs office.",
  },
  "course-quiz.no-tries": {
    says: (facts) => `You have taken the quiz ${facts.tries} times today`,
    cure: () => "Read again and try tomorrow.",
  },
  "course-text.empty": { says: () => "There is no text", cure: () => "Type one or upload a file." },
  "course-text.too-long": {
    says: (facts) => `The text has ${facts.characters} characters, more than ${facts.most}`,
    cure: () => "Make several lessons of it.",
  },
  "course-text.too-many-pages": {
    says: (facts) => `The text makes ${facts.pages} pages, more than ${facts.most}`,
    cure: () => "Make several lessons of it.",
  },
  "course-text.picture": {
    says: () => "The text holds a picture, which is not taken",
    cure: () => "Take it out and say it in words.",
  },
  "course-text.too-large": { says: () => "The file is larger than 2 MB", cure: () => "Split it." },
  "course-text.wrong-kind": {
    says: () => "The file is neither .md nor .txt",
    cure: () => "Save it as a text file and upload that.",
  },
  "course-text.unreadable": {
    says: () => "The file is no text in UTF-8 or GB18030",
    cure: () => "Save it as UTF-8 and upload it again.",
  },
  "course-video.too-large": {
    says: (facts) => `The film is larger than ${facts.megabytes} MB`,
    cure: () => "Lower its resolution or split it.",
  },
  "course-video.wrong-content": {
    says: () => "The content of the file is no MP4 or WebM film",
    cure: () => "Convert it; another file name does not help.",
  },
  "course-video.missing": { says: () => "No film is chosen", cure: () => "Choose the file to upload." },
};

export const coursesRefusals = { "zh-CN": zh, en };
