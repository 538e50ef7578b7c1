// Nothing in here may throw into the page: docs/tracking.md
((main) => {
  try {
    main();
  } catch (error) {
    console.warn("dossier.js:", error);
  }
})(() => {
  const attempt = (run, otherwise) => {
    try {
      return run();
    } catch {
      return otherwise;
    }
  };
  const guard =
    (run) =>
    (...input) =>
      attempt(() => run(...input));
  const map = () => Object.create(null);
  const { stringify, parse } = JSON;
  const { fetch } = window;
  const script = document.currentScript || document.querySelector("script[data-key]");
  const { key, title, version, mode, consent } = script.dataset;
  const funnel = (script.dataset.funnel || location.hostname).slice(0, 128);
  const stub = [window.fox, window.dossier].find((global) => global?.q) || {};
  const calls = stub.q || [];
  if (!calls.map) return;

  const hash = [...`${key}`].reduce((sum, char) => Math.imul(sum ^ char.charCodeAt(0), 16777619), 2166136261);
  const name = `dsr_${(hash >>> 0).toString(36)}`;
  const preview = mode === "preview";
  const place = `${name}_${preview ? mode : "s"}_${funnel}`;
  const queue = `${name}_q`;
  const hold = `${name}_w`;
  const url = new URL("i/v1/batch", script.src || location).href;
  const idle = 18e5;
  const most = 100;
  const enough = 8000;
  const hex = (bytes) =>
    [...crypto.getRandomValues(new Uint8Array(bytes))]
      .map((byte) => (byte + 256).toString(16).slice(1))
      .join("");
  const where = () => ({
    url: location.href.split("#")[0].slice(0, 4096),
    referrer: document.referrer.slice(0, 2048),
    language: navigator.language,
    timezone: attempt(() => Intl.DateTimeFormat().resolvedOptions().timeZone),
  });
  const campaign = `${[...new URLSearchParams(location.search)].filter(([param]) =>
    /^utm_|cl(ic)?k?id$|braid$|^(li_fat_id|epik|ScCid)$/.test(param),
  )}`;

  let landing = { at: Date.now(), page: where() };
  let visit;
  let marked;
  let active = false;
  let refused = !key;
  let agreed;
  let events = [];
  let changed = map();
  const inputs = map();
  let disk = attempt(() => localStorage) || map();
  const seen = map();
  let busy = 0;
  let stamp = 0;
  let failures = 0;
  let retryAt = 0;
  let flushing;
  let retrying;
  let budget;

  // Without prototype, since a page may have given arrays a toJSON.
  const copy = (value, depth) => {
    if (typeof value === "string") return value.slice(0, 1024);
    if (!value || typeof value !== "object") return value;
    if (value instanceof Date) return value.toISOString();
    if (!depth) return;
    const result = Array.isArray(value) ? Object.setPrototypeOf([], null) : map();
    for (const field of Object.keys(value).slice(0, 64)) {
      if (budget-- > 0) result[field.slice(0, 64)] = copy(value[field], depth - 1);
    }
    return result;
  };

  const readCookie = () => attempt(() => document.cookie.match(`(?:^|; )${name}=([\\w-]{22,64})(?:;|$)`)[1]);
  const writeCookie = (value, seconds) => {
    const secure = location.protocol === "https:" ? ";secure" : "";
    attempt(() =>
      Object.assign(document, { cookie: `${name}=${value};path=/;max-age=${seconds};samesite=lax${secure}` }),
    );
  };

  // An entry for each batch: tabs never write over each other.
  const drop = (id) => attempt(() => delete disk[id]);
  const stored = () =>
    Object.keys(disk)
      .filter(
        (id) =>
          id.startsWith(queue) && (id.slice(queue.length).split(".")[0] > Date.now() - 864e5 || !drop(id)),
      )
      .sort();
  const put = (id, text) => {
    try {
      disk[id] = text;
    } catch {
      disk = { ...disk, [id]: text };
    }
    let room = most;
    for (const other of stored().reverse()) {
      room -= other.split(".")[1];
      if (room < 0) drop(other);
    }
  };

  const seal = () => {
    if (!visit) return;
    const fields = Object.keys(changed);
    while (fields.length || events.length || agreed) {
      const values = map();
      let size = 0;
      let count = 0;
      while (fields.length && size < enough) {
        const field = fields.shift();
        values[field] = changed[field];
        size += stringify(field + changed[field]).length;
      }
      while (count < 50 && count < events.length && size < enough) size += events[count++].length;
      const head = stringify({
        key,
        visitor: visit.v,
        session: visit.s,
        mode: preview ? mode : "production",
        funnel: { id: funnel, title, version },
        page: landing?.page || where(),
        consent: agreed,
      });
      agreed = landing = undefined;
      stamp = Math.max(Date.now(), stamp + 1);
      put(
        `${queue}${stamp}.${count || 1}.${hex(4)}`,
        `${stringify(values)}\n${head.slice(1, -1)},"events":[${events.splice(0, count)}]}`,
      );
    }
    changed = map();
    attempt(() => sessionStorage.setItem(place, stringify({ ...visit, i: inputs })));
  };

  const post = async (id) => {
    seen[id] = 1;
    busy++;
    try {
      const [values, rest] = disk[id].split("\n");
      const latest = parse(values);
      for (const field of Object.keys(latest))
        if (visit && rest.includes(visit.s)) latest[field] = inputs[field];
      const response = await fetch(url, {
        method: "POST",
        body: `{"sentAt":${Date.now()},"inputs":${stringify(latest)},${rest}`,
        keepalive: true,
        credentials: "omit",
        signal: AbortSignal.timeout?.(3e4),
      });
      const { status, headers } = response;
      if (!(status > 199 && status < 500 && status !== 429)) {
        const after = headers.get("retry-after");
        const until = Date.now() + Math.min(after * 1e3 || new Date(after) - Date.now(), 36e5);
        if (after) attempt(() => (disk[hold] = until));
        throw until;
      }
      drop(id);
      failures = retryAt = 0;
      // Unread bodies count against the 64 KiB for keepalive.
      await response.text();
    } catch (until) {
      delete seen[id];
      retryAt = Math.max(
        Date.now() + Math.ceil(Math.min(1e3 * 2 ** failures++, 3e5) * (0.5 + Math.random())),
        +until || 0,
      );
    }
    busy--;
    pump();
  };

  const pump = guard((leaving) => {
    const held = +disk[hold] || 0;
    const start = Math.max(leaving ? 0 : retryAt, held < Date.now() + 36e5 ? held : 0);
    clearTimeout(retrying);
    for (const id of active ? stored() : []) {
      if (Date.now() < start) {
        retrying = setTimeout(pump, start - Date.now());
        return;
      }
      if (!seen[id] && (leaving || !busy)) post(id);
    }
  });

  const flush = (leaving) => {
    clearTimeout(flushing);
    flushing = 0;
    attempt(seal);
    pump(leaving);
  };
  const schedule = () => {
    if (active) flushing ||= setTimeout(flush, 200);
  };

  const event = (type, properties, at = Date.now()) => {
    const id = hex(16).replace(/(.{8})(.{4}).(.{3}).(.{3})/, "$1-$2-4$3-8$4-");
    const base = { id, name: `${type}`.slice(0, 64), at };
    budget = 500;
    const text = attempt(() =>
      stringify({
        ...base,
        properties: typeof properties === "object" ? copy({ ...properties }, 5) : undefined,
      }),
    );
    return text?.length < enough ? text : stringify(base);
  };

  const touch = () => {
    if (!active) return;
    if (!visit || Date.now() - visit.t > idle) {
      seal();
      if (visit) changed = { ...inputs };
      visit = { v: (!preview && (readCookie() || visit?.v)) || hex(16), s: hex(16), c: campaign };
      events.unshift(event("onboarding_started", undefined, landing?.at));
    }
    visit.t = Date.now();
    if (!preview && marked !== visit) {
      marked = visit;
      writeCookie(visit.v, 3456e4);
      visit.k = readCookie();
    }
  };

  const start = guard((returned) => {
    const saved = attempt(() => parse(sessionStorage.getItem(place)));
    const arrived =
      !returned &&
      performance.getEntriesByType("navigation")[0]?.type === "navigate" &&
      !document.referrer.startsWith(`${location.origin}/`);
    active = true;
    if (
      saved &&
      Date.now() - saved.t < idle &&
      (!campaign || campaign === saved.c) &&
      (preview ? !arrived : saved.k === readCookie())
    ) {
      visit = saved;
      Object.assign(inputs, saved.i, changed);
    }
    touch();
    schedule();
  });

  const forget = () => {
    writeCookie("", 0);
    attempt(() => sessionStorage.removeItem(place));
    visit = undefined;
    events = [];
    changed = map();
  };

  const set = guard((field, value) => {
    const id = `${field}`.slice(0, 64);
    const text = `${value ?? ""}`.slice(0, 1024);
    if (!(id in inputs) && Object.keys(inputs).length > 63) return;
    touch();
    inputs[id] = text;
    if (!refused) changed[id] = text;
    schedule();
  });

  const api = Object.assign(stub, {
    inputs: { set, get: (field) => inputs[field] },
    track: guard((type, properties) => {
      if (refused || !type || events.length >= most) return;
      touch();
      events.push(event(type, properties));
      schedule();
    }),
    identify: (userId) => set("_USERID_", userId),
    consent: guard((state, purpose = "analytics", policyVersion = undefined) => {
      const granted = state === "granted";
      const gate = purpose === "analytics";
      if (!key || (!granted && state !== "denied")) return;
      if (gate && granted) refused = false;
      if (refused) return;
      agreed = { ...agreed, [purpose]: state, policyVersion: policyVersion && `${policyVersion}` };
      if (gate && granted && !active) start();
      if (gate && !granted) {
        events = [];
        changed = map();
        flush(true);
        stored().forEach(drop);
        forget();
        active = false;
        refused = true;
        agreed = undefined;
      }
      schedule();
    }),
    reset: guard(() => {
      seal();
      forget();
      for (const field of Object.keys(inputs)) delete inputs[field];
      schedule();
    }),
  });
  const call = guard(([path, ...input]) => path.split(".").reduce((at, step) => at[step], api)(...input));
  api.q = { push: (...more) => more.forEach(call) };
  window.dossier = api;
  if (!window.fox || window.fox.q) window.fox = api;

  addEventListener("pagehide", () => flush(true));
  addEventListener("pageshow", ({ persisted }) => persisted && active && start(true));
  addEventListener("online", () => {
    retryAt = 0;
    pump();
  });
  document.addEventListener("visibilitychange", () => document.hidden && flush(true));
  if (!key) console.warn("dossier.js: data-key is missing, nothing is tracked");
  else if (consent !== "required") {
    if (document.prerendering) document.addEventListener("prerenderingchange", () => start());
    else start();
  }
  calls.forEach(call);
});
