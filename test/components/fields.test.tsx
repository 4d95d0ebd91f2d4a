import { describe, expect, it } from "vitest";
import { Checkbox } from "~/components/checkbox";
import { ChoicesField } from "~/components/choices-field";
import { ErrorSummary, problemsOf } from "~/components/error-summary";
import { SelectField } from "~/components/select-field";
import { TextAreaField } from "~/components/text-area-field";
import { TextField } from "~/components/text-field";
import { htmlOf } from "./html-of";

describe("a field", () => {
  const html = htmlOf(
    <TextField
      name="effectOn"
      label="Date of effect"
      hint="As decided"
      errors={["Too early"]}
      defaultValue="2026-11-19"
    />,
    { locale: "en" },
  );

  it("ties label, hint and error to its control and keeps what was typed", () => {
    expect(html).toContain('<label for="effectOn">');
    expect(html).toContain('aria-describedby="effectOn-error effectOn-hint"');
    expect(html).toContain('id="effectOn-error"');
    expect(html).toContain('id="effectOn-hint"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('value="2026-11-19"');
  });

  it("puts the error between label and control, and says that it is one", () => {
    expect(html.indexOf("Too early")).toBeGreaterThan(html.indexOf("<label"));
    expect(html.indexOf("Too early")).toBeLessThan(html.indexOf("<input"));
    expect(html).toContain("Error: ");
  });

  it("says nothing about errors when there are none", () => {
    const fine = htmlOf(<TextField name="a" label="A" />);
    expect(fine).not.toMatch(/aria-invalid|aria-describedby|field-error/);
  });

  it.each([
    ["text area", <TextAreaField key="a" name="why" label="Why" errors={["Say why"]} />],
    ["select", <SelectField key="b" name="why" label="Why" choices={[]} errors={["Say why"]} />],
    ["checkbox", <Checkbox key="c" name="why" label="Why" errors={["Say why"]} />],
    [
      "choices",
      <ChoicesField
        key="d"
        name="why"
        legend="Why"
        options={[{ value: "x", text: "X" }]}
        errors={["Say why"]}
      />,
    ],
  ])("the summary's link lands on a %s", (_kind, field) => {
    const summary = htmlOf(<ErrorSummary problems={problemsOf({ why: ["Say why"] })} />);
    expect(summary).toContain('href="#why"');
    expect(htmlOf(field)).toContain('id="why"');
  });
});

describe("the error summary", () => {
  it("counts the problems, takes the focus, and is absent when all is well", () => {
    const html = htmlOf(<ErrorSummary problems={problemsOf({ a: ["one"], b: ["two", "three"], c: null })} />);
    expect(html).toContain("有 3 处需要改正");
    expect(html).toMatch(/autofocus=""/i);
    expect(html).toContain('role="alert"');
    expect(htmlOf(<ErrorSummary problems={[]} />)).toBe("");
  });
});
