// What all panes share: elements made of text, the one endpoint, and what is told to people.

export const $ = (id) => document.getElementById(id);

/** Makes an element; children that are strings stay text. */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (value !== undefined && value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/** Posts to the bots; throws an Error whose message can be shown. */
export async function post(body) {
  let response;
  try {
    response = await fetch("/answer", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  } catch {
    throw new Error("Nobody answers at this address. Is “make demo” still running?");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.error || `The answer was an error (${response.status}).`);
  return answer;
}

/** Says something to those who do not see the page. */
export function tell(text) {
  $("told").textContent = text;
}

/** The colours that were chosen last; a browser may refuse to keep them. */
export const chosenTheme = {
  get() {
    try {
      return localStorage.getItem("theme") ?? "";
    } catch {
      return "";
    }
  },
  set(theme) {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // not kept: the page begins with the system's colours again
    }
  },
};

let fading;
/** Shows a sentence for a few seconds. */
export function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("shown");
  clearTimeout(fading);
  fading = setTimeout(() => $("toast").classList.remove("shown"), 5000);
}

export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast("Copied.");
  } catch {
    toast("The browser did not let the page copy; select the text instead.");
  }
}

/** Leaves for a page; those of the sandbox are made up. */
export function leave(url) {
  const host = URL.canParse(url) ? new URL(url).hostname : "";
  if (host.endsWith(".example")) toast(`SANDBOX: this page is made up. The button leads to ${url}`);
  else if (/^https?:\/\//i.test(url)) window.open(url, "_blank", "noopener,noreferrer");
}

/** Whatever anchors a renderer made: none is followed without being looked at. */
export function guardLinks(within) {
  within.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    event.preventDefault();
    leave(link.href);
  });
}

let number = Date.now();
/** Tells one press from the next, as the platforms' own identifiers do. */
export const fresh = (name) => `${name}-${(number += 1)}`;

/** Opens a window over the page; `fill` draws into it. Buttons: [label, onClick, isMain]. */
export function openWindow(title, fill, buttons = [], look = "") {
  const dialog = $("window");
  dialog.className = look;
  dialog.querySelector("h2").textContent = title;
  const inside = dialog.querySelector(".inside");
  inside.replaceChildren();
  fill(inside);
  dialog.querySelector("footer").replaceChildren(
    ...buttons.map(([label, onclick, main]) =>
      el("button", { type: "button", class: main ? "main" : "", onclick }, label),
    ),
  );
  if (!dialog.open) dialog.showModal();
  const first = [".inside input:checked", ".inside :is(input, textarea)", "footer .main", ".close"];
  first.map((each) => dialog.querySelector(each)).find(Boolean).focus();
}

export const closeWindow = () => $("window").close();

/** The two sides of an exchange as JSON, each with a button that copies it. */
export function showJson(into, parts) {
  into.replaceChildren(
    ...Object.entries(parts).map(([label, value]) => {
      const text = JSON.stringify(value, null, 2);
      const button = el("button", { type: "button", class: "copy", "aria-label": `Copy: ${label}` }, "Copy");
      button.addEventListener("click", () => copy(text));
      return el("figure", {}, el("figcaption", {}, label, button), el("pre", { tabindex: "0", "aria-label": label }, text));
    }),
  );
}

/** Switches that are groups of buttons, one of them pressed. */
export function press(group, chosen) {
  for (const button of group.querySelectorAll("button")) button.setAttribute("aria-pressed", String(button === chosen));
}

export const skeleton = () =>
  el("div", { class: "skeleton", "aria-hidden": "true" }, ...Array.from({ length: 6 }, () => el("span")));
