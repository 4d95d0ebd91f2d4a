/** A device in two words, from what its browser says of itself: enough for its owner to recognise it. */

export type DeviceWords = {
  browser: "wechat" | "edge" | "firefox" | "chrome" | "safari" | "other";
  system: "windows" | "harmony" | "android" | "ios" | "macos" | "linux" | "other";
};

// In this order: most of them claim to be the ones below as well.
const browsers: [RegExp, DeviceWords["browser"]][] = [
  [/MicroMessenger/i, "wechat"],
  [/Edg(e|A|iOS)?\//, "edge"],
  [/Firefox\/|FxiOS\//, "firefox"],
  [/Chrome\/|CriOS\//, "chrome"],
  [/Safari\//, "safari"],
];
const systems: [RegExp, DeviceWords["system"]][] = [
  [/Windows/, "windows"],
  [/HarmonyOS|OpenHarmony/, "harmony"],
  [/Android/, "android"],
  [/iPhone|iPad|iPod/, "ios"],
  [/Mac OS X|Macintosh/, "macos"],
  [/Linux|X11/, "linux"],
];

export function deviceOf(userAgent: string): DeviceWords {
  return {
    browser: browsers.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "other",
    system: systems.find(([pattern]) => pattern.test(userAgent))?.[1] ?? "other",
  };
}
