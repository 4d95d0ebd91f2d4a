import type { Catalogue } from "./text";

/** A person's portrait: giving a new one, and those of before. */
const zh = {
  title: "证件照片",
  ledeOwn: "用于执法证件。新照片从下一次核发起使用，已印制的证件不变。",
  current: "现用照片",
  none: "尚无照片",
  alt: "证件照片",
  file: "选择照片",
  fileHint: "白底彩色免冠照片，JPEG 或 PNG，不超过 10 MB；裁剪后至少 358×501 像素。",
  crop: "裁剪范围",
  cropHint: "按 25:35 裁剪。三项留空时，由系统居中裁剪；在图上拖动方框，数字随之改变。单位为像素。",
  left: "左边距",
  top: "上边距",
  width: "宽度",
  box: "裁剪框，用方向键移动，用加号和减号改变大小",
  submit: "使用这张照片",
  history: "照片记录",
  changed: (by: string) => `由${by}更换`,
  size: (width: number, height: number) => `${width}×${height} 像素`,
  done: "照片已更换。",
  refused: "照片没有更换",
  notChecked: "系统检查尺寸、比例和背景颜色，不识别人脸；是否为本人由审核人核对。",
  change: "更换照片",
};

const en: typeof zh = {
  title: "Portrait for the certificate",
  ledeOwn:
    "It is printed on the certificate. A new one is used from the next issue on; what was printed stays as it is.",
  current: "Present portrait",
  none: "No portrait yet",
  alt: "Portrait",
  file: "Choose a photo",
  fileHint:
    "In colour, without a hat, before a white ground. JPEG or PNG, at most 10 MB; at least 358×501 pixels once cropped.",
  crop: "Crop",
  cropHint:
    "To 25 by 35. Left empty, the middle is taken; drag the box on the picture and the figures follow. In pixels.",
  left: "Left edge",
  top: "Upper edge",
  width: "Width",
  box: "Crop: arrow keys move it, plus and minus change its size",
  submit: "Use this photo",
  history: "Earlier portraits",
  changed: (by) => `changed by ${by}`,
  size: (width, height) => `${width}×${height} pixels`,
  done: "The portrait was changed.",
  refused: "The portrait was not changed",
  notChecked:
    "Size, proportions and the colour of the ground are checked; faces are not. A reviewer sees whether it is the person.",
  change: "Change the portrait",
};

export const photosText: Catalogue<typeof zh> = { "zh-CN": zh, en };
