/**
 * The words of postal addresses that people write in several ways, one spelling each: `canonical: other spellings`. Lower case; accents do not
 * matter (`plainAddressText` is applied to both sides).
 */

/** "Saint" and "Street" are both "St" on envelopes, so both become `st`: two doors are not confused by it. */
const STREET_WORDS = `
st: street str strasse straat saint sankt skt
ste: sainte santa
av: avenue ave avenida avda avd
bd: boulevard blvd boul bvd bulevar
rd: road
dr: drive
ln: lane
ct: court
pl: place plaza platz plein plac pza pzza piazza
sq: square
hwy: highway
pkwy: parkway
cir: circle
cres: crescent
cl: close
gdns: gardens gdn
grv: grove
ter: terrace terr
trl: trail
aly: alley
ctr: center centre
mt: mount
n: north
s: south
e: east
w: west
ne: northeast
nw: northwest
se: southeast
sw: southwest
r: rue rua
all: allee allees
ch: chemin che
imp: impasse
rte: route
fbg: faubourg fg
pas: passage
res: residence
c: calle
po: paseo
ctra: carretera carr
cno: camino
v: via
vle: viale
cso: corso
tv: travessa
pr: проспект просп пр
per: переулок пер
eg: erdgeschoss
dg: dachgeschoss
li: links
re: rechts
left: gauche
right: droite
izq: izquierda izda
dcha: derecha der
1st: first
2nd: second
3rd: third
4th: fourth
5th: fifth
6th: sixth
7th: seventh
8th: eighth
9th: ninth
10th: tenth
fl: floor
`;

/** Written by some and left out by others: before a street … */
const LEFT_OUT = 'ul ulica улица ул';
/** … and before a number. */
const NUMBER_MARKS = 'no nr num numero nummer number hausnummer hausnr дом д';

/** Before a flat's number; which of them is written does not matter. */
const FLAT_WORDS =
  '# apt apartment apartments appt appartement app ap apto apartamento unit flat suite ste room rm zimmer zi wohnung whg top tur tuer door bus bte boite int interno lot m mieszkanie lok kv квартира кв puerta pta staircase stairs stiege stg escalera esc escalier scala';

/** Before the number of a part of the house: these are kept apart from flats. */
const PART_WORDS = {
  b: 'building bldg batiment bat bloque bloco block blk haus edificio edif корпус',
  f: 'floor fl flr level',
};

/** After the floor's number. */
const FLOOR_WORDS = 'floor fl flr stock stockwerk og obergeschoss etage piso andar piano sal vaning etg';

/** At the end of a compound: "Hauptstrasse", "Kerkstraat", "Storgatan". */
export const COMPOUND_ENDS: readonly (readonly [RegExp, string])[] = [
  [/(strasse|straat|str)$/, 'st'],
  [/(platz|plein)$/, 'pl'],
  [/(gasse|gatan|gata|gade)$/, 'g'],
  [/(vagen|veien|vegen|vej)$/, 'v'],
];

/** Many people collect there: it says nothing about who lives with whom. */
export const SHARED_PLACE =
  /\b(packstation|postfiliale|paketshop|parcel ?shop|parcel ?locker|amazon locker|paczkomat|inpost|pakketpunt|point relais|relais colis|access point|pick ?up point|poste restante|general delivery|postlagernd|lista de correos)\b/;

/** A box is one door, whatever it is called. */
export const POST_BOX =
  /\b(g?p\s?o\s?box|post office box|post box|postfach|pf|boite postale|b\s?p|apartado(?: de correos)?|apdo|casilla(?: postal)?|postbus|postboks|postbox|caixa postal|casella postale)\s*(?:no|nr|n|#)?\s*(?=\d)/g;

/** Lower case, without accents and full-width letters, as words are compared. */
export function plainAddressText(text: string): string {
  return text
    .slice(0, 255)
    .replace(/½/g, ' half ')
    .replace(/n[º°]/gi, ' no ')
    .replace(/[º°ª]/g, ' ')
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[ßæœøđłþı]/g, (letter) => LETTERS[letter] ?? letter);
}

const LETTERS: Readonly<Record<string, string>> = { ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ł: 'l', þ: 'th', ı: 'i' };

const words = (list: string) => list.trim().split(/\s+/).map(plainAddressText);

export const STREET_WORD: ReadonlyMap<string, string> = new Map(
  STREET_WORDS.trim()
    .split('\n')
    .flatMap((line) => {
      const [canonical = '', others = ''] = line.split(': ');
      return words(others).map((other) => [other, canonical] as const);
    }),
);
export const LEFT_OUT_WORD: ReadonlySet<string> = new Set(words(LEFT_OUT));
export const NUMBER_MARK: ReadonlySet<string> = new Set(words(NUMBER_MARKS));
export const FLOOR_WORD: ReadonlySet<string> = new Set(words(FLOOR_WORDS));
/** Word → the mark of its kind: '' for a flat. */
export const UNIT_WORD: ReadonlyMap<string, string> = new Map([
  ...words(FLAT_WORDS).map((word) => [word, ''] as const),
  ...Object.entries(PART_WORDS).flatMap(([mark, list]) => words(list).map((word) => [word, mark] as const)),
]);
