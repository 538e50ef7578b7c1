export type Screen = {
  id: string;
  title: string;
  /** Of those who see it, how many go on. */
  goesOn: number;
  /** Typical time on it. */
  seconds: number;
  question?: { key: string; answers: readonly string[] };
};

export type DemoFunnel = {
  weight: number;
  alias: string;
  title: string | null;
  version: string | null;
  page: string;
  screens: readonly Screen[];
};

const screen = (
  id: string,
  title: string,
  goesOn: number,
  seconds: number,
  question?: Screen["question"],
): Screen => ({ id, title, goesOn, seconds, ...(question && { question }) });

const goal = { key: "goal", answers: ["Fall asleep faster", "Stay asleep", "Wake up rested", "Worry less"] };
const hours = { key: "hours_slept", answers: ["Less than 5", "5 to 6", "6 to 7", "More than 7"] };
const habit = {
  key: "evening_habit",
  answers: ["Screens in bed", "Late dinner", "Coffee after 4", "Reading"],
};
const age = { key: "age_group", answers: ["18-24", "25-34", "35-44", "45-54", "55+"] };
const email = (goesOn: number) => screen("email", "Where to send your plan", goesOn, 22);

export const demoFunnels: readonly DemoFunnel[] = [
  {
    weight: 44,
    alias: "sleep-quiz-3",
    title: "Sleep quiz",
    version: "3.2",
    page: "https://go.nightleaf.example/sleep-quiz",
    screens: [
      screen("welcome", "Welcome", 0.84, 9),
      screen("goal", "What brings you here", 0.86, 14, goal),
      screen("hours", "How long do you sleep", 0.9, 11, hours),
      screen("habits", "Your evenings", 0.7, 26, habit),
      email(0.72),
      screen("plan", "Your plan", 0.46, 40),
      screen("checkout", "Checkout", 0.38, 75),
      screen("final-thanks", "Thank you", 0, 12),
    ],
  },
  {
    weight: 26,
    alias: "insomnia-b",
    title: "Insomnia test B",
    version: "1.0",
    page: "https://go.nightleaf.example/insomnia-test",
    screens: [
      screen("intro", "Two minutes", 0.74, 7),
      screen("age", "Your age", 0.9, 8, age),
      screen("hours", "How long do you sleep", 0.88, 11, hours),
      email(0.6),
      screen("result", "Your result", 0.5, 35),
      screen("checkout", "Checkout", 0.3, 80),
      screen("final-welcome", "Welcome to Nightleaf", 0, 10),
    ],
  },
  {
    weight: 18,
    alias: "quiz-1",
    title: null,
    version: null,
    page: "https://nightleaf.example/quiz",
    screens: [
      screen("start", "Start", 0.7, 8),
      screen("goal", "Your goal", 0.85, 12, goal),
      screen("habits", "Your evenings", 0.82, 20, habit),
      email(0.66),
      screen("final", "Done", 0, 9),
    ],
  },
  {
    weight: 9,
    alias: "winback-autumn",
    title: "Win-back, autumn offer for people who left before the end of their first month",
    version: "2",
    page: "https://go.nightleaf.example/come-back",
    screens: [
      screen("offer", "Half price for three months", 0.5, 18),
      email(0.74),
      screen("checkout", "Checkout", 0.42, 60),
      screen("final-back", "Good to see you again", 0, 9),
    ],
  },
  {
    weight: 3,
    alias: "ios-paywall-test",
    title: "Paywall test from the app",
    version: "0.4",
    page: "https://nightleaf.example/app-offer",
    screens: [screen("paywall", "Choose your plan", 0.22, 30), screen("final-app", "Open the app", 0, 6)],
  },
];
