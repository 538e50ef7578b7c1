import { afterAll, beforeEach, expect, it } from "vitest";
import { env } from "../core/env";
import { cookieOptions, sessionCookie } from "./cookies";

const { appUrl } = env();

beforeEach(() => {
  env().appUrl = appUrl;
});
afterAll(() => {
  env().appUrl = appUrl;
});

it("binds its cookies to the host over https", () => {
  env().appUrl = "https://console.example";
  expect(sessionCookie()).toBe("__Host-dossier.session");
  expect(cookieOptions()).toEqual({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
});

it("uses plain names on loopback, where a browser would refuse the prefix", () => {
  env().appUrl = "http://localhost:3000";
  expect(sessionCookie()).toBe("dossier.session");
  expect(cookieOptions().secure).toBe(false);
});
