// Keeps what is typed in a form with data-autosave: on the server at most five seconds after it was typed. Without
// this file the form is saved by its button. All words stand in templates/components/autosave.html.
const KEEP_AFTER = 4000; // from the first thing typed since it was last kept, so that steady typing is kept as well
const TRY_AGAIN_AFTER = 5000;
const LARGEST_LAST_WORDS = 60000; // bytes that a browser still sends when the page is gone

// What the browser offers, in one place, so that a test can offer something else.
export const browser = {
  fetch: (address, options) => fetch(address, options),
  later: (what, milliseconds) => setTimeout(what, milliseconds),
  never: (timer) => clearTimeout(timer),
  isOnline: () => navigator.onLine,
  parse: (html) => new DOMParser().parseFromString(html, "text/html"),
};

export class Autosave {
  constructor(form, world = browser) {
    this.form = form;
    this.world = world;
    this.status = form.querySelector("[data-autosave-status]");
    this.isTyped = false; // something was typed that the server does not have
    this.isSaved = true; // what the server has is part of the text, and not only kept beside it
    this.isBusy = false;
    this.isRefused = false;
    this.timer = null;
  }

  typed() {
    this.isTyped = true;
    this.say("waiting");
    this.keepLater(KEEP_AFTER);
  }

  keepLater(milliseconds) {
    if (this.timer === null && !this.isRefused) {
      this.timer = this.world.later(() => {
        this.timer = null;
        this.keep();
      }, milliseconds);
    }
  }

  async keep() {
    if (this.isBusy || !this.isTyped) {
      return;
    }
    this.isBusy = true;
    this.isTyped = false;
    const isKept = await this.send(this.words()).catch(() => this.failed());
    this.isBusy = false;
    this.isTyped = this.isTyped || !isKept;
    if (this.isTyped) {
      this.keepLater(isKept ? KEEP_AFTER : TRY_AGAIN_AFTER);
    }
  }

  // What stands in the form. Each sending has a number, as one can overtake another on its way.
  words() {
    this.form.elements.turn.value = Number(this.form.elements.turn.value) + 1;
    return new FormData(this.form);
  }

  failed() {
    this.say(this.world.isOnline() ? "unreachable" : "offline");
    return false;
  }

  // Whether it arrived. Somebody who has signed in again in another window has a new token: it is fetched.
  async send(data) {
    let answer = await this.post(data);
    if (isTurnedAway(answer) && (await this.renewed())) {
      data.set("csrfmiddlewaretoken", this.token.value);
      answer = await this.post(data);
    }
    if (answer.status === 202) {
      this.took(await answer.json());
      return true;
    }
    if (answer.status === 409) {
      this.isRefused = true;
      this.say("refused", { reason: (await answer.json()).refused });
      return false;
    }
    this.say(isTurnedAway(answer) ? "signed-out" : "unreachable");
    return false;
  }

  post(data, options = {}) {
    const headers = { Accept: "application/json" };
    const body = new URLSearchParams(data);
    return this.world.fetch(this.form.action, { method: "POST", headers, body, redirect: "manual", ...options });
  }

  get token() {
    return this.form.elements.csrfmiddlewaretoken;
  }

  async renewed() {
    const answer = await this.world.fetch(this.form.action, { headers: { Accept: "text/html" }, redirect: "manual" });
    const fresh = answer.ok && this.world.parse(await answer.text()).querySelector("[data-autosave] [name=csrfmiddlewaretoken]");
    if (fresh) {
      this.token.value = fresh.value;
    }
    return Boolean(fresh);
  }

  took(told) {
    this.isSaved = told.is_saved;
    if (told.by) {
      this.say("conflict", { at: told.at, by: told.by, theirs: told.their_time });
      return;
    }
    if (told.address) {
      this.form.action = told.address; // what began as something new is there by now
    }
    this.form.elements.revision.value = told.revision;
    this.form.elements.base.value = told.revision;
    if (!this.isTyped) {
      this.say("saved", { at: told.at });
    }
  }

  // The page may be going away: what is kept so far becomes part of the text, whether or not anybody hears of it.
  leave() {
    if (this.isRefused || (this.isSaved && !this.isTyped && !this.isBusy)) {
      return;
    }
    const data = this.words();
    data.set("leaving", "yes");
    const keepalive = new URLSearchParams(data).toString().length < LARGEST_LAST_WORDS;
    this.post(data, { keepalive })
      .then(async (answer) => answer.status === 202 && this.took(await answer.json()))
      .catch(() => {});
  }

  say(when, values = {}) {
    const template = this.status.querySelector(`[data-when="${when}"]`);
    const line = this.status.querySelector("[data-autosave-line]");
    line.replaceChildren(template.content.cloneNode(true));
    for (const text of textsOf(line)) {
      text.data = text.data.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
    }
    this.status.hidden = false;
    this.status.dataset.state = when;
    // Spoken once when it changes, and never that somebody is typing or that it was saved once more.
    if (when !== "waiting" && when !== this.spoken) {
      this.spoken = when;
      this.status.querySelector("[data-autosave-spoken]").textContent = line.textContent;
    }
  }
}

function isTurnedAway(answer) {
  return answer.type === "opaqueredirect" || answer.status === 403;
}

function* textsOf(element) {
  for (const node of element.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) {
      yield node;
    } else {
      yield* textsOf(node);
    }
  }
}

export function begin(form, world = browser) {
  const autosave = new Autosave(form, world);
  let isSending = false;
  form.addEventListener("input", () => autosave.typed());
  form.addEventListener("submit", () => {
    isSending = true;
    world.never(autosave.timer);
    autosave.words();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && !isSending) {
      autosave.leave();
    }
  });
  window.addEventListener("online", () => autosave.keep());
  window.addEventListener("beforeunload", (event) => {
    if (!isSending && autosave.isTyped && ["offline", "unreachable", "signed-out", "refused"].includes(autosave.status.dataset.state)) {
      event.preventDefault();
    }
  });
  return autosave;
}

for (const form of document.querySelectorAll("[data-autosave]")) {
  begin(form);
}
