/** Names and places for the seed; all of them common, none of them a real person's. */
export const firstNames = [
  'Anna', 'Ben', 'Clara', 'Diego', 'Elena', 'Farid', 'Grace', 'Hana', 'Isaac', 'Julia', 'Kofi', 'Lena', 'Marcus', 'Nadia', 'Oscar',
  'Priya', 'Quentin', 'Rosa', 'Samuel', 'Tara', 'Umar', 'Vera', 'Wes', 'Ximena', 'Yusuf', 'Zoe', 'Amelia', 'Bruno', 'Camille', 'Dmitri',
] as const; // prettier-ignore

export const lastNames = [
  'Abbott', 'Bianchi', 'Castillo', 'Dubois', 'Eriksen', 'Fischer', 'Gupta', 'Hughes', 'Ito', 'Jensen', 'Kowalski', 'Laurent', 'Mbeki',
  'Novak', 'Okafor', 'Park', 'Quinn', 'Rossi', 'Silva', 'Tanaka', 'Underwood', 'Vargas', 'Weber', 'Xu', 'Young', 'Ziegler', 'Marsh',
] as const; // prettier-ignore

export const streets = [
  'Maple Street', 'Harbor Road', 'Alder Lane', 'Mill Street', 'Orchard Avenue', 'Quarry Road', 'Birch Court', 'Station Road', 'Chapel Hill',
  'River Walk', 'Larkspur Drive', 'Foundry Street', 'Garden Row',
] as const; // prettier-ignore

export const cities = [
  { city: 'Burlington', zip: '05401', provinceCode: 'VT', countryCode: 'US' },
  { city: 'Portland', zip: '04101', provinceCode: 'ME', countryCode: 'US' },
  { city: 'Brooklyn', zip: '11201', provinceCode: 'NY', countryCode: 'US' },
  { city: 'Providence', zip: '02903', provinceCode: 'RI', countryCode: 'US' },
  { city: 'Boston', zip: '02108', provinceCode: 'MA', countryCode: 'US' },
  { city: 'Albany', zip: '12207', provinceCode: 'NY', countryCode: 'US' },
  { city: 'Montréal', zip: 'H2X 1Y4', provinceCode: 'QC', countryCode: 'CA' },
  { city: 'Philadelphia', zip: '19103', provinceCode: 'PA', countryCode: 'US' },
  { city: 'Hartford', zip: '06103', provinceCode: 'CT', countryCode: 'US' },
  { city: 'Concord', zip: '03301', provinceCode: 'NH', countryCode: 'US' },
  { city: 'Chicago', zip: '60601', provinceCode: 'IL', countryCode: 'US' },
] as const;
