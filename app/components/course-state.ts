import type { CourseState } from "~/study/course";
import type { Tone } from "./status";

export const COURSE_TONES: Record<CourseState, Tone> = {
  draft: "info",
  published: "ok",
  replaced: "off",
  withdrawn: "off",
};
