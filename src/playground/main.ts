// The playground: a page on which a pricing program can be tried out, in the browser alone.
import { computeView } from "./computeView.ts";
import { examples } from "./examples.ts";
import { openPage } from "./page.ts";
import { sourcesOfFragment, sourcesToFragment } from "./sources.ts";

const page = openPage(document);

function compute(): void {
  page.show(computeView(page.read()));
}

/** What the address says, or else the first example. */
function begin(): void {
  page.write(sourcesOfFragment(location.hash) ?? examples[0]);
  page.say("");
  compute();
}

let waiting = 0;
page.onEdit(() => {
  clearTimeout(waiting);
  // While somebody types, the last state is the one that counts.
  waiting = setTimeout(compute, 100);
});
page.onChoose(
  examples.map(({ name }) => name),
  (at) => {
    page.write(examples[at] ?? examples[0]);
    compute();
  },
);
page.onShare(() => void share());
addEventListener("hashchange", begin);
begin();

async function share(): Promise<void> {
  history.replaceState(null, "", `#${sourcesToFragment(page.read())}`);
  try {
    await navigator.clipboard.writeText(location.href);
    page.say("The link is in the clipboard.");
  } catch {
    // A page that is opened from a file may not write there.
    page.say("The link is in the address bar.");
  }
}
