import type { FreezeState } from "~/study/freeze";
import type { Tone } from "./status";

export const FREEZE_TONES: Record<FreezeState, Tone> = {
  proposed: "warn",
  frozen: "ok",
  reopened: "warn",
  returned: "stop",
  withdrawn: "off",
};
