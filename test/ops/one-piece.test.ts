import { createElement } from "react";
import { renderToPipeableStream, renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { onePiece } from "~/one-piece.server";

it.each([0, 1, 2])(
  "a Chinese page of any length holds what was written and no zero byte (%i)",
  async (shift) => {
    const element = createElement(
      "ul",
      { className: "a".repeat(shift) },
      Array.from({ length: 500 }, (_, key) => createElement("li", { key }, "执法资格证件")),
    );
    const page = await new Promise<Buffer>((resolve, reject) => {
      const { pipe } = renderToPipeableStream(element, {
        onAllReady: () => pipe(onePiece(resolve)),
        onShellError: reject,
      });
    });
    expect(page.includes(0)).toBe(false);
    expect(page.toString("utf8")).toBe(renderToStaticMarkup(element));
  },
);
