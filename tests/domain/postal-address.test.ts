import { describe, expect, test } from 'vitest';
import { canonicalAddress, type PostalAddress } from '#app/domain/postal-address.ts';

/** "line 1 / line 2" in a town: the second line is optional. */
function door(text: string, zip: string | null, city: string | null, countryCode: string | null): string | null {
  const [address1 = '', address2 = null] = text.split(' / ');
  return canonicalAddress({ address1, address2, zip, city, countryCode });
}

type Spellings = [country: string, zip: string, spellings: string[]];
const ONE_DOOR: Spellings[] = [
  [
    'US',
    '02139',
    [
      '123 Main Street Apt 4B',
      '123 MAIN ST. / #4B',
      '123 main st / Unit 4 B',
      '123 Main St, Apt. 4-B',
      'Apt 4B, 123 Main Street',
      '123 Main Str / Apartment No. 4b',
      '123 Main St / 4B',
      '0123 Main Street / Suite # 4B',
      '123 Ｍａｉｎ Ｓｔ / ４Ｂ',
      'Unit 4-B 123 Main St',
    ],
  ],
  ['US', '10118', ['350 Fifth Avenue', '350 5th Ave', '350 5TH AV.', '5th Avenue 350']],
  ['US', '10001', ['123 East 5th Street', '123 E. Fifth St', '123 E 5th St']],
  ['US', '60601', ['12 N Main St', '12 North Main Street', '12 N. Main Str.']],
  ['US', '60602', ['123½ Main St', '123 1/2 Main Street', '123 ½ Main St', 'Main St 123 1/2', 'Main St 123  1/2']],
  ['US', '60603', ['P.O. Box 77', 'PO Box 77', 'p o box 77', 'Post Office Box #77', 'POBox 77', 'P.O.BOX77']],
  ['US', '60604', ['1 Market Sq Bldg C Apt 4', '1 Market Square / Apt 4, Building C']],
  ['US', '60605', ['12 High St / Floor 2', '2nd Floor, 12 High Street', '12 High St, Fl. 2', '12 High St / 2nd fl']],
  ['US', '60607', ['12 S Main St', '12 South Main Street']],
  ['US', '60608', ['12 W Main St', '12 West Main Street']],
  ['US', '60609', ['12 High St Apt B4', 'Apt B-4, 12 High Street', '12 High St / B4']],
  ['US', '60610', ['12 Flat Rock Road', '12 Flatrock Rd']],
  ['US', '60611', ['350 W 11th St', '350 West 11th Street', 'W 11th St 350']],
  ['US', '60612', ['1 Market Sq Bldg C Fl 2', '1 Market Sq / Floor 2, Building C', '1 Market Sq / 2nd floor bldg C']],
  ['US', '60606', ['5 Route 9', '5 Rte 9', '5 rte. 9']],
  ['GB', 'CB1 1AA', ['Flat 3, 12 High Street', '12 High St / Flat 3', 'Flat 3 / 12 High St.', '12 High Street / 3']],
  ['GB', 'CB1 1AB', ['12 St. John’s Road', "12 Saint John's Rd", '12 St Johns Road']],
  ['GB', 'CB1 1AC', ['Rose Cottage, Church Lane', 'Rose Cottage / Church Ln', 'rose cottage / church lane']],
  [
    'AU',
    '2000',
    [
      '4/12 High Street',
      ' 4/12 high st',
      '4 /12 High St',
      'Unit 4, 12 High St',
      '12 High Street / Unit 4',
      '4/12 high st.',
      'Flat 4, 12 High St',
    ],
  ],
  [
    'DE',
    '13353',
    ['Müllerstraße 12 a', 'Muellerstr. 12A', '12a Müller-Straße', 'MÜLLERSTRASSE 12a', 'Müllerstr.12a', 'Müller Str. 12 A'],
  ],
  [
    'DE',
    '13354',
    ['Lange Straße 5, 2. OG links', 'Langestr. 5 / 2.OG li.', 'Lange Str. 5 / 2. Stock links', 'Lange Str. 5 / 2. Etage, links'],
  ],
  ['DE', '13355', ['Marienplatz 1', 'Marienpl. 1', 'Marien Platz 1']],
  ['DE', '13356', ['Postfach 1234', 'PF 1234', 'postfach 1234']],
  ['AT', '1010', ['Hauptstr. 12/3/14', 'Hauptstraße 12, Stiege 3, Top 14', 'Hauptstrasse 12 / Stg. 3 Tür 14']],
  ['CH', '8001', ['Bahnhofstrasse 7', 'Bahnhofstr. 7', 'Bahnhof-Strasse 7', 'Bahnhofstrasse Nr. 7']],
  [
    'FR',
    '75016',
    [
      '12 bis rue de l’Église',
      "12bis, R. de l'Eglise",
      '12 BIS RUE DE L EGLISE',
      'rue de l’Église 12 bis',
      '12 bis, rue de l`Église',
    ],
  ],
  ['FR', '75014', ['12 ter rue du Sacré-Cœur', 'rue du Sacre Coeur 12 ter', 'Rue du Sacré Coeur, 12ter']],
  ['FR', '75015', ['7 quater rue X', 'rue X 7 quater']],
  ['FR', '75013', ['BP 77', 'B.P. 77', 'Boîte postale 77', 'boite postale n° 77']],
  ['FR', '75017', ['3 avenue Victor-Hugo, appt 12', '3 av. Victor Hugo / Appartement 12', '3, AV VICTOR HUGO / apt n° 12']],
  ['FR', '75018', ['8 boulevard Saint-Michel', '8 bd St Michel', '8 bvd. St-Michel']],
  ['ES', '28013', ['Calle Mayor, 5, 3º B', 'C/ Mayor nº 5 / 3 B', 'C. Mayor, 5 / 3ºB', 'Calle Mayor 5 / 3-B']],
  ['ES', '28014', ['Apartado 77', 'Apartado de Correos 77', 'Apdo. 77']],
  ['CL', '8320000', ['Casilla 77', 'Casilla Postal 77']],
  ['IT', '00186', ['Via del Corso 10, int. 5', 'V. del Corso, 10 / Interno 5', 'via del corso 10 / int 5']],
  ['PT', '1000-123', ['Rua Augusta 100', 'R. Augusta, nº 100', 'R Augusta 100']],
  ['BR', '01304-000', ['Rua Augusta, 100 - Apto 12', 'R. Augusta 100 / ap. 12', 'Rua Augusta 100 / Apartamento 12']],
  ['NL', '1017 GC', ['Kerkstraat 12 A', 'Kerkstr. 12a', '12a Kerkstraat']],
  ['BE', '1000', ['Rue de la Loi 16 boîte 3', '16, rue de la Loi / bte 3', 'Rue de la Loi 16 bus 3']],
  ['DK', '1165', ['Nørregade 5, 2. tv', 'Noerregade 5 / 2 tv.', 'NORREGADE 5 / 2.tv']],
  ['DK', '1166', ['Ågade 5', 'Aagade 5', 'AAGADE 5']],
  ['DK', '1167', ['Æblevej 3', 'Aeblevej 3', 'Æblev. 3']],
  ['IS', '101', ['Þórsgata 1', 'Thorsgata 1']],
  ['TR', '34000', ['Işıklar Cd. 5', 'ISIKLAR CD 5', 'IŞIKLAR CD. 5']],
  ['HR', '10000', ['Đurina 5', 'Durina 5']],
  ['SE', '111 22', ['Storgatan 4', 'Storg. 4', 'STORGATAN 4']],
  ['PL', '00-001', ['ul. Marszałkowska 10/5', 'Marszalkowska 10 m. 5', 'Ulica Marszałkowska 10 / lok. 5']],
  ['RU', '101000', ['ул. Ленина, д. 5, кв. 12', 'Ленина 5 / 12', 'улица Ленина, дом 5 / квартира 12']],
  ['JP', '150-0041', ['神南１丁目２−３ / １０１号室', '神南1-2-3 / 101', '神南1丁目2番3号 / 101', '神南1-2-3-101']],
  ['SG', '460012', ['Blk 12 Bedok Road #05-123', 'Block 12 Bedok Rd / 05-123', 'BLK 12 BEDOK RD / # 05 - 123']],
];

