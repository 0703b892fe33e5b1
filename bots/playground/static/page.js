// The page: one box to type in, three panes that draw the answer.
import { SlackPane } from "./slack.js";
import { TeamsPane } from "./teams.js";
import { $, chosenTheme, closeWindow, copy, el, post, press, skeleton, tell } from "./tools.js";

const FIRST = document.querySelector("#examples [data-words]").dataset.words;
const PATIENCE = 120; // milliseconds before the panes show that they wait: most answers are there sooner
const REMEMBERED = 6;
const LARGEST = 8 * 1024 * 1024; // bytes, as the server has it

const slack = new SlackPane($("slack"), fail);
const teams = new TeamsPane($("teams"), fail);
const text = {
  feed: $("text").querySelector(".feed"),
  wait(asked) { this.feed.replaceChildren(said(asked), skeleton()); },
  answered(asked, gist, details) {
    this.feed.replaceChildren(said(asked), el("pre", { tabindex: "0", "aria-label": "The answer as plain text" }, gist));
    if (!details) return;
    const whole = el("pre", { tabindex: "0", "aria-label": "All of the answer as plain text" }, details);
    this.feed.append(el("details", { class: "whole" }, el("summary", {}, "With --details"), whole));
  },
};
const said = ({ say, about }) => el("p", { class: say ? "said" : "unasked" }, say ?? about);
const SHOWN = {
  badge: "Dropped into the chat: badge.json, with the words “is this Jane Doe's badge?”",
  digest: "Nobody asked: a manager gets this when something is due.",
};
const earlier = [];
let count = 0;
let last = [FIRST];

/** Asks what a person types, shows what a person is told unasked (`show`), or drops a file into the chats. */
async function ask(words, show = "", file = null) {
  const mine = (count += 1);
  const asked = show || file ? { show: show || file.name, about: SHOWN[show] ?? dropped(file, words) } : { say: words };
  last = [words, show, file];
  $("words").value = words;
  $("problem").hidden = true;
  closeWindow();
  if (words && !file) remember(words);
  const waiting = setTimeout(() => {
    $("panes").setAttribute("aria-busy", "true");
    for (const pane of [slack, teams, text]) pane.wait(asked);
  }, PATIENCE);
  try {
    const answer = await post(file ? { file: await readFile(file), say: words } : show ? { show } : { say: words });
    if (mine !== count) return;
    clearTimeout(waiting);
    slack.answered(asked, answer.slack);
    teams.answered(asked, answer.teams);
    text.answered(asked, answer.text, answer.details);
    tell(words ? `Answer to ${words}: ${answer.text}` : answer.text);
  } catch (error) {
    if (mine === count) fail(error);
  } finally {
    clearTimeout(waiting);
    if (mine === count) {
      $("panes").removeAttribute("aria-busy");
      document.body.dataset.answered = file?.name || words || show;
    }
  }
}

const dropped = (file, words) => `Dropped into the chat: ${file.name}${words ? `, with the words “${words}”` : ""}`;

/** Reads a file's name and bytes as the endpoint wants them. */
function readFile(file) {
  if (file.size > LARGEST) throw new Error("That file is larger than 8 MB.");
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, data: reader.result.slice(reader.result.indexOf(",") + 1) });
    reader.onerror = () => reject(new Error("The browser could not read that file."));
    reader.readAsDataURL(file);
  });
}

function drop(file) {
  if (file) ask($("words").value.trim(), "", file);
}

function fail(error) {
  $("problem").querySelector("p").textContent = error.message;
  $("problem").hidden = false;
  for (const waiting of document.querySelectorAll(".skeleton")) waiting.remove();
}

function remember(words) {
  const known = earlier.indexOf(words);
  if (known >= 0) earlier.splice(known, 1);
  earlier.unshift(words);
  earlier.splice(REMEMBERED);
  $("earlier").hidden = earlier.length < 2;
  $("earlier").querySelector("ol").replaceChildren(
    ...earlier.slice(1).map((each) =>
      el("li", {}, el("button", { type: "button", title: each, onclick: () => go(each) }, each)),
    ),
  );
}

/** Asks by way of the address, so that it can be shared and the browser's way back leads back. */
function go(words, show = "") {
  const hash = show ? `#show=${show}` : `#q=${encodeURIComponent(words)}`;
  if (location.hash === hash) ask(words, show);
  else location.hash = hash;
}

function followAddress() {
  const [, kind, rest] = /^#(q|show)=(.*)$/s.exec(location.hash) ?? [];
  if (kind === "show" && Object.hasOwn(SHOWN, rest)) return ask("", rest);
  try {
    return ask(decodeURIComponent((kind === "q" && rest) || "").slice(0, 40000) || FIRST);
  } catch {
    return ask(FIRST);
  }
}

const system = matchMedia("(prefers-color-scheme: dark)");
const pageTheme = () => document.documentElement.dataset.theme || (system.matches ? "dark" : "light");

function paint(pane, theme) {
  pane.theme = theme;
  press(pane.pane.querySelector(".switch"), pane.pane.querySelector(`.switch [data-theme=${theme}]`));
  if (pane.asked) pane.draw();
}

function paintPage(theme) {
  document.documentElement.dataset.theme = theme;
  press($("page-theme"), $("page-theme").querySelector(`[data-theme="${theme}"]`));
  for (const pane of [slack, teams]) paint(pane, pageTheme());
}

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  const words = $("words").value.trim();
  if (words) go(words);
});
// Enter asks, as in a chat; with Shift it begins a new line, and while an input method composes it is the method's.
$("words").addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  $("composer").requestSubmit();
});
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => {
  drop($("file").files[0]);
  $("file").value = "";
});
for (const kind of ["dragover", "dragleave", "drop"])
  addEventListener(kind, (event) => {
    if (!event.dataTransfer?.types.includes("Files")) return; // words may be dragged into the box
    event.preventDefault();
    $("composer").classList.toggle("dropping", kind === "dragover");
    if (kind !== "drop") return;
    if (event.dataTransfer.files.length > 1) fail(new Error("Drop one file at a time."));
    else drop(event.dataTransfer.files[0]);
  });
$("examples").addEventListener("click", (event) => {
  const chip = event.target.closest(".chip");
  if (chip) go(chip.dataset.words ?? "", chip.dataset.show);
});
$("page-theme").addEventListener("click", (event) => {
  const chosen = event.target.closest("button");
  if (!chosen) return;
  chosenTheme.set(chosen.dataset.theme);
  paintPage(chosen.dataset.theme);
});
for (const pane of [slack, teams])
  pane.pane.querySelector(".switch").addEventListener("click", (event) => {
    const chosen = event.target.closest("button");
    if (chosen) paint(pane, chosen.dataset.theme);
  });
$("page-width").addEventListener("click", (event) => {
  const chosen = event.target.closest("button");
  if (!chosen) return;
  press($("page-width"), chosen);
  $("panes").dataset.width = chosen.dataset.width;
});
$("tabs").addEventListener("click", (event) => {
  const chosen = event.target.closest("button");
  if (!chosen) return;
  press($("tabs"), chosen);
  $("panes").dataset.shown = chosen.dataset.pane;
});
$("problem").querySelector("button").addEventListener("click", () => ask(...last));
$("text").querySelector(".copy").addEventListener("click", () => copy(text.feed.querySelector("pre")?.textContent ?? ""));
$("window").querySelector(".close").addEventListener("click", closeWindow);
system.addEventListener("change", () => paintPage(document.documentElement.dataset.theme ?? ""));
addEventListener("hashchange", followAddress);

paintPage(chosenTheme.get());
followAddress();
