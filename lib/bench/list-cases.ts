/** Addresses of the customers list that the bench opens: no filter, each filter, pairs, rare and common email parts. */
export function listCases(now: Date, days: number): Record<string, string> {
  const middle = Math.floor(days / 2);
  const day = (ago: number) => new Date(now.getTime() - ago * 86_400_000).toISOString().slice(0, 10);
  return {
    "no filter": "",
    "by last seen": "sort=-seen",
    "oldest first": "sort=created",
    preview: "preview=1",
    "common email part": "email=gmail",
    "email part john": "email=john",
    "rare email part": "email=featherstonehaugh",
    "no such email": "email=zzqqxx",
    "email prefix": "email=jo",
    funnel: "funnel=quiz-1",
    "rare funnel": "funnel=ios-paywall-test",
    "two funnels": "funnel=quiz-1,insomnia-b",
    integration: "integration=stripe",
    "two integrations": "integration=paypal,adapty",
    "not opted in": "consent=none",
    "not opted in by last seen": "consent=none&sort=-seen",
    "email and not opted in": "email=john&consent=none",
    "a week": `from=${day(middle)}&to=${day(middle - 6)}`,
    "funnel and integration": "funnel=quiz-1&integration=stripe",
    "rare funnel and integration": "funnel=ios-paywall-test&integration=adapty",
    "email and funnel": "email=john&funnel=quiz-1",
    "email and integration": "email=gmail&integration=paypal",
    "a week and funnel": `from=${day(middle)}&to=${day(middle - 6)}&funnel=quiz-1`,
    "a week and email": `from=${day(middle)}&to=${day(middle - 6)}&email=john`,
    "funnel by last seen": "funnel=quiz-1&sort=-seen",
    "integration by last seen": "integration=adapty&sort=-seen",
    "email by last seen": "email=john&sort=-seen",
    "funnel and integration by last seen": "funnel=insomnia-b&integration=paypal&sort=-seen",
  };
}
