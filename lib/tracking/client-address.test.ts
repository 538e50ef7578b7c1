import fc from "fast-check";
import { expect, test } from "vitest";
import { clientAddress, senderOf } from "./client-address";

const proxies = ["10.0.0.0/8", "fd00::/8"];

test.each([
  ["without trusted proxies the socket", "203.0.113.1", "1.2.3.4", [], "203.0.113.1"],
  ["a stranger's header is nothing", "203.0.113.1", "1.2.3.4", proxies, "203.0.113.1"],
  ["a proxy's header is believed", "10.0.0.1", "203.0.113.1", proxies, "203.0.113.1"],
  [
    "only up to its first untrusted hop",
    "10.0.0.1",
    "1.2.3.4, 203.0.113.1, 10.9.9.9",
    proxies,
    "203.0.113.1",
  ],
  ["an IPv4 address wrapped in IPv6", "::ffff:10.0.0.1", "203.0.113.1", proxies, "203.0.113.1"],
  ["ports are taken off", "10.0.0.1", "203.0.113.1:443", proxies, "203.0.113.1"],
  ["brackets are taken off", "fd00::1", "[2001:db8::7]:443", proxies, "2001:db8::7"],
  ["nonsense ends the walk", "10.0.0.1", "203.0.113.1, unknown", proxies, "10.0.0.1"],
  ["all hops trusted: the farthest", "10.0.0.1", "10.0.0.3, 10.0.0.2", proxies, "10.0.0.3"],
  ["a number is no address", "10.0.0.1", "2130706433", proxies, "10.0.0.1"],
  ["the zone of a link is taken off", "fe80::1%br-1a2b", undefined, [], "fe80::1"],
  ["a claimed zone ends nothing", "10.0.0.1", "fe80::1%br-1a2b", proxies, "fe80::1"],
  ["nor does one in brackets", "10.0.0.1", "[fe80::1%25eth0]:443", proxies, "fe80::1"],
  ["no header", "10.0.0.1", undefined, proxies, "10.0.0.1"],
])("%s", (_what, socket, header, ranges, expected) => {
  expect(clientAddress(socket, header, ranges)).toBe(expected);
});

test("whatever a stranger claims, it stays the socket's address", () => {
  fc.assert(
    fc.property(fc.string(), (header) => {
      expect(clientAddress("203.0.113.1", header, proxies)).toBe("203.0.113.1");
    }),
  );
});

test("an untrusted hop cannot be hidden behind more claims to its left", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.ipV4(), fc.ipV6(), fc.string())), (claims) => {
      const header = [...claims.map((claim) => claim.replaceAll(",", "")), "203.0.113.1", "10.0.0.9"].join(
        ", ",
      );
      expect(clientAddress("10.0.0.1", header, proxies)).toBe("203.0.113.1");
    }),
  );
});

test("a sender is an IPv4 address or a /64 of IPv6", () => {
  expect(senderOf("203.0.113.1")).toBe("203.0.113.1");
  expect(senderOf("2001:db8:1:2:3:4:5:6")).toBe(senderOf("2001:db8:1:2::1"));
  expect(senderOf("2001:db8:1:3::1")).not.toBe(senderOf("2001:db8:1:2::1"));
});
