import type { OpenIdUser } from "./openid-provider";

const style = `
  :root { color-scheme: light dark; --bg: light-dark(#f4f4f6, #0b0b0e); --card: light-dark(#fff, #121216);
    --line: light-dark(#cdcdd6, #3b3b46); --text: light-dark(#17171d, #ececf1); --muted: light-dark(#64646f, #9a9aa7) }
  * { box-sizing: border-box; margin: 0 }
  body { min-height: 100dvh; display: grid; place-items: center; padding: 24px 16px; background: var(--bg);
    color: var(--text); font: 14px/20px -apple-system, "Segoe UI", Inter, Roboto, "Liberation Sans", Arial, sans-serif }
  main { width: min(384px, 100%); padding: 28px; border: 1px solid var(--line); border-radius: 14px; background: var(--card) }
  h1 { font-size: 19px; line-height: 28px }
  p { margin-bottom: 20px; color: var(--muted) }
  form { display: grid; gap: 8px }
  button { display: grid; gap: 2px; width: 100%; padding: 10px 14px; border: 1px solid var(--line); border-radius: 8px;
    background: none; color: inherit; font: inherit; text-align: start; cursor: pointer }
  button:hover { border-color: var(--muted) }
  button:focus-visible { outline: 2px solid #5b68e8; outline-offset: 2px }
  b { font-weight: 600 }
  small { font-size: 12px; color: var(--muted) }
`;

/** The provider's only page: one button per user. */
export function signInPage(users: OpenIdUser[], action: string): string {
  const buttons = users.map(
    (user) =>
      `<button name="user" value="${escaped(user.id)}"><b>${escaped(user.name)}</b><small>${escaped(
        [user.email, user.note].filter(Boolean).join(" · "),
      )}</small></button>`,
  );
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Choose a person</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main><h1>Who are you?</h1><p>A sign-in for this machine only: choose a person, no password.</p>
<form method="get" action="${escaped(action)}">${buttons.join("\n")}</form></main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);
}
