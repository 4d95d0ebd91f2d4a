import { describe, expect, it } from "vitest";
import { Chips } from "~/components/chips";
import { filteredHref } from "~/components/filters";
import { heatOf } from "~/components/heat-strip";
import { Pager, shownPages } from "~/components/pager";
import { ProgressBar } from "~/components/progress-bar";
import { type Column, Table } from "~/components/table";
import { Timeline } from "~/components/timeline";
import { dayCells } from "~/components/working-days";
import { htmlOf } from "./html-of";

describe("filters in the address", () => {
  it("are set, cleared one by one, and start again at the first page", () => {
    expect(filteredHref("unit=7&page=3", { state: "active" })).toBe("?unit=7&state=active");
    expect(filteredHref("unit=7&state=active&after=x", { unit: null })).toBe("?state=active");
    expect(filteredHref("unit=7", { unit: "" })).toBe("?");
    expect(filteredHref("unit=7", { page: 2 })).toBe("?unit=7&page=2");
  });

  it("are shown as chips, each with its own way out; the reader's scope has none", () => {
    const html = htmlOf(
      <Chips
        items={[
          { name: "单位", value: "城管局", clearHref: "?a" },
          { name: "范围", value: "临湖区" },
        ]}
        clearAllHref="?"
      />,
    );
    expect(html).toContain('href="?a" aria-label="清除条件：单位"');
    expect(html).not.toContain("清除条件：范围");
    expect(html).toContain("全部清除");
  });
});

describe("the pager", () => {
  it.each([
    [1, 1, [1]],
    [1, 3, [1, 2, 3]],
    [5, 13, [1, -4, 4, 5, 6, -13, 13]],
    [3, 13, [1, 2, 3, 4, -13, 13]],
    [4, 5, [1, 2, 3, 4, 5]],
    [13, 13, [1, -12, 12, 13]],
  ])("on page %i of %i", (page, pages, shown) => {
    expect(shownPages(page, pages)).toEqual(shown);
  });

  it("marks where the reader is and leads on", () => {
    const html = htmlOf(<Pager summary="s" page={1} pages={3} hrefOf={(n) => `?page=${n}`} />, {
      locale: "en",
    });
    expect(html).toContain('<span aria-current="page">1</span>');
    expect(html).toContain('href="?page=2" rel="next"');
    expect(html).not.toContain('rel="prev"');
  });
});

describe("a table", () => {
  type Row = { name: string; unit: string };
  const columns: Column<Row>[] = [
    { key: "name", head: "Name", heads: true, cell: (row) => row.name },
    { key: "unit", head: "Unit", cell: (row) => row.unit },
    { key: "acts", head: "Actions", acts: true, cell: () => <a href="/x">Open</a> },
  ];
  const html = htmlOf(
    <Table label="People" columns={columns} rows={[{ name: "A", unit: "U" }]} keyOf={(row) => row.name} />,
  );

  it("labels each value for the phone, where the head is out of sight", () => {
    expect(html).toContain('<td data-label="Unit">U</td>');
    expect(html).toContain('<th scope="row">A</th>');
    expect(html).toContain('<td class="col-act"><a');
  });

  it("can be scrolled by keyboard and has a name", () => {
    expect(html).toMatch(/tabindex="0" aria-label="People"/);
  });
});

describe("pictures of figures", () => {
  it("a bar's lengths are attributes and never leave the bar", () => {
    const html = htmlOf(<ProgressBar label="l" total={15} done={14} pending={4} expected={20} />);
    expect(html).toContain('class="pend" x="93.33%"');
    expect(html).toContain('width="6.67%"');
    expect(html).toContain('class="tick" x="100%"');
    expect(html).not.toContain("style");
    expect(htmlOf(<ProgressBar label="l" total={0} done={0} />)).not.toContain("NaN");
  });

  it.each([
    [5, 3, true, ["used", "used", "now", undefined, undefined]],
    [5, 3, false, ["used", "used", "used", undefined, undefined]],
    [3, 5, true, ["used", "used", "used", "over", "over"]],
    [2, 0, true, [undefined, undefined]],
  ])("a limit of %i working days, %i used", (limit, used, running, states) => {
    expect(dayCells(limit, used, running).map((cell) => cell.state)).toEqual(states);
  });

  it("a limit missed by a year does not draw a year", () => {
    expect(dayCells(5, 250, true)).toHaveLength(15);
  });

  it("heat has none, and four steps", () => {
    expect([0, 1, 20, 60, 96].map((count) => heatOf(count, 96))).toEqual([0, 1, 2, 3, 4]);
  });

  it("a timeline says each year once", () => {
    const events = ["2026-11-18", "2026-02-09", "2025-05-09"].map((on) => ({ key: on, on, text: on }));
    const html = htmlOf(<Timeline events={events} />);
    expect(html.match(/2026年/g)).toHaveLength(1);
    expect(html).toContain('<time dateTime="2026-11-18">11月18日</time>');
  });
});
