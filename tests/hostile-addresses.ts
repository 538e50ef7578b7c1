/** Addresses that must never be connected to, whatever a name says today. */
export const hostileAddresses = [
  ...["0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.100.100.200", "127.0.0.1"],
  ...["127.0.0.53", "127.255.255.254", "169.254.0.1", "169.254.169.254", "169.254.170.2", "172.16.0.1"],
  ...[
    "172.31.255.254",
    "192.0.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.1",
  ],
  ...[
    "198.18.0.1",
    "198.19.255.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
  ],
  ...["255.255.255.255", "168.63.129.16", "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1"],
  ...[
    "::ffff:169.254.169.254",
    "::ffff:8.8.8.8",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
  ],
  ...["64:ff9b:1::1", "100::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:20::1"],
  ...["2001:db8::1", "2002:7f00:1::", "2002:a00:1::", "2002:a9fe:a9fe::1", "3fff::1", "4000::1", "5f00::1"],
  ...[
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fe80::1",
    "febf::1",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
  ],
];

/** Addresses as tenants might write them; each names this machine, its network or what it must not speak. */
export function hostileUrls(port: number): string[] {
  const schemes = [
    ...["file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1:70/_", "data:text/plain,x"],
    ...[
      "javascript:alert(1)",
      "ws://127.0.0.1/",
      "wss://127.0.0.1/",
      "unix:/var/run/docker.sock",
      "about:blank",
    ],
    ...[
      "blob:https://a.example/1",
      "ldap://127.0.0.1/",
      "http+unix://%2Fvar%2Frun%2Fdocker.sock/",
      "//127.0.0.1/",
    ],
  ];
  const written = [
    ...[
      "127.1",
      "127.0.1",
      "2130706433",
      "0x7f000001",
      "0x7f.1",
      "0x7f.0x0.0x0.0x1",
      "017700000001",
      "0177.0.0.1",
    ],
    ...["0177.1", "127.0.0.1.", "127。0。0。1", "１２７.０.０.１", "①②⑦.⓪.⓪.①", "0", "0.0", "00000.0.0.1"],
    ...["localhost", "localhost.", "LOCALHOST", "ｌocalhost", "a.localhost", "a.b.localhost.", "2852039166"],
    ...[
      "0xA9FEA9FE",
      "0251.0376.0251.0376",
      "169.254.43518",
      "%31%32%37.0.0.1",
      "127.0.0.1%2e",
      "3232235521",
    ],
    ...[
      "[::]",
      "[::1]",
      "[0:0:0:0:0:0:0:1]",
      "[::ffff:7f00:1]",
      "[::ffff:127.0.0.1]",
      "[::127.0.0.1]",
      "[::7f00:1]",
    ],
    ...[
      "[0000::0001]",
      "[64:ff9b::127.0.0.1]",
      "[64:ff9b::7f00:1]",
      "[2002:7f00:1::]",
      "[fe80::1]",
      "[fd00::1]",
    ],
  ];
  const parts = [
    ...[
      "http://user@127.0.0.1/",
      "https://user:pass@hooks.example.com/",
      "https://:@127.0.0.1/",
      "https:/127.0.0.1",
    ],
    ...[
      "https://hooks.example.com@127.0.0.1/",
      "https://127.0.0.1#@hooks.example.com/",
      "https:\\\\127.0.0.1\\",
    ],
    ...["https://127.0.0.1\\@hooks.example.com/", "https://127.0.0.1/?@hooks.example.com", "https:127.0.0.1"],
    ...["\thttps://127.0.0.1/", "ht\ntps://127.0.0.1/", "https://127.0.0.1\t/", " https://127.0.0.1/ "],
    ...[
      "https://127.0.0.1/\r\nHost: a",
      "https://[::1%25lo]/",
      "https://[::1",
      "https://",
      "https://?",
      "https://#",
    ],
    ...["https://127.0.0.1:-1/", "https://127.0.0.1:65536/", "https://127.0.0.1:0/", "https://exa mple.com/"],
    ...["", " ", "x", "hooks.example.com", `https://hooks.example.com/${"a".repeat(3_000)}`, "https://%00/"],
  ];
  const ports = [0, 1, 21, 22, 25, 53, 110, 143, 389, 445, 1433, 2375, 3306, 5432, 6379, 9200, 11211, 27017];
  return [
    ...schemes,
    ...written.flatMap((host) => [`http://${host}:${port}/`, `https://${host}:${port}/`]),
    ...hostileAddresses.map((address) => `https://${address.includes(":") ? `[${address}]` : address}/`),
    ...parts,
    ...ports.map((each) => `https://hooks.example.com:${each}/`),
    // In the clear, to a public address.
    ...["http://hooks.example.com/", "http://93.184.215.14/", "HTTP://hooks.example.com:8080/"],
  ];
}
