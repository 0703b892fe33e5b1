// What both panes have in common: where they draw, what was asked, and the way to what an answer changed.
import { guardLinks, skeleton, tell } from "./tools.js";

export class Pane {
  constructor(pane, fail) {
    this.pane = pane;
    this.fail = fail;
    this.feed = pane.querySelector(".feed");
    this.theme = "light";
    this.items = [];
    guardLinks(this.feed);
  }

  wait(asked) {
    this.begin(asked);
    this.feed.append(skeleton());
  }

  begin(asked) {
    this.asked = asked;
    this.items = [];
    this.draw();
  }

  answered(asked, result) {
    this.begin(asked);
    this.apply(result);
  }

  /** Moves to the message at a place, and says its text to those who hear the page. */
  moveTo(at, text) {
    const shown = this.feed.querySelectorAll(".message")[at];
    if (!shown) return;
    shown.focus({ preventScroll: true });
    shown.scrollIntoView({ block: "nearest" });
    tell(text);
  }
}
