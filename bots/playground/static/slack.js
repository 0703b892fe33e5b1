// The Slack pane: draws what the bot sent, and posts what Slack would post when a button is pressed.
import { drawMessage } from "./vendor/renderers.js";
import { Pane } from "./pane.js";
import { closeWindow, el, fresh, guardLinks, leave, openWindow, post, showJson } from "./tools.js";

const LOGO = "/static/icon.svg";
const TEAM = { id: "T0SANDBOX", domain: "sandbox" };
const YOU = { id: "U0YOU", username: "you", team_id: "T0SANDBOX" };
const PERSON = { id: YOU.id, name: "you" };
const RESPONSE_URL = "https://hooks.slack.com/actions/T0SANDBOX/0/playground";
const DIRECT = "D0CERTDESK";
const CHANNEL = "C0HIRING";
const VIEW = "V0PLAYGROUND";

export class SlackPane extends Pane {
  constructor(pane, fail) {
    super(pane, fail);
    this.drawn = [];
    this.view = null;
  }

  begin(asked) {
    this.view = null;
    super.begin(asked);
  }

  /** Takes what the bot sent; `origin` is the message whose button was pressed. */
  apply({ posted, sent, response }, origin = null) {
    let replaced = origin;
    for (const { method, body } of sent) {
      const inChannel = body.response_type === "in_channel" || (body.channel || "").startsWith("C");
      const direct = ["chat.postMessage", "chat.update"].includes(method) && !inChannel;
      const item = { body, shared: inChannel, direct, at: new Date() };
      if (body.view) this.open(body.view, method);
      else if (method === "chat.update" || (body.replace_original && replaced !== null)) this.items[replaced ?? this.items.length - 1] = item;
      else replaced = this.items.push(item) - 1;
    }
    if (response?.errors) this.showErrors(response.errors);
    showJson(this.pane.querySelector(".json > div"), {
      ...(posted && { "Slack posts to the bot": posted }),
      "The bot sends to Slack": response && !sent.length ? response : sent,
    });
    this.draw();
  }

  draw() {
    for (const undraw of this.drawn) undraw();
    this.drawn = [];
    const { say, about } = this.asked;
    const isCommand = say?.startsWith("/");
    this.feed.dataset.theme = this.theme;
    this.feed.replaceChildren(
      el("p", { class: "place" }, isCommand ? "# hiring" : "Direct messages with Certdesk"),
      say ? el("p", { class: "said" }, isCommand ? "You used " : "You wrote ", el("code", {}, say)) : el("p", { class: "said" }, about),
    );
    this.items.forEach((item, at) => this.feed.append(this.message(item, at)));
    if (this.view && !this.items.length) {
      const again = el("button", { type: "button", class: "copy", onclick: () => this.open(this.view, "again") }, "Open it again");
      this.feed.append(el("p", { class: "said" }, `Slack opens the window “${plain(this.view.title)}”. `, again));
    }
  }

  message(item, at) {
    const host = el("div", { class: "message", tabindex: "-1" });
    const note = item.shared ? "Everybody in # hiring reads this" : item.direct ? "" : "Only visible to you";
    if (note) host.append(el("p", { class: item.shared ? "note shared" : "note" }, note));
    const inside = el("div");
    host.append(inside);
    this.drawn.push(
      drawMessage(inside, { blocks: item.body.blocks, name: "Certdesk", logo: LOGO, time: item.at, theme: this.theme, users: [PERSON] }),
    );
    listen(inside, item.body.blocks, (element, button) => this.press(element, button, item, at));
    return host;
  }

  press(element, button, item, at) {
    if (element.url) leave(element.url);
    if (element.confirm) {
      const { title, text, confirm, deny } = element.confirm;
      const agree = () => { closeWindow(); this.send(element, button, item, at); };
      openWindow(plain(title), (inside) => inside.append(el("p", {}, plain(text))), [
        [plain(deny), closeWindow],
        [plain(confirm), agree, true],
      ], "slack");
    } else this.send(element, button, item, at);
  }

  send(element, button, item, at) {
    const channel = item.direct ? DIRECT : CHANNEL;
    const name = item.body.metadata?.event_payload?.key ?? `${at + 1}.0`; // what a message that stays is called here
    const container = { type: "message", channel_id: channel, message_ts: name, is_ephemeral: !item.shared && !item.direct };
    this.post(
      { channel: { id: channel }, container, response_url: RESPONSE_URL, message: { ts: container.message_ts } },
      element, button, at,
    );
  }

  async post(where, element, button, at) {
    const payload = { type: "block_actions", user: YOU, team: TEAM, trigger_id: fresh("pressed"), ...where, actions: [action(element)] };
    const before = this.items.length;
    const result = await sent(button, { slack: payload }, this.fail);
    if (!result) return;
    this.apply(result.slack, at);
    const changed = this.items.length > before ? this.items.length - 1 : at;
    if (this.items[changed] && result.slack.sent.some((call) => call.body.blocks)) this.moveTo(changed, `Slack: ${this.items[changed].body.text}`);
  }