test.each(ONE_DOOR)('%s %s: every spelling is one door', (country, zip, spellings) => {
  const doors = spellings.map((text) => door(text, zip, 'Town', country));
  expect(doors[0]).not.toBeNull();
  expect(Object.fromEntries(spellings.map((text, index) => [text, doors[index]]))).toEqual(
    Object.fromEntries(spellings.map((text) => [text, doors[0]])),
  );
});

describe('different doors stay different', () => {
  const OTHER_DOORS: [string, string][] = [
    ['400 College Ave / Room 214', '400 College Ave / Room 215'],
    ['400 College Ave / Room 214', '400 College Ave'],
    ['12 Elm Street', '14 Elm Street'],
    ['12 Elm Street', '12a Elm Street'],
    ['12 Elm Street', '102 Elm Street'],
    ['11 5th St', '5 11th St'],
    ['12 Elm Street', '12 Oak Street'],
    ['12 Elm Street', '12 Elm Avenue'],
    ['12 N Main St', '12 S Main St'],
    ['12 Main St / Apt 3', '1 Main St / Apt 23'],
    ['12 Main St / Apt 3', '3 Main St / Apt 12'],
    ['12 5th St', '5 12th St'],
    ['12 Main St / Floor 2', '12 Main St / Apt 2'],
    ['12 Main St / Bldg B Apt 4', '12 Main St / Bldg C Apt 4'],
    ['Torstraße 9 / Vorderhaus 3. OG', 'Torstr. 9 / Hinterhaus 3. OG'],
    ['Hauptstr. 5 / links', 'Hauptstr. 5 / rechts'],
    ['Rose Cottage, Church Lane', 'Ivy Cottage, Church Lane'],
    ['PO Box 77', 'PO Box 78'],
    ['12 bis rue X', '12 ter rue X'],
    ['123½ Main St', '123 Main St'],
  ];

  test.each(OTHER_DOORS)('%s is not %s', (one, other) => {
    expect(door(one, '10001', 'Town', 'US')).not.toBe(door(other, '10001', 'Town', 'US'));
  });

  test('another postcode or another country is another door', () => {
    const home = door('12 Elm Street', '10001', 'Town', 'US');
    expect(door('12 Elm Street', '10002', 'Town', 'US')).not.toBe(home);
    expect(door('12 Elm Street', '10001', 'Town', 'DE')).not.toBe(home);
  });

  test('"4/12" is flat 4 of house 12 in Australia and New Zealand only', () => {
    for (const country of ['AU', 'NZ']) {
      expect(door('4/12 High St', '1', 'T', country)).toBe(door('12 High St / Flat 4', '1', 'T', country));
    }
    expect(door('4/12 High St', '1', 'T', 'GB')).not.toBe(door('12 High St / Flat 4', '1', 'T', 'GB'));
  });
});

