// The two renderers behind one small face: drawMessage (Slack) and drawCard (Teams). bundle.sh bundles it.
import { AdaptiveCard, HostConfig, Table, TableCell, TableRow } from "adaptivecards";
import hostDark from "adaptivecards-designer/lib/hostConfigs/microsoft-teams-dark.json";
import hostLight from "adaptivecards-designer/lib/hostConfigs/microsoft-teams-light.json";
import markdownIt from "markdown-it";
import React from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { Message } from "slack-blocks-to-jsx";

export const tables = [Table, TableCell, TableRow]; // they register themselves; without this they are shaken off
export const isWeb = (url) => /^https?:\/\//i.test(url || "");

// slack-blocks-to-jsx lets links of any scheme through: only web links become links here.
const hooks = {
  link: ({ href, children, className }) =>
    isWeb(href) ? (
      <a href={href} className={className} target="_blank" rel="noreferrer noopener">{children}</a>
    ) : (
      <span>{children}</span>
    ),
};

// What the renderer does otherwise than Slack. In a plain_text Slack shows &amp; &lt; &gt; as the characters they stand
// for, and finds no mention, link or emoji; so what could be taken for one is hidden from the renderer and put back
// into the text that it has drawn. And "verbatim" keeps Slack from making links, not from making *this* bold.
const CHARACTERS = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };
const PRIVATE = 0xe000; // from here on Unicode leaves characters to private use
const hide = (text) =>
  text
    .replace(/&(?:amp|lt|gt);/g, (found) => CHARACTERS[found])
    .replace(/[!-/:-@[-`{-~]/g, (mark) => String.fromCharCode(PRIVATE + mark.charCodeAt(0)));
const show = (text) =>
  text.replace(/[\ue021-\ue07e]/g, (hidden) => String.fromCharCode(hidden.charCodeAt(0) - PRIVATE));

function asSlackReads(value) {
  if (Array.isArray(value)) return value.map(asSlackReads);
  if (!value || typeof value !== "object") return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, each]) => [key, asSlackReads(each)]));
  if (copy.type === "mrkdwn") delete copy.verbatim;
  if (copy.type === "plain_text" && typeof copy.text === "string") copy.text = hide(copy.text);
  return copy;
}

function showHidden(host) {
  const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const part of node.attributes ?? [node]) {
      const shown = show(part.nodeValue);
      if (shown !== part.nodeValue) part.nodeValue = shown;
    }
  }
}

export function drawMessage(host, { blocks, name, logo, time, theme, users = [], bare = false }) {
  const root = createRoot(host);
  flushSync(() =>
    root.render(
      <Message {...{ name, logo, time, theme, hooks }} data={{ users }} blocks={asSlackReads(blocks)} withoutWrapper={bare} />,
    ),
  );
  showHidden(host);
  const drawnAnew = new MutationObserver(() => showHidden(host));
  drawnAnew.observe(host, { childList: true, subtree: true, characterData: true });
  return () => {
    drawnAnew.disconnect();
    root.unmount();
  };
}

const markdown = markdownIt({ html: false, linkify: false }).disable("image");
markdown.validateLink = isWeb;
AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = markdown.render(text);
  result.didProcess = true;
};

// The host configuration that Microsoft publishes is older than today's Teams: its sizes and rules are kept, its
// colours are brought up to date, which also gives them the contrast that people need.
const LOOKS = {
  light: {
    text: "#242424", subtle: "#616161", line: "#e0e0e0", accent: "#4f52b2", good: "#0e700e", warning: "#8a3707",
    attention: "#b10e1c", emphasis: "#f5f5f5", boxes: { good: "#f1faf1", warning: "#fff9f5", attention: "#fdf3f4", accent: "#ebf3fc" },
  },
  dark: {
    text: "#ffffff", subtle: "#d6d6d6", line: "#525252", accent: "#a6a7dc", good: "#9ad29a", warning: "#faa06b",
    attention: "#ee9ba2", emphasis: "#333333", boxes: { good: "#052505", warning: "#4a1e04", attention: "#3b0509", accent: "#0c1b2c" },
  },
};
function hostConfig(published, look) {
  const config = structuredClone(published);
  const both = (color) => ({ default: color, subtle: color });
  const foregroundColors = {
    default: { default: look.text, subtle: look.subtle },
    dark: both("#242424"), light: both("#ffffff"), accent: both(look.accent),
    good: both(look.good), warning: both(look.warning), attention: both(look.attention),
  };
  const style = (backgroundColor) => ({ foregroundColors, backgroundColor });
  config.containerStyles = { default: style("transparent"), emphasis: style(look.emphasis) };
  for (const [name, color] of Object.entries(look.boxes)) config.containerStyles[name] = style(color);
  config.separator = { lineThickness: 1, lineColor: look.line };
  config.fontTypes.default.fontFamily = "inherit";
  config.actions.actionsOrientation = "horizontal";
  config.actions.actionAlignment = "left";
  config.actions.maxActions = 6;
  return new HostConfig(config);
}
const HOSTS = { light: hostConfig(hostLight, LOOKS.light), dark: hostConfig(hostDark, LOOKS.dark) };

export function drawCard(host, card, { theme, onAction }) {
  const drawn = new AdaptiveCard();
  drawn.hostConfig = HOSTS[theme];
  drawn.onExecuteAction = (action) => onAction(action.toJSON(), action);
  drawn.parse(card);
  host.append(drawn.render());
}
