export type Place = { weight: number; country: string; languages: readonly string[]; timezone: string };

const place = (weight: number, country: string, timezone: string, ...languages: string[]): Place => ({
  weight,
  country,
  languages,
  timezone,
});

export const places: readonly Place[] = [
  place(300, "US", "America/New_York", "en-US", "en-US", "en-US", "es-US"),
  place(90, "GB", "Europe/London", "en-GB"),
  place(85, "DE", "Europe/Berlin", "de-DE", "de-DE", "en-US"),
  place(50, "CA", "America/Toronto", "en-CA", "fr-CA"),
  place(45, "AU", "Australia/Sydney", "en-AU"),
  place(45, "FR", "Europe/Paris", "fr-FR"),
  place(40, "BR", "America/Sao_Paulo", "pt-BR"),
  place(35, "ES", "Europe/Madrid", "es-ES"),
  place(30, "IT", "Europe/Rome", "it-IT"),
  place(30, "MX", "America/Mexico_City", "es-MX"),
  place(25, "NL", "Europe/Amsterdam", "nl-NL", "en-NL"),
  place(25, "PL", "Europe/Warsaw", "pl-PL"),
  place(22, "SE", "Europe/Stockholm", "sv-SE"),
  place(22, "IN", "Asia/Kolkata", "en-IN", "hi-IN"),
  place(20, "JP", "Asia/Tokyo", "ja-JP"),
  place(15, "AT", "Europe/Vienna", "de-AT"),
  place(15, "CH", "Europe/Zurich", "de-CH", "fr-CH"),
  place(12, "AE", "Asia/Dubai", "ar-AE", "en-AE"),
  place(12, "NO", "Europe/Oslo", "nb-NO"),
  place(10, "KW", "Asia/Kuwait", "ar-KW"),
  place(10, "IL", "Asia/Jerusalem", "he-IL"),
  place(10, "ZA", "Africa/Johannesburg", "en-ZA"),
  place(8, "KR", "Asia/Seoul", "ko-KR"),
  place(8, "TR", "Europe/Istanbul", "tr-TR"),
  place(6, "NZ", "Pacific/Auckland", "en-NZ"),
];
