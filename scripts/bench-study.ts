import { machineLine } from "./bench/machine.ts";
import { atEachSize } from "./bench/sizes.ts";
import { measureStudy, type StudyFigures } from "./bench/study-scene.ts";

// npm run bench:study [-- people]: standings of a year of study at the server, fifty records a person, in ledgers of
// several sizes, as the table that docs/benchmarks.md keeps. Sizes default to 1000 and 100000 people.

const measuredAt = new Map<number, StudyFigures>();
await atEachSize("study", [1_000, 100_000], measureStudy, (size, figures) => {
  measuredAt.set(size, figures);
  console.log(`\n${report().join("\n")}`);
});

function report(): string[] {
  const sizes = [...measuredAt.keys()];
  const names = measuredAt.get(sizes[0]!)!.figures.map(({ name }) => name);
  const cell = (size: number, name: string) => {
    const figure = measuredAt.get(size)?.figures.find((one) => one.name === name);
    if (!figure) return "";
    const shown = figure.value.toFixed(figure.value < 10 ? 1 : 0);
    return figure.within === undefined || figure.value <= figure.within ? shown : `**${shown}**`;
  };
  const limit = (name: string) =>
    measuredAt.get(sizes[0]!)!.figures.find((one) => one.name === name)?.within ?? "";
  return [
    machineLine(),
    "",
    `| | ${sizes.map((size) => `${size.toLocaleString("en")} people, ${(size * 50).toLocaleString("en")} records`).join(" | ")} | at most |`,
    `|---|${sizes.map(() => "---:").join("|")}|---:|`,
    ...names.map(
      (name) => `| ${name} | ${sizes.map((size) => cell(size, name)).join(" | ")} | ${limit(name)} |`,
    ),
  ];
}
