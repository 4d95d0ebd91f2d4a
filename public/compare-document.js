// Whether a PDF is the one that was issued: its digest is compared with those that the page brought along. The file stays on
// the device. Where the page is about no certificate yet, the verification code in the file leads to its page, which goes on.
const box = document.querySelector("[data-compare]");
const { known, said } = JSON.parse(box.dataset.compare);
const place = box.querySelector("[role=status]");
const field = box.querySelector("input");
const CARRIED = "compared-document";
/** Twenty characters in five groups, as it stands among the keywords of every document. */
const CODE = /\b[0-9A-Z]{4}(?:-[0-9A-Z]{4}){4}\b/;

box.hidden = false;
field.addEventListener("change", () => field.files[0] && look(field.files[0]));
for (const name of ["dragover", "drop"])
  box.addEventListener(name, (event) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (name === "drop" && file) look(file);
  });

const carried = sessionStorage.getItem(CARRIED);
sessionStorage.removeItem(CARRIED);
if (known && carried) answer(JSON.parse(carried));

async function look(file) {
  place.textContent = said.reading;
  if (!crypto.subtle) {
    place.textContent = said.stuck;
    return;
  }
  const bytes = await file.arrayBuffer();
  const sha256 = hex(await crypto.subtle.digest("SHA-256", bytes));
  const code = CODE.exec(new TextDecoder("latin1").decode(bytes))?.[0] ?? null;
  const found = { sha256, code };
  if (known) return answer(found);
  if (code === null) {
    place.textContent = said.none;
    return;
  }
  sessionStorage.setItem(CARRIED, JSON.stringify(found));
  location.assign(`/v/${code}`);
}

function answer({ sha256, code }) {
  const same = known.documents.find((document) => document.sha256 === sha256);
  place.textContent = same ? same.said : code === known.token ? said.changed : said.other;
}

function hex(digest) {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