describe('postcode, town and country', () => {
  test('spaces, letter case and width of a postcode do not matter, nor do the last four digits of an American one', () => {
    expect(door('12 High St', 'cb11aa', 'T', 'GB')).toBe(door('12 High St', 'ＣＢ1 1AA', 'T', 'gb'));
    expect(door('12 Elm St', '02139-4307', 'T', 'US')).toBe(door('12 Elm St', '02139', 'T', 'us'));
    expect(door('12 Elm St', '021394307', 'T', 'DE')).not.toBe(door('12 Elm St', '02139', 'T', 'DE'));
    expect(door('12 Elm St', '0213943079', 'T', 'US')).not.toBe(door('12 Elm St', '02139', 'T', 'US'));
  });

  test('the town counts only where there is no postcode', () => {
    expect(door('12 Elm St', '10001', 'New York', 'US')).toBe(door('12 Elm St', '10001', 'NYC', 'US'));
    expect(door('12 High St', null, 'Dublin', 'IE')).not.toBe(door('12 High St', null, 'Cork', 'IE'));
    expect(door('12 High St', ' - ', 'Saint  Johns', 'AG')).toBe(door('12 High St', '', 'St. John’s', 'AG'));
    expect(door('12 High St', '', 'Zürich', 'CH')).toBe(door('12 High St', null, 'ZUERICH', 'CH'));
  });
});

describe('too little to mean one door', () => {
  test.each<[string, string | null, string | null, string | null]>([
    ['', '10001', 'Town', 'US'],
    ['Elm Street', '10001', 'Town', 'US'],
    ['12', '10001', 'Town', 'US'],
    ['12 Elm Street', null, null, 'US'],
    ['12 Elm Street', '10001', 'Town', null],
    ['12 Elm Street', '10001', 'Town', 'USA'],
    ['12 Elm Street', '10001', 'Town', ''],
    ['🏠', '10001', 'Town', 'US'],
    ['- , -', '10001', 'Town', 'US'],
  ])('“%s” %s %s %s', (text, zip, city, country) => {
    expect(door(text, zip, city, country)).toBeNull();
  });

  test.each([
    'Packstation 145',
    'Postfiliale 501',
    'InPost Paczkomat KRA01A',
    'Amazon Locker 12 Elm Street',
    '12 Elm Street / UPS Access Point',
    'Point Relais 12, rue X',
    'General Delivery, 1 Main St',
    'Poste restante 12',
  ])('strangers collect at “%s”', (text) => {
    expect(door(text, '10115', 'Town', 'DE')).toBeNull();
  });

  test('no address at all', () => {
    const nothing: PostalAddress = {
      address1: undefined,
      address2: undefined,
      zip: undefined,
      city: undefined,
      countryCode: undefined,
    };
    expect(canonicalAddress(nothing)).toBeNull();
    expect(canonicalAddress({ ...nothing, address1: null, countryCode: 'US', zip: '10001' })).toBeNull();
  });
});

test('hostile texts have an answer, quickly and never longer than the texts', () => {
  const texts = [
    '1 '.repeat(5_000),
    'a'.repeat(100_000),
    `#${'1-'.repeat(5_000)}`,
    '12 str'.repeat(2_000),
    '́'.repeat(9_000),
    '\u0000\uD800 12 x',
  ];
  for (const text of texts) {
    const answer = canonicalAddress({ address1: text, address2: text, zip: text, city: text, countryCode: 'US' });
    expect((answer ?? '').length).toBeLessThan(1_100);
  }
  expect(
    canonicalAddress({ address1: 12 as unknown as string, address2: null, zip: '1', city: null, countryCode: 'US' }),
  ).toBeNull();
});
