/** User agents that browsers really send, beside what the device parser reads in them; a test compares the two. */
export type Browser = {
  weight: number;
  device: "phone" | "tablet" | "desktop" | "other";
  browser: string | null;
  browserVersion: string | null;
  os: string | null;
  osVersion: string | null;
  isBot: boolean;
  userAgent: string;
};

const seen = (
  weight: number,
  device: Browser["device"],
  [browser, browserVersion]: [string, string],
  [os, osVersion]: [string, string | null],
  userAgent: string,
): Browser => ({ weight, device, browser, browserVersion, os, osVersion, isBot: false, userAgent });

const bot = (browser: string, userAgent: string): Browser => ({
  weight: 6,
  device: "other",
  browser,
  browserVersion: null,
  os: null,
  osVersion: null,
  isBot: true,
  userAgent,
});

const webkit = "AppleWebKit/605.1.15 (KHTML, like Gecko)";
const blink = "AppleWebKit/537.36 (KHTML, like Gecko)";
const iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)";
const android = "Mozilla/5.0 (Linux; Android 10; K)";
const windows = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)";
const mac = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)";

export const browsers: readonly Browser[] = [
  seen(
    190,
    "phone",
    ["Safari", "26.0"],
    ["iOS", "18.6"],
    `${iphone} ${webkit} Version/26.0 Mobile/15E148 Safari/604.1`,
  ),
  seen(
    60,
    "phone",
    ["Safari", "18.6"],
    ["iOS", "18.6"],
    `${iphone} ${webkit} Version/18.6 Mobile/15E148 Safari/604.1`,
  ),
  seen(
    170,
    "phone",
    ["Chrome", "141"],
    ["Android", "10"],
    `${android} ${blink} Chrome/141.0.0.0 Mobile Safari/537.36`,
  ),
  seen(
    45,
    "phone",
    ["Chrome", "138"],
    ["Android", "10"],
    `${android} ${blink} Chrome/138.0.0.0 Mobile Safari/537.36`,
  ),
  seen(
    30,
    "phone",
    ["Samsung Internet for Android", "28.0"],
    ["Android", "10"],
    `${android} ${blink} SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
  ),
  seen(
    14,
    "phone",
    ["Chrome", "141"],
    ["iOS", "18.6"],
    `${iphone} ${webkit} CriOS/141.0.7390.41 Mobile/15E148 Safari/604.1`,
  ),
  seen(
    80,
    "phone",
    ["Instagram", "402.0"],
    ["iOS", "18.6"],
    `${iphone} ${webkit} Mobile/22G86 Instagram 402.0.0.24.76 (iPhone15,2; iOS 18_6; en_US; en; scale=3.00; 1179x2556; 790512233)`,
  ),
  seen(
    34,
    "phone",
    ["Instagram", "401.0"],
    ["Android", "15"],
    `Mozilla/5.0 (Linux; Android 15; SM-S928B Build/AP3A.240905.015.A2; wv) ${blink} Version/4.0 Chrome/140.0.7339.207 Mobile Safari/537.36 Instagram 401.0.0.48.79 Android (35/15; 480dpi; 1080x2340; samsung; SM-S928B; e3q; qcom; en_US; 788214)`,
  ),
  seen(
    48,
    "phone",
    ["TikTok", "41.4"],
    ["Android", "15"],
    `Mozilla/5.0 (Linux; Android 15; Pixel 9 Build/BP1A.250505.005; wv) ${blink} Version/4.0 Chrome/140.0.7339.207 Mobile Safari/537.36 trill_410403 BytedanceWebview/d8a21c6 musical_ly_2024104030 JsSdk/1.0 app_version/41.4.3`,
  ),
  seen(
    52,
    "phone",
    ["Facebook", "528.0"],
    ["iOS", "18.6"],
    `${iphone} ${webkit} Mobile/22G86 [FBAN/FBIOS;FBAV/528.0.0.44.107;FBBV/795012345;FBDV/iPhone14,5;FBMD/iPhone;FBSN/iOS;FBSV/18.6;FBSS/3;FBCR/;FBID/phone;FBLC/en_GB;FBOP/5]`,
  ),
  seen(
    22,
    "phone",
    ["Facebook", "527.1"],
    ["Android", "14"],
    `Mozilla/5.0 (Linux; Android 14; moto g84 5G Build/U1TCS34.22; wv) ${blink} Version/4.0 Chrome/139.0.7258.158 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/527.1.0.58.108;]`,
  ),
  seen(
    26,
    "tablet",
    ["Safari", "18.6"],
    ["iOS", "18.6"],
    `Mozilla/5.0 (iPad; CPU OS 18_6 like Mac OS X) ${webkit} Version/18.6 Mobile/15E148 Safari/604.1`,
  ),
  seen(
    10,
    "tablet",
    ["Chrome", "140"],
    ["Android", "14"],
    `Mozilla/5.0 (Linux; Android 14; SM-X710) ${blink} Chrome/140.0.0.0 Safari/537.36`,
  ),
  seen(
    78,
    "desktop",
    ["Chrome", "141"],
    ["Windows", "10"],
    `${windows} ${blink} Chrome/141.0.0.0 Safari/537.36`,
  ),
  seen(
    30,
    "desktop",
    ["Microsoft Edge", "141"],
    ["Windows", "10"],
    `${windows} ${blink} Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0`,
  ),
  seen(
    16,
    "desktop",
    ["Firefox", "143"],
    ["Windows", "10"],
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0",
  ),
  seen(
    44,
    "desktop",
    ["Safari", "26.0"],
    ["macOS", "10.15.7"],
    `${mac} ${webkit} Version/26.0 Safari/605.1.15`,
  ),
  seen(
    28,
    "desktop",
    ["Chrome", "141"],
    ["macOS", "10.15.7"],
    `${mac} ${blink} Chrome/141.0.0.0 Safari/537.36`,
  ),
  seen(
    8,
    "desktop",
    ["Firefox", "143"],
    ["Linux", null],
    "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
  ),
  seen(
    6,
    "desktop",
    ["Chrome", "141"],
    ["Chrome OS", null],
    `Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${blink} Chrome/141.0.0.0 Safari/537.36`,
  ),
  bot("Googlebot", "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"),
  bot("FacebookExternalHit", "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"),
  bot("Mozilla", "Mozilla/5.0 (compatible; AhrefsBot/7.0; +http://ahrefs.com/robot/)"),
  bot("BingCrawler", "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)"),
];
