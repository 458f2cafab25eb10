/** Names of provinces and states, as far as the dev store's checkout offers them (ISO 3166-2). */
const states = `AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California;CO Colorado;CT Connecticut;DE Delaware;DC District of Columbia;
FL Florida;GA Georgia;HI Hawaii;ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana;ME Maine;MD Maryland;
MA Massachusetts;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;NH New Hampshire;NJ New Jersey;
NM New Mexico;NY New York;NC North Carolina;ND North Dakota;OH Ohio;OK Oklahoma;OR Oregon;PA Pennsylvania;RI Rhode Island;SC South Carolina;
SD South Dakota;TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia;WA Washington;WV West Virginia;WI Wisconsin;WY Wyoming`;
const provinces = `AB Alberta;BC British Columbia;MB Manitoba;NB New Brunswick;NL Newfoundland and Labrador;NS Nova Scotia;NT Northwest Territories;
NU Nunavut;ON Ontario;PE Prince Edward Island;QC Quebec;SK Saskatchewan;YT Yukon`;

const names = new Map([...entriesOf('US', states), ...entriesOf('CA', provinces)]);

/** Null when the address has no province; the code itself where the name is not known. */
export function provinceName(countryCode: string, provinceCode: string | null): string | null {
  if (provinceCode === null) return null;
  return names.get(`${countryCode}-${provinceCode}`) ?? provinceCode;
}

function entriesOf(country: string, list: string): [string, string][] {
  return list.split(';').map((entry) => {
    const text = entry.trim();
    return [`${country}-${text.slice(0, 2)}`, text.slice(3)];
  });
}
