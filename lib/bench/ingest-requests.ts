import { randomBytes } from "node:crypto";

const agents = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Mobile/15E148 Safari/604.1",
  "Mozilla/5.0 (Linux; Android 13; SM-S918B Build/TP1A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/121.0.0.0 Mobile Safari/537.36 Instagram 321.0.0.37.113",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36",
];

/** Makes the n-th batch: one event of a visitor who has never been here, as the first screen of a campaign sends it. */
export function newVisitorBodies(key: string): (index: number) => string {
  const run = randomBytes(8).toString("hex");
  return (index) => {
    const now = Date.now();
    const n = index.toString(16).padStart(16, "0");
    return JSON.stringify({
      key,
      visitor: run + n,
      session: n + run,
      mode: "production",
      sentAt: now,
      funnel: { id: "quiz-1", title: "Sleep quiz" },
      page: {
        url: "https://quiz.example.com/sleep?utm_source=facebook&utm_medium=cpc&utm_campaign=sleep-1&fbclid=IwAR2f8w0cWb3nXk9",
        referrer: "https://m.facebook.com/",
        language: "en-US",
        timezone: "America/New_York",
      },
      inputs: {},
      events: [
        {
          id: `${run.slice(0, 8)}-${n.slice(0, 4)}-4${n.slice(4, 7)}-8${n.slice(1, 4)}-${n.slice(4)}`,
          name: "screen_presented",
          at: now - 200,
          properties: { screen_id: "welcome", index: 0 },
        },
      ],
    });
  };
}

/** The n-th request whole, from an address of its own as behind a load balancer on this machine. */
export function newVisitorRequests(key: string): (index: number) => string {
  const body = newVisitorBodies(key);
  return (index) => {
    const text = body(index);
    const address = `${20 + (index % 180)}.${(index >> 8) & 255}.${index & 255}.${(index >> 16) & 255}`;
    return `POST /i/v1/batch HTTP/1.1\r\nhost: collector\r\ncontent-type: text/plain;charset=UTF-8\r\nuser-agent: ${agents[index % agents.length]}\r\norigin: https://quiz.example.com\r\nreferer: https://quiz.example.com/\r\nx-forwarded-for: ${address}\r\ncontent-length: ${text.length}\r\n\r\n${text}`;
  };
}
