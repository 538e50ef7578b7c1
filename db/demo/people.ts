import type { Random } from "./random";

const firstNames =
  "john,maria,freya,tomoko,sven,priya,jorunn,kelechi,noemie,marguerite,anna,luca,sofia,mateo,emma,liam,olivia,noah,ava,lucas,mia,ethan,zoe,jack,ines,oskar,hanna,pavel,yusuf,amara,diego,chloe,ivan,leila,omar,ruth,samuel,nina,felix,clara".split(
    ",",
  );
const lastNames =
  "smith,oakwood,lindqvist,hayase,hagerup,raman,eide,abara,delacroix,st-onge,novak,rossi,garcia,silva,mueller,brown,jones,wilson,tanaka,kowalski,hansen,larsen,moreau,petrov,yilmaz,okafor,fernandez,dubois,cohen,haddad,johnson,meyer,kim,patel,nguyen,olsen,weber,costa,ferrari,murphy".split(
    ",",
  );
const domains =
  "gmail.com,gmail.com,gmail.com,icloud.com,outlook.com,yahoo.com,brightmail.example,asagao.example,web.example,kiesel.example,nordpost.example,lumbre.example".split(
    ",",
  );

/** Addresses that break naive code: long, right to left, tagged, one letter, with quotes and apostrophes. */
export const unusualEmails: readonly string[] = [
  "john@example.com",
  "johndoe@gmail.com",
  "bartholomew.featherstonehaugh-okonkwo-de-la-cruz+night-plan@subscriptions.brightmail.example",
  "example.ليلى.منصور@بريد",
  "info+family-plan@two-rivers-collective.example",
  "h.o@x.example",
  "o'neill.deirdre@harbour.example",
  "דנה.כהן@דואר.example",
  "per_cent%underscore@odd.example",
  "jürgen.größe@straße.example",
  `${"long".repeat(16)}@${"subdomain.".repeat(16)}example`,
  "小夜@月葉.example",
];

export function makeEmail(unusual: number | null, random: Random): string {
  const fixed = unusual === null ? undefined : unusualEmails[unusual];
  if (fixed) return fixed;
  const [first, last] = [random.pick(firstNames), random.pick(lastNames)];
  const number = random.chance(0.5) ? `${random.between(1, 9999)}` : "";
  const tag = random.chance(0.04) ? "+sleep" : "";
  const joint = random.pick([".", ".", "", "_"]);
  return `${first}${joint}${last}${number}${tag}@${random.pick(domains)}`;
}
