// The Teams pane: draws what the bot sent, and posts what Teams would post when a button is pressed.
import { drawCard } from "./vendor/renderers.js";
import { Pane } from "./pane.js";
import { closeWindow, el, fresh, guardLinks, leave, openWindow, post, showJson, toast } from "./tools.js";

const CARD = "application/vnd.microsoft.card.adaptive";
const TOAST = "application/vnd.microsoft.activity.message";
const ABOUT = {
  channelId: "msteams",
  from: { id: "29:you", aadObjectId: "you", name: "You" },
  recipient: { id: "28:certdesk", name: "Certdesk" },
  conversation: { id: "a:you", conversationType: "personal", tenantId: "sandbox" },
  channelData: { tenant: { id: "sandbox" } },
};

export class TeamsPane extends Pane {
  /** Takes what the bot sent and answered; `origin` is the card whose button was pressed. */
  apply({ posted, sent, response }, origin = null) {
    for (const activity of sent)
      (activity.attachments ?? []).forEach((attachment, place) => {
        if (attachment.contentType === CARD)
          this.items.push({ card: attachment.content, id: activity.id ?? fresh("sent"), at: new Date(), first: place === 0 });
      });
    const task = response?.task;
    if (response?.type === CARD && origin !== null) this.items[origin] = { ...this.items[origin], card: response.value };
    else if (response?.type === TOAST) toast(response.value);
    else if (response?.value?.message) toast(response.value.message);
    else if (task?.type === "continue") this.open(task.value);
    else if (task?.value) toast(task.value);
    showJson(this.pane.querySelector(".json > div"), {
      ...(posted && { "Teams posts to the bot": posted }),
      "The bot answers Teams": response && !sent.length ? response : response ? { response, sent } : sent,
    });
    this.draw();
  }

  draw() {
    this.feed.dataset.theme = this.theme;
    const { say, about } = this.asked;
    this.feed.replaceChildren(el("p", { class: say ? "you" : "unasked" }, say ?? about));
    this.items.forEach((item, at) => this.feed.append(this.message(item, at)));
  }

  message(item, at) {
    const card = el("div", { class: "card" });
    this.show(card, item.card, (action) => this.press(action, item, at));
    const column = el("div", { class: "column" }, card);
    if (item.first) {
      const time = item.at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
      column.prepend(el("p", { class: "who" }, "Certdesk ", el("span", {}, time)));
    }
    const logo = item.first ? el("img", { src: "/static/icon.svg", alt: "", width: "32", height: "32" }) : "";
    return el("div", { class: item.first ? "message" : "message further", tabindex: "-1" }, logo, column);
  }

  show(host, card, pressed) {
    drawCard(host, card, {
      theme: this.theme,
      onAction: (json, action) => (json.type === "Action.OpenUrl" ? leave(json.url) : pressed(action, json)),
    });
  }

  press(action, item, at) {
    if (action.getJsonTypeName() === "Action.ToggleVisibility") return; // the renderer has done it, nobody is asked
    const data = action.data ?? {};
    if (action.getJsonTypeName() === "Action.Execute") {
      const value = { action: { type: "Action.Execute", verb: action.verb, data }, trigger: "manual" };
      this.post({ type: "invoke", name: "adaptiveCard/action", replyToId: item.id, value }, at);
    } else if (data.msteams?.type === "task/fetch")
      this.post({ type: "invoke", name: "task/fetch", replyToId: item.id, value: { data, context: { theme: this.theme } } }, at);
    else this.post({ type: "message", replyToId: item.id, value: data }, at);
  }

  async post(activity, at) {
    const before = this.items.length;
    this.pane.setAttribute("aria-busy", "true");
    try {
      const { teams } = await post({ teams: { id: fresh("pressed"), ...activity, ...ABOUT } });
      this.apply(teams, at);
      const isNew = this.items.length > before;
      if (isNew || teams.response?.type === CARD) {
        const changed = isNew ? this.items.length - 1 : at;
        this.moveTo(changed, `Teams: ${this.items[changed].card.fallbackText}`);
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.pane.removeAttribute("aria-busy");
    }
  }

  open({ title, card }) {
    openWindow(title, (inside) => {
      const host = el("div", { class: "card", "data-theme": this.theme });
      inside.append(host);
      guardLinks(host);
      this.show(host, card.content, (action) =>
        this.post({ type: "invoke", name: "task/submit", value: { data: action.data ?? {}, context: { theme: this.theme } } }, null),
      );
    }, [["Close", closeWindow]], "teams");
  }
}
