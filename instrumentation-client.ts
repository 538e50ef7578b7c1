/**
 * Next evaluates React, its router and the page in one task. Here React has a turn of its own, after which the browser
 * can answer: an empty script in the queue of those that go before hydration makes Next go on in a timer, behind this one.
 */
setTimeout(() => require("react-dom/client"));
Object.assign(self, { __next_s: [[0, { children: "" }]] });
