// The few answers the server gives without the app, in both languages because nobody has said which one they read.

const SENTENCES = {
  400: ["请求无法识别。", "The request could not be understood."],
  403: [
    "为保护您的账号，本次操作未执行：请求不是从本系统页面发出的。请返回页面后重试。",
    "To protect your account nothing was done: the request did not come from a page of this system. Go back and try again.",
  ],
  413: [
    "提交的内容太大，未被接收。课程视频不超过 512 MB，试题文件不超过 64 MB，其他文件不超过 20 MB。请分成几个文件，返回后重新上传。",
    "What you sent is too large and was not accepted: 512 MB at most for a film of a course, 64 MB for a file of questions, 20 MB for anything else. Split it, go back and try again.",
  ],
  500: [
    "系统出现错误，本次操作可能未完成。",
    "Something went wrong; what you did may not have been completed.",
  ],
  503: [
    "系统正在启动或暂时不可用，请稍后再试。",
    "The system is starting or not available for the moment. Try again shortly.",
  ],
} as const;

export type PlainStatus = keyof typeof SENTENCES;

/** A whole page; `reference` is the id an administrator finds in the log. */
export function plainPage(status: PlainStatus, reference?: string): string {
  const [chinese, english] = SENTENCES[status];
  const id = reference ? `<p>编号 / Reference: <code>${reference}</code></p>` : "";
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${status}</title></head>
<body><main><p>${chinese}</p><p lang="en">${english}</p>${id}<p><a href="/">返回首页 / Home</a></p></main></body></html>
`;
}
