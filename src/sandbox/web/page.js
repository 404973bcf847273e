// Shows what one person sees as text, and sends what is typed. All wording comes from the workspace.
const CHANGES =
  "message message_changed message_deleted ephemeral ephemeral_changed ephemeral_deleted channel channel_deleted " +
  "modal reaction_added reaction_removed pin_added pin_removed caption reset";

const find = (id) => document.getElementById(id);
const person = find("person");
const news = new Set();
let channel = "";
let stream;
let asked = 0;

async function show() {
  asked += 1;
  const mine = asked;
  const answer = await fetch(`/_sandbox/screen?${new URLSearchParams({ as: person.value, in: channel })}`);
  const screen = await answer.json();
  if (mine !== asked) return;
  channel = screen.channel;
  news.delete(channel);
  find("caption").textContent = screen.caption;
  find("name").textContent = screen.channels.find(({ id }) => id === channel)?.name ?? "";
  showChannels(screen.channels);
  find("form").hidden = screen.form === null;
  showText(find("form-text"), screen.form ?? "");
  showMessages(screen.text);
}

/** A line that is broken stays indented. */
function showText(place, text) {
  if (place.dataset.text === text) return;
  place.dataset.text = text;
  place.replaceChildren(
    ...text.split("\n").map((source) => {
      const line = document.createElement("div");
      line.textContent = source.trimStart() || "\u00a0";
      line.style.paddingLeft = `${source.length - source.trimStart().length}ch`;
      return line;
    }),
  );
}

/** Whoever reads the newest line goes on reading the newest. */
function showMessages(text) {
  const place = find("text");
  const isAtEnd = place.scrollHeight - place.scrollTop - place.clientHeight < 40;
  showText(place, text);
  if (isAtEnd) place.scrollTop = place.scrollHeight;
}

function showChannels(channels) {
  const focused = document.activeElement?.dataset.channel;
  find("channels").replaceChildren(
    ...channels.map(({ id, name }) => {
      const button = document.createElement("button");
      button.textContent = name;
      button.dataset.channel = id;
      button.classList.toggle("new", news.has(id));
      if (id === channel) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => choose(id));
      return button;
    }),
  );
  find("channels").querySelector(`[data-channel="${focused}"]`)?.focus();
}

function choose(id) {
  channel = id;
  find("text").replaceChildren();
  void show();
}

function follow() {
  stream?.close();
  stream = new EventSource(`/_sandbox/events?${new URLSearchParams({ as: person.value })}`);
  stream.addEventListener("open", () => void show());
  for (const type of CHANGES.split(" ")) {
    stream.addEventListener(type, ({ data }) => {
      const where = JSON.parse(data).channel;
      if (where !== undefined && where !== channel) news.add(where);
      void show();
    });
  }
}

function post(path, body) {
  const headers = { "content-type": "application/json" };
  return fetch(path, { method: "POST", headers, body: JSON.stringify({ as: person.value, ...body }) });
}

async function send() {
  const line = find("line");
  const answer = await post("/_sandbox/typed", { in: channel, text: line.value });
  find("problem").textContent = answer.ok ? "" : await answer.text();
  if (answer.ok) line.value = "";
}

find("typing").addEventListener("submit", (event) => {
  event.preventDefault();
  void send();
});

find("close").addEventListener("click", () => void post("/_sandbox/closed", {}));

person.addEventListener("change", () => {
  news.clear();
  follow();
});

const people = await (await fetch("/_sandbox/people")).json();
person.append(...people.map(({ id, name }) => new Option(name, id)));
follow();