  open(view, method) {
    const previous = method === "views.push" ? this.view : null;
    this.view = view;
    const buttons = [[plain(view.close) || "Close", previous ? () => this.open(previous, "back") : closeWindow]];
    if (view.submit) buttons.push([plain(view.submit), (event) => this.submit(event.currentTarget), true]);
    openWindow(plain(view.title), (inside) => {
      const host = el("div", { class: "view", "data-theme": this.theme });
      inside.append(host);
      drawMessage(host, { blocks: view.blocks, name: "", logo: LOGO, time: new Date(), theme: this.theme, bare: true });
      nameFields(host, view.blocks);
      guardLinks(host);
      listen(host, view.blocks, (element, button) =>
        element.url ? leave(element.url) : this.post({ view: { id: VIEW, type: "modal", state: state(host, view.blocks) } }, element, button, null),
      );
    }, buttons, "slack");
  }

  async submit(button) {
    const host = document.querySelector("#window .view");
    const view = { id: VIEW, type: "modal", callback_id: this.view.callback_id, state: state(host, this.view.blocks) };
    const payload = { type: "view_submission", user: YOU, team: TEAM, trigger_id: fresh("sent"), view };
    const result = await sent(button, { slack: payload }, this.fail);
    if (result) this.apply(result.slack);
  }

  showErrors(errors) {
    const footer = document.querySelector("#window footer");
    footer.querySelector("[role=alert]")?.remove();
    footer.prepend(el("p", { role: "alert" }, Object.values(errors).join(" ")));
  }
}

const MENU = "[id^=overflow_menu_popup_]";

/** Calls back with the Block Kit element behind a button; the renderer gives each its action_id as id. */
function listen(host, blocks, pressed) {
  const elements = blocks.flatMap((block) => [...(block.elements ?? []), block.accessory].filter((each) => each?.action_id));
  const choose = (event) => {
    const entry = event.target.closest(`${MENU} [tabindex]`);
    if (!entry) return;
    const menu = entry.closest(MENU);
    const element = elements.find((each) => menu.id === `overflow_menu_popup_${each.action_id}`);
    const selected_option = element?.options[[...menu.querySelectorAll("[tabindex]")].indexOf(entry)];
    if (!selected_option) return;
    event.preventDefault();
    event.stopPropagation();
    const { options, ...rest } = element;
    pressed({ ...rest, url: selected_option.url, selected_option }, entry);
  };
  host.addEventListener("click", choose, true);
  host.addEventListener("keydown", (event) => ["Enter", " "].includes(event.key) && choose(event), true);
  host.addEventListener("click", (event) => {
    const button = event.target.closest("button[id], a[id]");
    if (!button) return;
    const same = [...host.querySelectorAll("button[id], a[id]")].filter((each) => each.id === button.id);
    const element = elements.filter((each) => each.action_id === button.id)[same.indexOf(button)];
    if (!element) return;
    event.preventDefault();
    event.stopPropagation();
    pressed(element, button);
  }, true);
}

async function sent(button, body, fail) {
  button.setAttribute("aria-busy", "true");
  try {
    return await post(body);
  } catch (error) {
    fail(error);
    return null;
  } finally {
    button.removeAttribute("aria-busy");
  }
}

function action({ confirm, style, ...element }) {
  return { ...element, action_ts: String(Date.now() / 1000) };
}

/** What a person filled in, as Slack hands it over. */
function state(host, blocks) {
  const values = {};
  const fields = fieldsOf(host);
  blocks.filter((block) => block.type === "input").forEach((block, at) => {
    const { type, action_id } = block.element;
    const field = fields[at];
    const given = { type };
    if (type === "radio_buttons") {
      const checked = [...(field?.querySelectorAll("input") ?? [])].findIndex((each) => each.checked);
      given.selected_option = block.element.options[checked] ?? block.element.initial_option ?? null;
    } else {
      const typed = field?.querySelector("textarea, input")?.value ?? "";
      given[type === "datepicker" ? "selected_date" : "value"] = typed || null;
    }
    values[block.block_id] = { [action_id]: given };
  });
  return { values };
}

const fieldsOf = (host) => [...host.querySelectorAll(".slack_blocks_to_jsx__input")];

/** Names the fields for those who do not see the label above them. */
function nameFields(host, blocks) {
  const labels = blocks.filter((block) => block.type === "input").map((block) => plain(block.label));
  fieldsOf(host).forEach((field, at) => {
    for (const box of field.querySelectorAll("fieldset, input:not([type=radio]), textarea"))
      box.setAttribute("aria-label", labels[at]);
  });
}

const CHARACTERS = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const plain = (text) => (text?.text ?? "").replace(/&(?:amp|lt|gt);/g, (found) => CHARACTERS[found]);
