import { Writable } from "node:stream";

/** A stream to render a page into; what it took in is handed over whole, once. */
export function onePiece(whenWhole: (page: Buffer<ArrayBuffer>) => void): Writable {
  const pieces: Buffer[] = [];
  return new Writable({
    write(piece: Buffer, _, done) {
      pieces.push(withoutPadding(piece));
      done();
    },
    final(done) {
      whenWhole(Buffer.concat(pieces));
      done();
    },
  });
}

/** React 18 fills what is left of a piece with zeros where the next character, of three bytes, has no room in it. */
function withoutPadding(piece: Buffer): Buffer {
  let end = piece.length;
  while (end > 0 && piece[end - 1] === 0) end -= 1;
  return piece.subarray(0, end);
}
