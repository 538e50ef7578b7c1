// The stub of docs/tracking.md: calls made before the snippet has arrived wait in its queue.
window.fox ||= ((q) => {
  const call =
    (name) =>
    (...input) =>
      void q.push([name, ...input]);
  return {
    q,
    inputs: { set: call("inputs.set"), get: () => undefined },
    track: call("track"),
    identify: call("identify"),
    consent: call("consent"),
    reset: call("reset"),
  };
})([]);

const { fox } = window;
const screens = [...document.querySelectorAll(".screen")];
const snippet = document.querySelector("script[data-key]");
const back = document.querySelector(".back");
const firstSteps = {
  "Fall asleep faster": "a slow breath, four counts in and six out",
  "Stay asleep": "a cooler room and a glass of water less",
  "Wake up rested": "one fixed time to get up, weekends too",
  "Worry less": "tomorrow's list on paper, then closed",
};
const answers = {};
let shown = -1;

function show(index) {
  if (index === shown) return;
  const isFirst = shown < 0;
  shown = index;
  for (const [place, screen] of screens.entries()) screen.hidden = place !== index;
  const id = screens[index].dataset.screen;
  document.querySelector("progress").value = index;
  back.hidden = index === 0 || id.startsWith("final");
  if (id.startsWith("final")) finish();
  fox.track("screen_presented", { screen_id: id, position: index + 1 });
  scrollTo(0, 0);
  if (!isFirst) screens[index].querySelector("h1").focus();
}

function advance(screen) {
  const { screen: id, input } = screen.dataset;
  const value = new FormData(screen).get(input).trim();
  answers[input] = value;
  fox.inputs.set(input, value);
  if (id === "email") fox.track("user_email_collected", { screen_id: id });
  fox.track("screen_completed", id === "email" ? { screen_id: id } : { screen_id: id, answer: value });
  history.pushState({ screen: shown + 1 }, "");
  show(shown + 1);
}

function finish() {
  if (!answers._USERID_) {
    const random = crypto.getRandomValues(new Uint32Array(2));
    answers._USERID_ = `nl_${[...random].map((part) => part.toString(36)).join("")}`;
    fox.identify(answers._USERID_);
  }
  for (const cell of document.querySelectorAll("[data-answer]")) {
    cell.textContent = answers[cell.dataset.answer] ?? "Not answered";
  }
  document.querySelector("#first-step").textContent = firstSteps[answers.goal] ?? "an early night";
}

/** After a reload the earlier answers are ticked again. */
function restore() {
  for (const screen of screens) {
    const { input } = screen.dataset;
    const value = input && fox.inputs.get(input);
    if (!value) continue;
    answers[input] ??= value;
    if (input === "email") screen.elements.email.value ||= value;
    else for (const option of screen.elements[input]) option.checked ||= option.value === value;
  }
}

const paid = document.querySelector("#paid");

async function pay(form) {
  const { plan, card } = Object.fromEntries(new FormData(form));
  form.querySelector("button").disabled = true;
  paid.textContent = "One moment…";
  fox.track("checkout_started", { plan });
  const answer = await fetch("/checkout", {
    method: "POST",
    body: JSON.stringify({ user: answers._USERID_, plan, card }),
  })
    .then((response) => response.json())
    .catch(() => ({ state: "declined", words: "We could not reach our shop. Try again." }));
  paid.textContent = answer.words;
  form.querySelector("button").disabled = answer.state === "active" || answer.state === "action_required";
  if (answer.actionUrl) await confirmed(answer);
}

/** The bank's page opens beside this one, which looks every second whether the buyer has confirmed. */
async function confirmed({ actionUrl, order }) {
  const link = document.createElement("a");
  Object.assign(link, {
    href: actionUrl,
    target: "_blank",
    rel: "noopener",
    textContent: "Confirm at your bank",
  });
  paid.append(" ", link);
  for (let state = "pending"; state === "pending"; ) {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    state = await fetch(`/checkout/${order}`).then(
      async (response) => (await response.json()).state,
      () => "pending",
    );
    if (state === "settled") paid.textContent = "Thank you! Your plan has begun.";
    if (state === "declined") paid.textContent = "Declined: you did not confirm it. Pay once more.";
  }
  document.querySelector("#checkout button").disabled = paid.textContent.startsWith("Thank");
}

for (const screen of document.querySelectorAll("form")) {
  if (screen.id === "checkout") {
    screen.addEventListener("submit", (event) => {
      event.preventDefault();
      pay(screen);
    });
    continue;
  }
  screen.addEventListener("submit", (event) => {
    event.preventDefault();
    advance(screen);
  });
  // A pointer chooses and goes on; arrow keys only choose (their clicks have no detail).
  screen.addEventListener("click", (event) => {
    if (event.detail > 0 && event.target.type === "radio") screen.requestSubmit();
  });
}
back.addEventListener("click", () => history.back());
addEventListener("popstate", ({ state }) => show(state?.screen ?? 0));
const buy = document.querySelector("#buy");
buy.hidden = document.body.dataset.sells !== "true";
buy.addEventListener("click", () => {
  history.pushState({ screen: shown + 1 }, "");
  show(shown + 1);
});
document.querySelector("#again").addEventListener("click", () => {
  fox.reset();
  location.reload();
});

if (snippet.dataset.consent === "required") {
  const banner = document.querySelector(".consent");
  const kept = "nightleaf_consent";
  if (sessionStorage.getItem(kept)) fox.consent("granted");
  else banner.hidden = false;
  banner.addEventListener("click", ({ target }) => {
    const choice = target.dataset.consentChoice;
    if (!choice) return;
    if (choice === "granted") sessionStorage.setItem(kept, choice);
    fox.consent(choice);
    banner.hidden = true;
  });
}
// Behind the consent: before it there is nothing to be read.
if (Array.isArray(fox.q)) snippet.addEventListener("load", restore);
else restore();
history.replaceState({ screen: 0 }, "");
show(0);
